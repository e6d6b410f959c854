/**
 * Numbers of events are given before their transaction commits: 12 may be there while 11 is still to come. Whoever
 * follows the log by number must know up to where nothing can appear any more.
 *
 * A writer holds a RowExclusiveLock on the table from before it asks for a number until after its commit is visible.
 * So the highest number given is read first, then who writes at present, and when all of these have ended, every event
 * up to that number is there or never will be. Writers do not wait for this, and restored databases behave alike.
 *
 * @see https://www.postgresql.org/docs/18/view-pg-locks.html
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'

const given = `select case when is_called then last_value else 0 end as id from ticket_events_id_seq`

const writers = `
select coalesce(array_agg(distinct virtualtransaction), '{}') as present from pg_locks
where locktype = 'relation' and relation = 'ticket_events'::regclass and mode = 'RowExclusiveLock' and granted
  and database = (select oid from pg_database where datname = current_database())`

const waitMs = 5
const waitsMax = 400

/** Null when a writer does not end for two seconds: the caller comes again. */
export async function settledEventId(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ id: string }>(given)
  const id = Number(rows[0]?.id ?? 0)
  const before = new Set(await presentWriters(pool))
  if (before.size === 0) return id
  for (let waits = 0; waits < waitsMax; waits += 1) {
    await delay(waitMs)
    const present = await presentWriters(pool)
    if (!present.some((writer) => before.has(writer))) return id
  }
  return null
}

async function presentWriters(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ present: string[] }>(writers)
  return rows[0]?.present ?? []
}
