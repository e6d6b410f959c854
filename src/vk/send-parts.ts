/** How a message is cut when VK would refuse it whole. Writers keep their texts short; this is the safety net. */
export type SendBody = Readonly<Record<string, string>>

/** @see messages.send on dev.vk.com (read 2026). */
export const messageLengthMax = 4096

/** What a text becomes: the first part replies, the last one carries keyboard and attachments. */
export function splitBody(body: SendBody, lengthMax: number): readonly SendBody[] {
  const { message, forward, ...rest } = body
  if (message === undefined || message.trim().length <= lengthMax) return [body]
  const texts = splitText(message, lengthMax)
  const { keyboard: _keyboard, attachment: _attachment, template: _template, ...plain } = rest
  return texts.map((text, index) => ({
    ...(index === texts.length - 1 ? rest : plain),
    ...(index === 0 && forward !== undefined ? { forward } : {}),
    message: text,
  }))
}

/** Cuts at the end of a paragraph, else of a sentence, else of a word, else anywhere but inside a character. */
export function splitText(text: string, lengthMax: number): readonly string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > lengthMax) {
    const end = cutAt(rest, lengthMax)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

/** The random_id of a part: another one for each, the same at every repeat, never 0. */
export function partRandomId(randomId: number, index: number): number {
  if (index === 0) return randomId
  return (randomId + Math.imul(index, goldenRatio)) | 0 || index
}

const goldenRatio = 0x9e3779b1

function cutAt(text: string, lengthMax: number): number {
  const window = text.slice(0, lengthMax)
  const least = lengthMax / 2
  for (const border of [/\n\s*\n/g, /\n/g, /[.!?…]\s/g, /\s/g]) {
    const last = [...window.matchAll(border)].at(-1)
    if (last !== undefined && last.index >= least) return last.index + last[0].length
  }
  const isInsidePair = /[\uD800-\uDBFF]$/.test(window)
  return isInsidePair ? lengthMax - 1 : lengthMax
}
