import { splitText } from '../domain/split-text.ts'

/** How a message is cut when VK would refuse it whole. Writers keep their texts short; this is the safety net. */
export type SendBody = Readonly<Record<string, string>>

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

/** The random_id of a part: another one for each, the same at every repeat, never 0. */
export function partRandomId(randomId: number, index: number): number {
  if (index === 0) return randomId
  return (randomId + Math.imul(index, goldenRatio)) | 0 || index
}

const goldenRatio = 0x9e3779b1
