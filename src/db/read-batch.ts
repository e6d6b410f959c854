/** One question to the database for everything that a batch of events needs to be decided. */
import type { Pool } from 'pg'
import { z } from 'zod'
import { peopleAtOnce } from '../app/community-pace.ts'
import type { ConversationState, InboxBatch, JsonObject, Store } from '../app/ports.ts'
import { type GroupId, groupId, peerId, vkUserId } from '../domain/ids.ts'
import { invariant } from '../domain/invariant.ts'
import type { Instant } from '../domain/time.ts'
import { growingStatement } from './poll-store-plan.ts'
import { iso, moment, pastTicketRow, pastTickets, readPastTicket, readTicket } from './ticket-rows.ts'

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const eventRow = z.object({
  id: z.number(),
  group_id: z.number().transform(groupId),
  peer_id: z.number().transform(peerId),
  user_id: z.number().transform(vkUserId).nullable(),
  type: z.string(),
  body: jsonObject,
  vk_at: moment,
  attempts: z.number(),
  waits_until: moment.nullable(),
})

const stateRow = z.object({
  key: z.string(),
  session: jsonObject.nullable(),
  known: z.boolean(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  tickets: z.array(z.unknown()).nullable(),
  past: z.array(pastTicketRow).nullable(),
})

const answer = z.object({
  version: z.number(),
  events: z.array(eventRow).nullable(),
  states: z.array(stateRow).nullable(),
})

const columns = 'i.id, i.group_id, i.peer_id, i.user_id, i.type, i.body, i.vk_at, i.attempts, i.waits_until'

const states = `select
  coalesce((select (value #>> '{}')::int from settings where key = 'directoryVersion'), 0) as version,
  (select json_agg(b order by b.id) from batch b) as events,
  (select json_agg(json_build_object(
      'key', d.group_id || ':' || d.peer_id || ':' || coalesce(d.user_id, 0),
      'session', s.value,
      'known', c.vk_user_id is not null,
      'first_name', c.first_name,
      'last_name', c.last_name,
      'tickets', (select json_agg(t order by t.id) from tickets t
                  where t.group_id = d.group_id and t.peer_id = d.peer_id and t.status in ('new', 'taken')),
      'past', (select json_agg(p) from (${pastTickets('d.user_id')}) p)))
   from dialogues d
   left join sessions s on s.key = d.group_id || ':' || d.peer_id || ':' || coalesce(d.user_id, 0)
   left join citizens c on c.vk_user_id = d.user_id) as states`

const dialogues = `dialogues as (select distinct group_id, peer_id, user_id from batch
  where type in ('message_new', 'message_event', 'message_edit', 'message_reply',
    'wall_reply_new', 'wall_reply_edit', 'wall_reply_restore', 'photo_comment_new', 'photo_comment_edit', 'photo_comment_restore',
    'video_comment_new', 'video_comment_edit', 'video_comment_restore', 'market_comment_new', 'market_comment_edit',
    'market_comment_restore', 'board_post_new', 'board_post_edit', 'board_post_restore'))`

const oneDialogue = `
with batch as (select ${columns} from inbox i where false),
dialogues as (select $1::bigint as group_id, $2::bigint as peer_id, $3::bigint as user_id)
${states}`

/**
 * A scalar subquery and not a join: the planner would turn a join around and look through the whole index of pending
 * rows once for each community (measured: 80 ms with 200 communities, growing with their number; this way 1 ms).
 */
const isHeld = '(select p.lease_holder from poll_cursors p where p.group_id = i.group_id) = $1'

/** More than anybody writes in a row: what is read as one message has to be in one batch. */
const eventsOfDialogueMax = 60
/** How far a batch looks past the flood of a community for others; after it that community rests, and the next looks further. */
const lookAhead = 600

/**
 * Dialogues that a failed event stops: usually none. They are gathered once: asked for at every row, a plan made while
 * nobody waited looks through all that wait for each of them (measured in a flood of 1,000: 145 to 300 ms, 5 this way).
 */
const stuck = `stuck as materialized (select group_id, peer_id, min(id) as id from inbox
  where status = 'pending' and retry_at is not null and retry_at > now() group by group_id, peer_id)`

const isStuck = `(select w.id from stuck w
  where w.group_id = i.group_id and w.peer_id = i.peer_id and w.id <= i.id) is not null`

/** The status is disguised from the planner for the same reason: so it takes the index of messages, whatever it expects. */
const isFollowed = `(select n.id from inbox n
  where n.group_id = i.group_id and n.peer_id = i.peer_id and n.cmid > i.cmid and n.cmid is not null
    and n.type in ('message_new', 'message_reply') and n.status || '' = 'pending'
    and n.waits_until is null and n.retry_at is null limit 1) is not null`

/** Ranks are given to ids alone; bodies are fetched for the chosen. */
export const oldestPending = `
with ${stuck},
batch as (select ${columns} from inbox i where i.id in (
  select id from (
  select id, place, dense_rank() over (partition by group_id order by first_id) as dialogue_place from (
  select id, group_id, min(id) over (partition by group_id, peer_id) as first_id,
    row_number() over (partition by group_id, peer_id order by id) as place from (
  select i.id, i.group_id, i.peer_id from inbox i
  where i.status = 'pending' and i.group_id <> all ($4::bigint[]) and ${isHeld} and not ${isStuck}
    and (i.waits_until is null or i.waits_until <= $3 or ${isFollowed})
  order by i.id limit ${lookAhead}) i) i) i
  where dialogue_place <= ${peopleAtOnce} and place <= ${eventsOfDialogueMax}
  order by id limit $2)),
${dialogues}
${states}`

const pendingByIds = `
with batch as (select ${columns} from inbox i
  where i.status = 'pending' and ${isHeld} and i.id = any($2::bigint[])),
${dialogues}
${states}`

const nextStatement = growingStatement('inbox-batch', oldestPending)

export async function readBatch(
  pool: Pool,
  instanceId: string,
  {
    limit,
    now,
    resting,
  }: { readonly limit: number; readonly now: Instant; readonly resting: readonly GroupId[] },
): Promise<InboxBatch> {
  const { rows } = await pool.query({ ...nextStatement(), values: [instanceId, limit, iso(now), resting] })
  return readAnswer(rows)
}

export async function readEvents(
  pool: Pool,
  instanceId: string,
  ids: readonly number[],
): Promise<InboxBatch> {
  const { rows } = await pool.query({ name: 'inbox-events', text: pendingByIds, values: [instanceId, ids] })
  return readAnswer(rows)
}

/** The state of one conversation, without an event. */
export async function readDialogue(
  pool: Pool,
  { groupId: group, peerId: peer, userId }: Parameters<Store['readDialogue']>[0],
): Promise<InboxBatch> {
  const { rows } = await pool.query({ name: 'dialogue', text: oneDialogue, values: [group, peer, userId] })
  return readAnswer(rows)
}

function readAnswer(rows: readonly unknown[]): InboxBatch {
  invariant(rows.length === 1, `one row was asked for, ${rows.length} came`)
  const { version, events, states } = answer.parse(rows[0])
  return {
    directoryVersion: version,
    events: (events ?? []).map((row) => ({
      id: row.id,
      groupId: row.group_id,
      peerId: row.peer_id,
      userId: row.user_id,
      type: row.type,
      body: row.body,
      vkAt: row.vk_at,
      attempts: row.attempts,
      waitsUntil: row.waits_until,
    })),
    states: new Map((states ?? []).map((row) => [row.key, readState(row)])),
  }
}

const readState = (row: z.infer<typeof stateRow>): ConversationState => ({
  session: row.session,
  isCitizenKnown: row.known,
  citizenName:
    (row.first_name ?? '') === '' ? null : { firstName: row.first_name ?? '', lastName: row.last_name ?? '' },
  openTickets: (row.tickets ?? []).map(readTicket),
  pastTickets: (row.past ?? []).map(readPastTicket),
})
