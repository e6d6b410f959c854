/** Longest text that VK takes in one message, in UTF-16 units. @see VK documentation, messages.send (read 2026) */
export const messageLengthMax = 4096

/** Parts in order, each within VK's limit, cut at a paragraph, a sentence or a word where possible. */
export function splitText(text: string, lengthMax = messageLengthMax): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > lengthMax) {
    const cut = cutAt(rest.slice(0, lengthMax))
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return [...parts, rest]
}

/** A cut in the first half would make needlessly short parts. */
function cutAt(head: string): number {
  const half = head.length / 2
  const paragraph = head.lastIndexOf('\n') + 1
  if (paragraph > half) return paragraph
  const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? ')) + 2
  if (sentence > half) return sentence
  const word = head.lastIndexOf(' ') + 1
  if (word > half) return word
  // Half of a surrogate pair is no character: VK would show a replacement mark.
  const isHighSurrogate = /[\uD800-\uDBFF]$/u.test(head)
  return isHighSurrogate ? head.length - 1 : head.length
}
