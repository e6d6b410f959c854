/** Reads a stored `message_new` into the message that the rules know. Unknown fields and attachment types pass. */
import { z } from 'zod'
import type { InboxEvent } from '../app/ports.ts'
import { chatPeerMin, peerId, vkUserId } from '../domain/ids.ts'
import { type Attachment, type IncomingMessage, type Place, attachmentReference } from '../domain/message.ts'
import { fromEpochSeconds } from '../domain/time.ts'

const quoted = z.looseObject({ conversation_message_id: z.number().optional(), text: z.string().catch('') })

const geo = z.looseObject({
  coordinates: z.looseObject({ latitude: z.number(), longitude: z.number() }),
  place: z
    .looseObject({ title: z.string().optional(), city: z.string().optional().catch(undefined) })
    .optional(),
})

const vkMessage = z.looseObject({
  peer_id: z.number(),
  from_id: z.number(),
  date: z.number(),
  conversation_message_id: z.number(),
  text: z.string().catch(''),
  payload: z.unknown().optional(),
  attachments: z.array(z.record(z.string(), z.unknown())).catch([]),
  geo: geo.optional().catch(undefined),
  reply_message: quoted.optional().catch(undefined),
})

const messageNew = z.looseObject({
  message: vkMessage,
  client_info: z
    .looseObject({ keyboard: z.boolean().catch(true) })
    .optional()
    .catch(undefined),
})

/** Null when it is not for us: a chat of several people, or words of a community. Throws on what is no message. */
export function readMessage(event: InboxEvent): IncomingMessage | null {
  const { message, client_info: client } = messageNew.parse(event.body)
  if (message.peer_id >= chatPeerMin || message.from_id <= 0) return null
  const { reply_message: reply } = message
  return {
    groupId: event.groupId,
    peerId: peerId(message.peer_id),
    userId: vkUserId(message.from_id),
    cmid: message.conversation_message_id,
    text: unescapeHtml(message.text).replaceAll('\u0000', ''),
    payload: readPayload(message.payload),
    attachments: message.attachments.map(readAttachment).filter((attachment) => attachment !== null),
    geo: readGeo(message.geo),
    replyTo:
      reply?.conversation_message_id === undefined
        ? null
        : { cmid: reply.conversation_message_id, text: unescapeHtml(reply.text) },
    vkAt: fromEpochSeconds(message.date),
    showsButtons: client?.keyboard ?? true,
  }
}

/** VK sends payloads as JSON in a string; what cannot be read is as good as none. */
function readPayload(raw: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof raw !== 'string') return null
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(raw))
    return parsed.success && Object.keys(parsed.data).length > 0 ? parsed.data : null
  } catch {
    // A payload of an old keyboard or forged by hand: the words remain.
    return null
  }
}

export function readAttachment(raw: Record<string, unknown>): Attachment | null {
  const { type } = raw
  if (typeof type !== 'string') return null
  const body = z.record(z.string(), z.unknown()).catch({}).parse(raw[type])
  return { type, reference: attachmentReference(type, body), raw: body }
}

function readGeo(found: z.infer<typeof geo> | undefined): Place | null {
  if (found === undefined) return null
  const { city, title } = found.place ?? {}
  const isInTitle = city === undefined || title?.includes(city) === true
  return {
    ...pick(found.coordinates),
    title: (isInTitle ? title : [city, title].filter(Boolean).join(', ')) ?? null,
  }
}

const pick = ({ latitude, longitude }: { latitude: number; longitude: number }): Omit<Place, 'title'> => ({
  latitude,
  longitude,
})

/** Long poll delivers `& < > "` escaped. */
const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
