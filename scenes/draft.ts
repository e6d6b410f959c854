/** How drafts are kept in the session: plain JSON, read back with a check, because a deploy may lie between. */
import { z } from 'zod'
import type { QuestionMessage } from '../src/domain/desk.ts'
import type { Desk } from '../src/domain/desk.ts'
import { type Attachment, type IncomingMessage, type Place, partsOf } from '../src/domain/message.ts'
import { fromEpochSeconds } from '../src/domain/time.ts'

export const attachmentSchema = z.object({
  type: z.string(),
  reference: z.string().nullable(),
  raw: z.record(z.string(), z.unknown()),
})

export const draftMessageSchema = z.object({
  text: z.string(),
  attachments: z.array(attachmentSchema),
  cmid: z.number(),
  /** VK's date, epoch seconds. */
  vkSeconds: z.number(),
})

export type DraftMessage = z.infer<typeof draftMessageSchema>

export const placeSchema = z.object({
  latitude: z.number(),
  longitude: z.number(),
  title: z.string().nullable(),
})

export const draftMessage = (message: IncomingMessage): DraftMessage => ({
  text: message.text,
  attachments: message.attachments.map((attachment: Attachment) => ({
    ...attachment,
    raw: { ...attachment.raw },
  })),
  cmid: message.cmid,
  vkSeconds: Math.trunc(message.vkAt.epochMilliseconds / 1000),
})

/** What was sent in a row, each message by itself. */
export const draftMessages = (message: IncomingMessage): readonly DraftMessage[] =>
  partsOf(message).map(draftMessage)

/** A cry for help counts, however much was said around it. */
export function dangerIn(message: IncomingMessage, desk: Pick<Desk, 'understand'>): string | null {
  for (const { text } of [message, ...(message.parts ?? [])]) {
    const { danger } = desk.understand(text)
    if (danger !== null) return danger
  }
  return null
}

/** Words added to a ticket: a place on the map is written out, because the owner reads only words and attachments. */
export const addedMessages = (message: IncomingMessage): readonly DraftMessage[] =>
  partsOf(message).map(addedMessage)

const addedMessage = (message: IncomingMessage): DraftMessage => ({
  ...draftMessage(message),
  text:
    message.geo === null
      ? message.text
      : [message.text, `Место: ${placeInWords(message.geo)}`].filter((line) => line !== '').join('\n'),
})

/** «Сквер (54.62913, 39.73601)»: coordinates can be pasted into any map. */
export const placeInWords = ({ title, latitude, longitude }: Place): string => {
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  return title === null || title === '' ? coordinates : `${title} (${coordinates})`
}

/** The other way round, to keep a question in the session. */
export const draftOfMessage = (message: QuestionMessage): DraftMessage => ({
  text: message.text,
  attachments: message.attachments.map((attachment) => ({ ...attachment, raw: { ...attachment.raw } })),
  // Written at the console: it has no number in the dialogue.
  cmid: message.cmid ?? 0,
  vkSeconds: Math.trunc(message.vkAt.epochMilliseconds / 1000),
})

export const questionMessage = (draft: DraftMessage): QuestionMessage => ({
  text: draft.text,
  attachments: draft.attachments,
  cmid: draft.cmid,
  vkAt: fromEpochSeconds(draft.vkSeconds),
})
