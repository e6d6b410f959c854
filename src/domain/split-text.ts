/** Longest text that VK takes in one message, in UTF-16 units. @see VK documentation, messages.send (read 2026) */
export const messageLengthMax = 4096

/** Parts in order, each within VK's limit, cut at a paragraph, a sentence or a word where possible; none empty. */
export function splitText(text: string, lengthMax = messageLengthMax): readonly string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > lengthMax) {
    const cut = cutAt(cutText(rest, lengthMax))
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  const spoken = [...parts, rest].filter((part) => part !== '')
  return spoken.length === 0 ? [''] : spoken
}

/** The beginning of a text, never half of a character: PostgreSQL refuses such halves, VK shows a mark. */
export const cutText = (text: string, lengthMax: number): string =>
  text.length <= lengthMax ? text : text.slice(0, lengthMax).replace(/[\uD800-\uDBFF]$/u, '')

/** A cut in the first half would make needlessly short parts. */
function cutAt(head: string): number {
  const half = head.length / 2
  const paragraph = head.lastIndexOf('\n') + 1
  if (paragraph > half) return paragraph
  const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? ')) + 2
  if (sentence > half) return sentence
  const word = head.lastIndexOf(' ') + 1
  return word > half ? word : head.length
}
