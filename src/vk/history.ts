/**
 * Messages of a community as its conversations show them, for what the long poll did not bring.
 *
 * All conversations are asked for, the latest first, until a whole page is older than the gap: it is not documented
 * when VK sets and clears "unread" and "unanswered", and a bot's reply to a later message clears the mark of an
 * earlier one that was never seen. Everybody with a missed message is among the latest, so nothing more is read.
 */
import { z } from 'zod'
import type { InboxDraft, ReadHistory } from '../app/transport-ports.ts'
import { chatPeerMin } from '../domain/ids.ts'
import { type Clock, type Instant, addSeconds } from '../domain/time.ts'
import type { VkApi } from './api.ts'
import { VkUnreachable } from './errors.ts'
import { readUpdates } from './update.ts'

/** VK's own bound for both methods. */
const pageSize = 200
/** 20,000 conversations with news: beyond any downtime of one community. */
const conversationPagesMax = 100
/** 2,000 messages of one person within one gap. */
const historyPagesMax = 10
/** VK's dates are whole seconds of VK's clock; ours may differ. What is read twice is recognised by its number. */
const marginSeconds = 120
/** A clock that is further off says nothing. */
const behindSecondsMax = 86_400

const messageSchema = z.looseObject({
  date: z.number(),
  out: z.number().optional(),
  admin_author_id: z.number().optional(),
  random_id: z.number().optional(),
})
type HistoryMessage = z.infer<typeof messageSchema>

const conversationsSchema = z.object({
  items: z.array(
    z.object({
      conversation: z.object({ peer: z.object({ id: z.number() }) }),
      last_message: z.object({ date: z.number() }).optional(),
    }),
  ),
})
const historySchema = z.object({ items: z.array(messageSchema) })

export function createReadHistory(api: VkApi, clock: Clock): ReadHistory {
  return async function* readHistory(token, since, signal) {
    const from = addSeconds(since, -marginSeconds - (await secondsBehind(api, token, clock)))
    for (const peerId of await findPeers(api, token, from, signal)) {
      if (signal.aborted) return
      const drafts = missedIn(await readConversation(api, token, { peerId, from, signal }), from)
      if (drafts.length > 0) yield drafts
    }
  }
}

const serverTimeSchema = z.number().int().positive()

/** By how much VK's clock is behind ours: what it dates to before the gap may belong into it. */
async function secondsBehind(api: VkApi, token: string, clock: Clock): Promise<number> {
  const method = 'utils.getServerTime'
  const theirs = parse(method, serverTimeSchema, await api.call(token, method, {}))
  const behind = Math.ceil(clock.now().epochMilliseconds / 1000 - theirs)
  return Math.min(Math.max(0, behind), behindSecondsMax)
}

/** People whose conversation has something newer, least recent first. */
async function findPeers(
  api: VkApi,
  token: string,
  from: Instant,
  signal: AbortSignal,
): Promise<readonly number[]> {
  // By their numbers: a conversation that moves to the top meanwhile shifts the pages and is met twice.
  const peers = new Set<number>()
  for (let page = 0; page < conversationPagesMax && !signal.aborted; page += 1) {
    const { items } = parse(
      'messages.getConversations',
      conversationsSchema,
      await api.call(token, 'messages.getConversations', {
        filter: 'all',
        count: pageSize,
        offset: page * pageSize,
      }),
    )
    const recent = items.filter(({ last_message: last }) => last !== undefined && isSince(last, from))
    for (const { conversation } of recent) peers.add(conversation.peer.id)
    // Pinned conversations come first whatever their age: only a page without news is the end.
    if (items.length < pageSize || recent.length === 0) break
  }
  return [...peers].filter((peerId) => peerId > 0 && peerId < chatPeerMin).toReversed()
}

interface Conversation {
  readonly peerId: number
  readonly from: Instant
  readonly signal: AbortSignal
}

/** Messages since `from`, oldest first. */
async function readConversation(
  api: VkApi,
  token: string,
  { peerId, from, signal }: Conversation,
): Promise<readonly HistoryMessage[]> {
  const found: HistoryMessage[] = []
  for (let page = 0; page < historyPagesMax && !signal.aborted; page += 1) {
    const { items } = parse(
      'messages.getHistory',
      historySchema,
      await api.call(token, 'messages.getHistory', {
        peer_id: peerId,
        count: pageSize,
        offset: page * pageSize,
      }),
    )
    const recent = items.filter((message) => isSince(message, from))
    found.push(...recent)
    if (recent.length < pageSize) break
  }
  return found.toReversed()
}

/**
 * What the inbox should have: what was written by hand, and words of the person unless they were answered by hand,
 * that is, unless the next the community said after them was said by a person. A later word by hand, behind one of the
 * bot, may speak of anything. VK's own greeting of a community that is away is neither.
 */
function missedIn(messages: readonly HistoryMessage[], from: Instant): readonly InboxDraft[] {
  const updates = messages.flatMap((message, index): readonly object[] => {
    if (isByHand(message)) return [{ type: 'message_reply', object: message }]
    const reply = messages.slice(index + 1).find((later) => isByHand(later) || isOfBot(later))
    const isAnswered = reply !== undefined && isByHand(reply)
    return message.out === 1 || isAnswered ? [] : [{ type: 'message_new', object: { message } }]
  })
  // What cannot be read has no number to be recognised by: it is left to the long poll, which parks it.
  return readUpdates(updates, from).drafts.filter(
    (draft) => draft.parkedBecause === null && draft.cmid !== null,
  )
}

const isByHand = (message: HistoryMessage): boolean => message.admin_author_id !== undefined

/** Nothing is sent by a program of ours without a number of its own. */
const isOfBot = ({ out, random_id: randomId = 0 }: HistoryMessage): boolean => out === 1 && randomId !== 0

const isSince = ({ date }: { readonly date: number }, from: Instant): boolean =>
  date * 1000 >= from.epochMilliseconds

function parse<Value>(method: string, schema: z.ZodType<Value>, answer: unknown): Value {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new VkUnreachable(method, 'unexpected', 'another form of answer')
  return parsed.data
}
