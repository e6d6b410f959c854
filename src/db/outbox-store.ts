import type { Pool } from 'pg'
import { z } from 'zod'
import type { OutboxMessage, OutboxResult, OutboxStore } from '../app/transport-ports.ts'
import { groupId, peerId, ticketId } from '../domain/ids.ts'
import { growingStatement } from './poll-store-plan.ts'
import { isoOf } from './ticket-rows.ts'

/**
 * Written for one plan, whatever the planner believes about the tables: a walk along the index of pending rows, with
 * hashed lists to leave out. As joins the same conditions became loops over all pending rows for each pending row or
 * each community, just when there were many of them. Whose lease it is, is looked up for each row that is left: a list
 * of the 1,700 communities of a process took longer to make than all else (0.8 ms of 1.1, for three pending rows).
 */
const findPending = `
  WITH due AS MATERIALIZED (
    SELECT o.id, o.group_id, o.peer_id, o.kind, o.body, o.files, o.ticket_id, o.random_id, o.attempts, o.edits_id
    FROM outbox o
    WHERE o.status = 'pending' AND o.available_at <= $2
      AND (SELECT p.lease_holder FROM poll_cursors p WHERE p.group_id = o.group_id) = $1
      AND (o.edits_id IS NULL OR (SELECT c.status FROM outbox c WHERE c.id = o.edits_id) <> 'pending')
      AND o.id NOT IN (SELECT unnest($3::bigint[]))
      AND o.group_id NOT IN (SELECT unnest($4::bigint[]))
      AND (o.group_id, o.peer_id) NOT IN (SELECT * FROM unnest($5::bigint[], $6::bigint[]))
      AND (o.group_id, o.peer_id) NOT IN (
        SELECT w.group_id, w.peer_id FROM outbox w WHERE w.status = 'pending' AND w.available_at > $2
      )
    ORDER BY o.id LIMIT $7
  )
  SELECT due.id::float8, due.group_id::float8, due.peer_id::float8, due.kind, due.body, due.files, due.ticket_id::float8, due.random_id, due.attempts,
    (SELECT c.cmid FROM outbox c WHERE c.id = due.edits_id) AS edits_cmid,
    (SELECT c.token FROM communities c WHERE c.group_id = due.group_id) AS token
  FROM due ORDER BY due.id`

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
  readonly kind: OutboxMessage['kind']
  readonly body: unknown
  readonly files: unknown
  readonly ticket_id: number | null
  readonly random_id: number
  readonly attempts: number
  readonly edits_cmid: number | null
  readonly token: string
}

/** A body nobody can read is sent empty: VK refuses it, the row fails, and the rows behind it go on. */
const bodySchema = z.record(z.string(), z.string()).catch({})

const filesSchema = z
  .array(
    z.object({
      type: z.enum(['photo', 'doc', 'audio_message', 'graffiti']),
      name: z.string(),
      url: z.string(),
      title: z.string(),
      reference: z.string(),
    }),
  )
  .catch([])

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
    body: {
      ...bodySchema.parse(row.body),
      ...(row.edits_cmid === null ? {} : { cmid: String(row.edits_cmid) }),
    },
    files: filesSchema.parse(row.files ?? []),
    ticketId: row.ticket_id === null ? null : ticketId(row.ticket_id),
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
      sent_at: isoOf(result.sentAt),
      cmid: result.cmid,
      error: result.note,
    }
  }
  if (result.kind === 'failed') return { id, attempts, status: 'failed', error: result.error }
  return { id, attempts, status: 'pending', available_at: result.availableAt.toString(), error: result.error }
}
