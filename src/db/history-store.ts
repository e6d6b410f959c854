/**
 * Gaps of long polls and what reading history found in them. A gap is a moment in `poll_cursors`, so it survives the
 * process that noticed it and goes with the lease.
 */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { HistoryStore } from '../app/transport-ports.ts'
import { groupId } from '../domain/ids.ts'
import { eventRows, insertEvents } from './poll-store.ts'
import { isoOf, moment } from './ticket-rows.ts'

const findGaps = `
  SELECT json_build_object('groupId', p.group_id, 'token', c.token, 'since', p.gap_since, 'notedAt', p.gap_noted_at) AS gap
  FROM poll_cursors p JOIN communities c USING (group_id)
  WHERE p.gap_since IS NOT NULL AND p.lease_holder = $1 AND c.is_active AND p.group_id <> ALL ($2::bigint[])
  ORDER BY p.gap_since, p.group_id LIMIT $3`

/** Locks the cursor as storing a poll does, so the two cannot deadlock over the unique keys of the inbox. */
const addMissed = `
  WITH held AS (
    SELECT group_id FROM poll_cursors WHERE group_id = $1 AND lease_holder = $2 FOR NO KEY UPDATE
  ), stored AS (${insertEvents({ now: '$3', events: '$4' })})
  SELECT count(*)::int AS count FROM stored`

const closeGap = `
  UPDATE poll_cursors SET gap_since = NULL, gap_noted_at = NULL
  WHERE group_id = $1 AND lease_holder = $2 AND gap_since = $3 AND gap_noted_at = $4`

const gapRow = z.object({
  groupId: z.number().transform(groupId),
  token: z.string(),
  since: moment,
  notedAt: moment,
})

export function createHistoryStore(pool: Pool, instanceId: string): HistoryStore {
  return {
    findGaps: async (excluded, limit) => {
      const { rows } = await pool.query<{ gap: unknown }>(findGaps, [instanceId, excluded, limit])
      return rows.map(({ gap }) => gapRow.parse(gap))
    },
    addMissed: async (id, events, now) => {
      const values = [id, instanceId, now.toString(), eventRows([{ groupId: id, events }])]
      const { rows } = await pool.query<{ count: number }>(addMissed, values)
      return rows[0]?.count ?? 0
    },
    closeGap: async ({ groupId: id, since, notedAt }) => {
      await pool.query(closeGap, [id, instanceId, isoOf(since), isoOf(notedAt)])
    },
  }
}
