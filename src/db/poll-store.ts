import type { Pool } from 'pg'
import type { InboxDraft, PollAnswer, PollStore, StoredPolls } from '../app/transport-ports.ts'
import { groupId, type GroupId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { growingStatement } from './poll-store-plan.ts'
import { isoOf } from './ticket-rows.ts'

/**
 * A community that was never polled: its people may have been written to by hand for years, and what they wrote then
 * is nobody's open question. A quarter of an hour covers the time between somebody's setting it up and the first poll.
 */
const firstLookBackSeconds = 900

/**
 * Events and cursors of many communities in one statement, so in one commit. Cursors move only for communities this
 * instance holds; events of the others are left to their new holder, who reads them from the older cursor.
 *
 * `ON CONFLICT DO NOTHING` without a target means both unique keys: the event id, and for messages their number in
 * the conversation. Cursors are locked in the order of their ids, as `renew` does, so that the two cannot deadlock.
 */
const storeStatement = `
  WITH answer AS (
    SELECT * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $8::text[])
      AS a (group_id, server, key, ts, kind)
  ), locked AS (
    SELECT c.group_id FROM poll_cursors c
    WHERE c.group_id = ANY ($2::bigint[]) AND c.lease_holder = $1
    ORDER BY c.group_id FOR NO KEY UPDATE
  ), held AS (
    UPDATE poll_cursors c SET server = a.server, key = a.key, ts = a.ts,
      polled_at = CASE WHEN a.kind = 'polled' THEN $6::timestamptz ELSE coalesce(c.polled_at, $6::timestamptz) END,
      gap_since = CASE WHEN a.kind = 'gap'
        THEN least(c.gap_since, coalesce(c.polled_at, $6::timestamptz - make_interval(secs => ${firstLookBackSeconds})))
        ELSE c.gap_since END,
      gap_noted_at = CASE WHEN a.kind = 'gap' THEN $6::timestamptz ELSE c.gap_noted_at END
    FROM answer a JOIN locked USING (group_id) WHERE c.group_id = a.group_id
    RETURNING c.group_id
  ), stored AS (${insertEvents({ now: '$6', events: '$7' })})
  SELECT coalesce((SELECT array_agg(group_id::float8) FROM held), '{}') AS held,
         (SELECT count(*) FROM stored)::int AS stored`

/** Adds the events of communities in `held` that are not there yet. */
export function insertEvents({ now, events }: { readonly now: string; readonly events: string }): string {
  return `
    INSERT INTO inbox (group_id, peer_id, user_id, event_id, type, cmid, body, vk_at, received_at, status, reason)
    SELECT e.group_id, e.peer_id, e.user_id, e.event_id, e.type, e.cmid, e.body, e.vk_at, ${now}::timestamptz,
      e.status, e.reason
    FROM jsonb_to_recordset(${events}::jsonb) AS e (
      position int, group_id bigint, peer_id bigint, user_id bigint, event_id text, type text, cmid int,
      body jsonb, vk_at timestamptz, status text, reason text
    ) JOIN held USING (group_id)
    ORDER BY e.position
    ON CONFLICT DO NOTHING
    RETURNING 1`
}

export function createPollStore(pool: Pool, instanceId: string): PollStore {
  const statement = growingStatement('store_polls', storeStatement)
  const store = async (answers: readonly PollAnswer[], now: Instant): Promise<StoredPolls> => {
    const { rows } = await pool.query<{ held: number[]; stored: number }>({
      ...statement(),
      values: [
        instanceId,
        ...cursorColumns(answers),
        now.toString(),
        eventRows(answers),
        answers.map(({ kind }) => kind),
      ],
    })
    const [row] = rows
    return { held: new Set((row?.held ?? []).map(groupId)), eventCount: row?.stored ?? 0 }
  }
  return {
    storePolls: async (answers, now) => {
      try {
        return await store(answers, now)
      } catch (error) {
        if (!isDataFault(error)) throw error
        return storeApart(pool, store, answers, now)
      }
    },
  }
}

/** The database refused a value: each answer alone, and in the refused one whatever cannot be kept is parked without its body. */
async function storeApart(
  pool: Pool,
  store: PollStore['storePolls'],
  answers: readonly PollAnswer[],
  now: Instant,
): Promise<StoredPolls> {
  const held = new Set<GroupId>()
  let eventCount = 0
  for (const answer of answers) {
    const events = await Promise.all(answer.events.map((event) => keepable(pool, event)))
    const stored = await store([{ ...answer, events }], now)
    for (const id of stored.held) held.add(id)
    eventCount += stored.eventCount
  }
  return { held, eventCount }
}

async function keepable(pool: Pool, event: InboxDraft): Promise<InboxDraft> {
  try {
    await pool.query('SELECT $1::jsonb, $2::bigint, $3::timestamptz', [
      JSON.stringify([event.body, event.type, event.eventId]),
      event.peerId,
      event.vkAt.toString(),
    ])
    return event
  } catch (error) {
    if (!isDataFault(error)) throw error
    return {
      ...event,
      body: {},
      eventId: null,
      parkedBecause: `the database refused the event (${error.code})`,
    }
  }
}

/** Classes 22 (data exception) and 54 (limit exceeded) will come again however often the statement is repeated. */
function isDataFault(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|54)/.test(error.code)
  )
}

function cursorColumns(answers: readonly PollAnswer[]): readonly unknown[] {
  return [
    answers.map(({ groupId }) => groupId),
    answers.map(({ cursor }) => cursor.server),
    answers.map(({ cursor }) => cursor.key),
    answers.map(({ cursor }) => cursor.ts),
  ]
}

/** Rows for the inbox, in their order, as the statements here read them. */
export function eventRows(answers: readonly Pick<PollAnswer, 'groupId' | 'events'>[]): string {
  let position = 0
  const rows = answers.flatMap(({ groupId, events }) =>
    events.map((event) => ({
      position: position++,
      group_id: groupId,
      peer_id: event.peerId,
      user_id: event.userId,
      event_id: event.eventId,
      type: event.type,
      cmid: event.cmid,
      body: event.body,
      vk_at: isoOf(event.vkAt),
      status: event.parkedBecause === null ? 'pending' : 'parked',
      reason: event.parkedBecause,
    })),
  )
  return JSON.stringify(rows)
}
