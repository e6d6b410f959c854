import type { Pool } from 'pg'
import { z } from 'zod'
import type { OutboxMessage, OutboxResult, OutboxStore } from '../app/transport-ports.ts'
import { groupId, peerId } from '../domain/ids.ts'
import { growingStatement } from './poll-store-plan.ts'

/**
 * `cmid IS NULL` holds for all that is pending and keeps the look at earlier rows of a dialogue on its index. Lease and
 * token are scalar subqueries: the planner would turn joins around and look through the whole index of pending rows
 * once for each community (measured: 110 ms with 200 communities, growing with their number).
 */
const findPending = `
  SELECT o.id::float8, o.group_id::float8, o.peer_id::float8, o.kind, o.body, o.random_id, o.attempts,
    (SELECT c.token FROM communities c WHERE c.group_id = o.group_id) AS token
  FROM outbox o
  WHERE o.status = 'pending' AND o.available_at <= $2
    AND (SELECT p.lease_holder FROM poll_cursors p WHERE p.group_id = o.group_id) = $1
    AND o.id <> ALL ($3::bigint[]) AND o.group_id <> ALL ($4::bigint[])
    AND NOT EXISTS (
      SELECT 1 FROM unnest($5::bigint[], $6::bigint[]) AS full_dialogue (group_id, peer_id)
      WHERE full_dialogue.group_id = o.group_id AND full_dialogue.peer_id = o.peer_id
    )
    AND NOT EXISTS (
      SELECT 1 FROM outbox e
      WHERE e.group_id = o.group_id AND e.peer_id = o.peer_id AND e.cmid IS NULL
        AND e.status = 'pending' AND e.id < o.id AND e.available_at > $2
    )
  ORDER BY o.id LIMIT $7`

const recordResults = `
  UPDATE outbox o SET
    status = r.status, attempts = r.attempts, available_at = coalesce(r.available_at, o.available_at),
    sent_at = r.sent_at, cmid = r.cmid, error = r.error
  FROM jsonb_to_recordset($1::jsonb) AS r (
    id bigint, status text, attempts int, available_at timestamptz, sent_at timestamptz, cmid int, error text
  )
  WHERE o.id = r.id AND o.status = 'pending'`

interface PendingRow {
  readonly id: number
  readonly group_id: number
  readonly peer_id: number
  readonly kind: 'message' | 'edit'
  readonly body: unknown
  readonly random_id: number
  readonly attempts: number
  readonly token: string
}

/** A body nobody can read is sent empty: VK refuses it, the row fails, and the rows behind it go on. */
const bodySchema = z.record(z.string(), z.string()).catch({})

export function createOutboxStore(pool: Pool, instanceId: string): OutboxStore {
  const find = growingStatement('find_pending', findPending)
  const record = growingStatement('record_results', recordResults)
  return {
    findPending: async (query, now) => {
      const { rows } = await pool.query<PendingRow>({
        ...find(),
        values: [
          instanceId,
          now.toString(),
          query.excludedIds,
          query.excludedGroups,
          query.excludedDialogues.map(({ groupId }) => groupId),
          query.excludedDialogues.map(({ peerId }) => peerId),
          query.limit,
        ],
      })
      return rows.map(toMessage)
    },
    recordResults: async (results) => {
      const values = [JSON.stringify(results.map(toRow))]
      await pool.query({ ...record(), values })
    },
  }
}

function toMessage(row: PendingRow): OutboxMessage {
  return {
    id: row.id,
    groupId: groupId(row.group_id),
    peerId: peerId(row.peer_id),
    kind: row.kind,
    body: bodySchema.parse(row.body),
    randomId: row.random_id,
    attempts: row.attempts,
    token: row.token,
  }
}

function toRow(result: OutboxResult): object {
  const { id, attempts } = result
  if (result.kind === 'sent') {
    return {
      id,
      attempts,
      status: 'sent',
      sent_at: result.sentAt.toString(),
      cmid: result.cmid,
      error: result.note,
    }
  }
  if (result.kind === 'failed') return { id, attempts, status: 'failed', error: result.error }
  return { id, attempts, status: 'pending', available_at: result.availableAt.toString(), error: result.error }
}
