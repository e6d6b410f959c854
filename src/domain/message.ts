/** A message of a person as the rules see it, whatever the channel delivered. */
import type { GroupId, PeerId, TicketId, VkUserId } from './ids.ts'
import type { Keyboard } from './keyboard.ts'
import type { Instant } from './time.ts'

/** One attachment as VK described it; kept whole, because its types grow without notice. */
export interface Attachment {
  readonly type: string
  /** How VK names it in `attachment=` of messages.send, e.g. `photo5001_7_key`; null when it cannot be sent on. */
  readonly reference: string | null
  readonly raw: Readonly<Record<string, unknown>>
}

export interface Place {
  readonly latitude: number
  readonly longitude: number
  readonly title: string | null
}

export interface IncomingMessage {
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly userId: VkUserId
  /** Number of the message in the conversation. */
  readonly cmid: number
  readonly text: string
  /** What the pressed button carried; null when the person typed. Forged payloads come here too. */
  readonly payload: Readonly<Record<string, unknown>> | null
  readonly attachments: readonly Attachment[]
  readonly geo: Place | null
  /** The message that was replied to, by its number in the conversation. */
  readonly replyTo: { readonly cmid: number; readonly text: string } | null
  /** VK's own date. */
  readonly vkAt: Instant
  /** False for old clients: options are then numbered in the text. */
  readonly showsButtons: boolean
  /** Messages sent in a row that are read as this one, in their order; absent: it is one message. */
  readonly parts?: readonly IncomingMessage[]
}

/** The messages as they were sent. */
export const partsOf = (message: IncomingMessage): readonly IncomingMessage[] => message.parts ?? [message]

/** Messages sent in a row, read as one; null when there are none. Each keeps its number and date among the parts. */
export function glue(messages: readonly IncomingMessage[]): IncomingMessage | null {
  const last = messages.at(-1)
  if (last === undefined || messages.length === 1) return last ?? null
  return {
    ...last,
    text: messages
      .map(({ text }) => text)
      .filter((text) => text.trim() !== '')
      .join('\n'),
    attachments: messages.flatMap(({ attachments }) => attachments),
    geo: messages.findLast(({ geo }) => geo !== null)?.geo ?? null,
    replyTo: messages.find(({ replyTo }) => replyTo !== null)?.replyTo ?? null,
    parts: messages,
  }
}

/** Something the bot says to one person, before it becomes parameters of a VK method. */
export interface OutgoingMessage {
  readonly text: string
  readonly keyboard?: Keyboard
  /** Attachments of people to send along. */
  readonly attachments?: readonly Attachment[]
  /** The ticket it speaks of: a reply to this message is about that ticket. */
  readonly about?: TicketId
  /** A card of that ticket: it is changed when the ticket changes. */
  readonly isCard?: true
}

const sendableTypes: ReadonlySet<string> = new Set([
  'photo',
  'video',
  'audio',
  'doc',
  'wall',
  'poll',
  'market',
  'audio_message',
])

/** How VK names an attachment that is to be sent on: `photo5001_7_key`; null for what cannot be. */
export function attachmentReference(type: string, raw: Readonly<Record<string, unknown>>): string | null {
  const { owner_id: owner, id, access_key: key } = raw
  if (!sendableTypes.has(type) || typeof owner !== 'number' || typeof id !== 'number') return null
  return `${type}${owner}_${id}${typeof key === 'string' ? `_${key}` : ''}`
}
