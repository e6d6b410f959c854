/**
 * Raw updates of the bots long poll → rows of the inbox. Tolerant: unknown fields pass, an update that cannot be
 * read is parked with its reason and never stops the others of its batch.
 */
import { z } from 'zod'
import type { JsonObject } from '../app/ports.ts'
import type { InboxDraft } from '../app/transport-ports.ts'
import { chatPeerMin, vkUserId } from '../domain/ids.ts'
import { fromEpochSeconds, type Instant } from '../domain/time.ts'
import { inOrder } from './in-order.ts'
import { commentReaders } from './update-comment.ts'
import { storableObject } from './update-json.ts'

export interface ReadUpdates {
  readonly drafts: readonly InboxDraft[]
  /** Left out on purpose: our own messages, group chats, types nobody handles. */
  readonly ignoredCount: number
  /** Of the updates that nobody handles, one entry each. */
  readonly unknownTypes: readonly string[]
}

const id = z.number().int().safe()
const personId = id.positive()
const cmid = z.number().int().positive().max(2_147_483_647)
/** VK's dates are seconds; the bound keeps a broken one from being refused by the database. */
const date = z.number().int().nonnegative().max(32_503_680_000)

const envelopeSchema = z.object({
  type: z.string(),
  event_id: z.string().max(200).optional(),
  object: z.looseObject({}),
})
const messageSchema = z.object({
  from_id: id,
  peer_id: id,
  date,
  conversation_message_id: cmid.optional(),
  out: z.number().optional(),
  admin_author_id: personId.optional(),
})
const pressSchema = z.object({ user_id: personId, peer_id: id, conversation_message_id: cmid.optional() })
const permissionSchema = z.object({ user_id: personId })

type Place = Pick<InboxDraft, 'peerId' | 'userId' | 'cmid' | 'vkAt'>
/** Null: not for us. Throws a `ZodError` when the object has another form. */
type Reader = (object: Readonly<Record<string, unknown>>, now: Instant) => Place | null

/** What the inbox takes; everything else VK may send is nobody's work. */
const readers: Readonly<Record<string, Reader | undefined>> = {
  message_new: (object) => readIncoming(messageOf(object)),
  message_edit: (object) => readIncoming(messageOf(object)),
  message_reply: (object) => readOperatorReply(messageOf(object)),
  message_event: (object, now) => {
    const { user_id, peer_id, conversation_message_id } = pressSchema.parse(object)
    if (peer_id >= chatPeerMin) return null
    return { peerId: peer_id, userId: vkUserId(user_id), cmid: conversation_message_id ?? null, vkAt: now }
  },
  message_allow: readPermission,
  message_deny: readPermission,
  ...commentReaders,
}

export function readUpdates(updates: readonly unknown[], now: Instant): ReadUpdates {
  const drafts: InboxDraft[] = []
  const unknownTypes: string[] = []
  for (const update of updates) {
    const draft = readUpdate(update, now)
    if (draft === 'unknown') unknownTypes.push(typeOf(update))
    else if (draft !== null) drafts.push(draft)
  }
  return { drafts: inOrder(drafts), ignoredCount: updates.length - drafts.length, unknownTypes }
}

const typeOf = (update: unknown): string => z.object({ type: z.string() }).parse(update).type

function readUpdate(update: unknown, now: Instant): InboxDraft | 'unknown' | null {
  const envelope = envelopeSchema.safeParse(update)
  if (!envelope.success)
    return parked(update, now, eventIdOf(update), 'unreadable', `update: ${problemOf(envelope.error)}`)
  const { type, object } = envelope.data
  const eventId = envelope.data.event_id ?? null
  const reader = readers[type]
  if (reader === undefined) return 'unknown'
  try {
    const place = reader(object, now)
    return place && { ...place, type, eventId, body: storableObject(object), parkedBecause: null }
  } catch (error) {
    return parked(object, now, eventId, type, `${type}: ${problemOf(error)}`)
  }
}

/** A broken update that VK gives again is parked once all the same. */
function eventIdOf(update: unknown): string | null {
  const parsed = envelopeSchema.pick({ event_id: true }).safeParse(update)
  return parsed.success ? (parsed.data.event_id ?? null) : null
}

function parked(
  raw: unknown,
  now: Instant,
  eventId: string | null,
  type: string,
  reason: string,
): InboxDraft {
  const place = { peerId: 0, userId: null, cmid: null, vkAt: now }
  return { ...place, type, eventId, body: rescuedBody(raw), parkedBecause: reason }
}

function rescuedBody(raw: unknown): JsonObject {
  try {
    return storableObject({ update: raw })
  } catch {
    // Nested beyond what can be written down: the reason must do.
    return {}
  }
}

/** Since 5.103 the message is inside `message`; edits and replies carry it bare. */
function messageOf(object: Readonly<Record<string, unknown>>): unknown {
  return 'message' in object ? object['message'] : object
}

function readIncoming(raw: unknown): Place | null {
  const message = messageSchema.parse(raw)
  if (message.from_id <= 0 || message.out === 1 || message.peer_id >= chatPeerMin) return null
  return {
    peerId: message.peer_id,
    userId: vkUserId(message.from_id),
    cmid: message.conversation_message_id ?? null,
    vkAt: fromEpochSeconds(message.date),
  }
}

/**
 * Of the community's own messages only those a person wrote in VK's interface are kept: the bot's would double the
 * inbox. Such a row belongs to the citizen whose dialogue it is, as all others of that dialogue do.
 */
function readOperatorReply(raw: unknown): Place | null {
  const message = messageSchema.parse(raw)
  if (message.admin_author_id === undefined) return null
  if (message.peer_id <= 0 || message.peer_id >= chatPeerMin) return null
  return {
    peerId: message.peer_id,
    userId: vkUserId(message.peer_id),
    cmid: message.conversation_message_id ?? null,
    vkAt: fromEpochSeconds(message.date),
  }
}

function readPermission(object: Readonly<Record<string, unknown>>, now: Instant): Place {
  const { user_id } = permissionSchema.parse(object)
  return { peerId: user_id, userId: vkUserId(user_id), cmid: null, vkAt: now }
}

/** Where and what zod found wrong, without the value: it may be words of a person. */
function problemOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.name : 'unknown fault'
  const issue = error.issues[0]
  if (issue === undefined) return 'unknown fault'
  return `${issue.path.map(String).join('.') || 'object'} (${issue.code})`.slice(0, 200)
}
