import type { Pool } from 'pg'
import { type OutboxDraft } from '../app/ports.ts'
import type { TroubleNoticeStore } from '../app/transport-ports.ts'
import { groupId } from '../domain/ids.ts'

const untold = `
  c.trouble IS NOT NULL AND c.is_active
  AND (c.trouble_told_at IS NULL OR c.trouble_told_at < c.trouble_since AND c.trouble_told_at < $1)`

const findUntold = `
  SELECT c.group_id::float8, c.trouble FROM communities c
  WHERE ${untold} AND (SELECT p.lease_holder FROM poll_cursors p WHERE p.group_id = c.group_id) = $2
  ORDER BY c.group_id`

/** Nothing is said when another was quicker, or when the trouble is over meanwhile. */
const tell = `
  WITH told AS (
    UPDATE communities c SET trouble_told_at = $1::timestamptz
    WHERE c.group_id = ANY ($2::bigint[]) AND c.trouble IS NOT NULL RETURNING 1
  ), checked AS (SELECT expect_rows('troubles', cardinality($2::bigint[]), (SELECT count(*) FROM told)) AS is_right)
  INSERT INTO outbox (group_id, peer_id, kind, body, random_id, created_at, available_at)
  SELECT x.group_id, x.peer_id, x.kind, x.body, x.random_id, $1::timestamptz, $1::timestamptz
  FROM json_to_recordset($3::json) AS x (group_id bigint, peer_id bigint, kind text, body jsonb, random_id int, position int),
    checked WHERE checked.is_right ORDER BY x.position`

export interface TroubleNoticeStoreOptions {
  readonly pool: Pool
  readonly instanceId: string
  /** A non-zero 32-bit integer. */
  readonly randomId: () => number
}

export function createTroubleNoticeStore({
  pool,
  instanceId,
  randomId,
}: TroubleNoticeStoreOptions): TroubleNoticeStore {
  return {
    findUntold: async (toldBefore) => {
      const { rows } = await pool.query<{ group_id: number; trouble: string }>(findUntold, [
        toldBefore.toString(),
        instanceId,
      ])
      return rows.map((row) => ({ groupId: groupId(row.group_id), sentence: row.trouble }))
    },
    tell: async (groupIds, drafts, now) => {
      await pool.query(tell, [now.toString(), groupIds, JSON.stringify(drafts.map(outboxRow(randomId)))])
    },
  }
}

const outboxRow =
  (randomId: () => number) =>
  (
    { groupId: id, peerId, kind, body }: OutboxDraft,
    position: number,
  ): Readonly<Record<string, unknown>> => ({
    group_id: id,
    peer_id: peerId,
    kind,
    body,
    random_id: randomId(),
    position,
  })
