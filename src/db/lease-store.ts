/**
 * Who serves which community, and the sentence about a community that cannot be served. A lease is a row of
 * poll_cursors; its holder writes under `lease_holder = instance`, so a process that lost it can change nothing.
 */
import type { Pool } from 'pg'
import type {
  LeasedCommunity,
  LeaseStore,
  PollCursor,
  PollPosition,
  TroubleStore,
} from '../app/transport-ports.ts'
import { groupId, type GroupId } from '../domain/ids.ts'

/**
 * Without a renewal for so long, by the database's clock, others may take the community: with two seconds between claims
 * the communities of a killed process are heard again within half a minute.
 */
export const leaseSeconds = 24

/** Whoever is not seen within a lease is gone; after a day the row is, too. */
const sayAtWork = `
  WITH gone AS (DELETE FROM serving_processes WHERE seen_at < now() - interval '1 day')
  INSERT INTO serving_processes (instance_id, seen_at) VALUES ($1, now())
  ON CONFLICT (instance_id) DO UPDATE SET seen_at = now()`

/** Rounded up: the shares together hold every community, and nobody is left over. */
const share = (lease: string): string => `(
    SELECT ceil((SELECT count(*) FROM communities WHERE is_active)::float8 / greatest(1, (
      SELECT count(*) FROM serving_processes WHERE seen_at > now() - make_interval(secs => ${lease}))))::int)`

const addCursors = `
  INSERT INTO poll_cursors (group_id)
  SELECT c.group_id FROM communities c
  WHERE c.is_active AND NOT EXISTS (SELECT 1 FROM poll_cursors p WHERE p.group_id = c.group_id)
  ON CONFLICT DO NOTHING`

/**
 * A community that nobody polled for longer than a quiet poll and a renewal take: VK says nowhere how long it keeps
 * events for us, so its history is read besides.
 */
const wasUnheard = "p.polled_at < now() - interval '60 seconds'"

const claim = `
  WITH free AS (
    SELECT p.group_id, c.token, c.trouble FROM poll_cursors p JOIN communities c USING (group_id)
    WHERE c.is_active AND (
      p.lease_holder IS NULL OR p.lease_expires_at IS NULL OR p.lease_expires_at <= now()
      OR ($2 AND p.lease_holder = $1)
    )
    ORDER BY ($2 AND p.lease_holder = $1) IS TRUE DESC, p.group_id
    LIMIT greatest(0, ${share('$3')} - (
      SELECT count(*) FROM poll_cursors h JOIN communities hc USING (group_id)
      WHERE hc.is_active AND h.lease_holder = $1 AND h.lease_expires_at > now() AND NOT $2))
    FOR NO KEY UPDATE OF p SKIP LOCKED
  )
  UPDATE poll_cursors p SET lease_holder = $1, lease_expires_at = now() + make_interval(secs => $3),
    gap_since = CASE WHEN ${wasUnheard} THEN least(p.gap_since, p.polled_at) ELSE p.gap_since END,
    gap_noted_at = CASE WHEN ${wasUnheard} THEN now() ELSE p.gap_noted_at END
  FROM free WHERE p.group_id = free.group_id
  RETURNING p.group_id::float8, free.token, free.trouble IS NOT NULL AS has_trouble, p.server, p.key, p.ts`

/** The saved ts may be older than what a poll stored meanwhile; that only repeats events, which are recognised. */
const renew = `
  WITH locked AS (
    SELECT p.group_id, c.token FROM poll_cursors p JOIN communities c USING (group_id)
    WHERE p.lease_holder = $1 AND c.is_active
    ORDER BY p.group_id FOR NO KEY UPDATE OF p
  ), position AS (
    SELECT locked.group_id, locked.token, a.server, a.key, a.ts, to_timestamp(a.polled_ms / 1000) AS polled_at
    FROM locked LEFT JOIN unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::float8[])
      AS a (group_id, server, key, ts, polled_ms) USING (group_id)
  )
  UPDATE poll_cursors p SET
    lease_expires_at = now() + make_interval(secs => $2),
    server = coalesce(position.server, p.server), key = coalesce(position.key, p.key),
    ts = coalesce(position.ts, p.ts), polled_at = coalesce(position.polled_at, p.polled_at)
  FROM position WHERE p.group_id = position.group_id
  RETURNING p.group_id::float8, position.token`

const surplus = `
  SELECT p.group_id::float8 FROM poll_cursors p JOIN communities c USING (group_id)
  WHERE p.lease_holder = $1 AND c.is_active ORDER BY p.group_id OFFSET ${share('$2')}`

const release = `
  UPDATE poll_cursors SET lease_holder = NULL, lease_expires_at = NULL
  WHERE lease_holder = $1 AND group_id = ANY ($2::bigint[])`

interface ClaimedRow {
  readonly group_id: number
  readonly token: string
  readonly has_trouble: boolean
  readonly server: string | null
  readonly key: string | null
  readonly ts: string | null
}

export function createLeaseStore(pool: Pool, instanceId: string): LeaseStore {
  return {
    claim: async (isResuming) => {
      await pool.query({ text: sayAtWork, values: [instanceId] })
      await pool.query({ text: addCursors })
      const values = [instanceId, isResuming, leaseSeconds]
      const { rows } = await pool.query<ClaimedRow>({ text: claim, values })
      return rows.map(toCommunity)
    },
    renew: async (positions) => {
      const values = [instanceId, leaseSeconds, ...positionColumns(positions)]
      const { rows } = await pool.query<{ group_id: number; token: string }>({
        text: renew,
        values,
      })
      return new Map(rows.map((row) => [groupId(row.group_id), row.token]))
    },
    surplus: async () => {
      const { rows } = await pool.query<{ group_id: number }>({
        text: surplus,
        values: [instanceId, leaseSeconds],
      })
      return rows.map((row) => groupId(row.group_id))
    },
    release: async (groupIds) => {
      await pool.query({ text: release, values: [instanceId, groupIds] })
    },
    leave: async () => {
      await pool.query('DELETE FROM serving_processes WHERE instance_id = $1', [instanceId])
    },
  }
}

export function createTroubleStore(pool: Pool): TroubleStore {
  return {
    setTrouble: async (id, sentence, now) => {
      await pool.query(
        'UPDATE communities SET trouble = $2, trouble_since = coalesce(trouble_since, $3) WHERE group_id = $1',
        [id, sentence, now.toString()],
      )
    },
    clearTrouble: async (id: GroupId) => {
      await pool.query(
        'UPDATE communities SET trouble = NULL, trouble_since = NULL WHERE group_id = $1 AND trouble IS NOT NULL',
        [id],
      )
    },
  }
}

function toCommunity(row: ClaimedRow): LeasedCommunity {
  return {
    groupId: groupId(row.group_id),
    token: row.token,
    cursor: toCursor(row),
    hasTrouble: row.has_trouble,
  }
}

function toCursor({ server, key, ts }: ClaimedRow): PollCursor | null {
  return server === null || key === null || ts === null ? null : { server, key, ts }
}

function positionColumns(positions: readonly PollPosition[]): readonly unknown[] {
  return [
    positions.map(({ groupId }) => groupId),
    positions.map(({ cursor }) => cursor?.server ?? null),
    positions.map(({ cursor }) => cursor?.key ?? null),
    positions.map(({ cursor }) => cursor?.ts ?? null),
    positions.map(({ polledAt }) => polledAt?.epochMilliseconds ?? null),
  ]
}
