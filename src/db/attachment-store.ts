import type { Pool } from 'pg'
import { z } from 'zod'
import type { AttachmentStore, CopyOutcome } from '../app/file-ports.ts'
import { groupId, peerId, ticketId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'

const findDue = `
  SELECT a.id::float8, a.ticket_id::float8, a.type, a.name, a.url, a.cmid, a.attempts,
    t.group_id::float8, t.peer_id::float8, c.token
  FROM attachments a JOIN tickets t ON t.id = a.ticket_id JOIN communities c ON c.group_id = t.group_id
  WHERE a.status = 'pending' AND a.retry_at <= $2
    AND (SELECT p.lease_holder FROM poll_cursors p WHERE p.group_id = t.group_id) = $1
  ORDER BY a.retry_at, a.id LIMIT $3`

const recordOutcome = `
  UPDATE attachments SET status = $2, attempts = attempts + 1, retry_at = coalesce($3, retry_at), error = $4,
    storage_key = $5, content_type = $6, byte_count = $7, stored_at = CASE WHEN $2 = 'stored' THEN $8::timestamptz END
  WHERE id = $1 AND status = 'pending'`

const rowSchema = z.object({
  id: z.number(),
  ticket_id: z.number().transform(ticketId),
  type: z.enum(['photo', 'doc', 'audio_message', 'graffiti']),
  name: z.string(),
  url: z.string(),
  cmid: z.number().nullable(),
  attempts: z.number(),
  group_id: z.number().transform(groupId),
  peer_id: z.number().transform(peerId),
  token: z.string(),
})

export function createAttachmentStore(pool: Pool, instanceId: string): AttachmentStore {
  return {
    findDue: async (limit, now) => {
      const { rows } = await pool.query(findDue, [instanceId, now.toString(), limit])
      return z
        .array(rowSchema)
        .parse(rows)
        .map(({ ticket_id, group_id, peer_id, ...row }) => ({
          ...row,
          ticketId: ticket_id,
          groupId: group_id,
          peerId: peer_id,
        }))
    },
    record: async (id, outcome, now) => {
      await pool.query(recordOutcome, [id, ...valuesOf(outcome), now.toString()])
    },
    findErasing: async (limit) => {
      const { rows } = await pool.query<{ id: string; storage_key: string | null }>(
        "SELECT id, storage_key FROM attachments WHERE status = 'erasing' ORDER BY id LIMIT $1",
        [limit],
      )
      return rows.map(({ id, storage_key: storageKey }) => ({ id: Number(id), storageKey }))
    },
    forget: async (id) => {
      await pool.query("DELETE FROM attachments WHERE id = $1 AND status = 'erasing'", [id])
    },
    findCopy: async (id, name) => {
      const { rows } = await pool.query<{ storage_key: string | null }>(
        'SELECT storage_key FROM attachments WHERE ticket_id = $1 AND name = $2',
        [id, name],
      )
      return rows[0]?.storage_key ?? null
    },
  }
}

function valuesOf(outcome: CopyOutcome): readonly unknown[] {
  if (outcome.kind === 'stored')
    return ['stored', null, null, outcome.storageKey, outcome.contentType, outcome.byteCount]
  const retryAt: Instant | null = outcome.kind === 'retry' ? outcome.retryAt : null
  const status = outcome.kind === 'retry' ? 'pending' : outcome.kind
  return [status, retryAt?.toString() ?? null, outcome.error, null, null, null]
}
