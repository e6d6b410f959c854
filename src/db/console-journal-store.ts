/** The journal: events of people of the staff and their acts at the console, in one order. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { JournalEntry, JournalStore } from '../app/console/journal-ports.ts'
import type { Json } from '../app/ports.ts'
import { institutionId, staffId, ticketId, vkUserId } from '../domain/ids.ts'
import { addStaffAct } from './staff-acts.ts'
import { iso, moment } from './ticket-rows.ts'
import { inTransaction } from './transaction.ts'

/**
 * $1 person, $2 kind, $3 from, $4 until, $5 everything, $6 municipalities, $7 $8 $9 where the page before ended, $10 limit.
 * Each half stops at the limit by the index of its moments.
 */
const page = `
with events as (
  select e.at, false as is_act, e.id, e.type as kind, e.actor_kind, e.actor_id, e.institution_id, e.ticket_id, e.facts
  from ticket_events e left join tickets t on t.id = e.ticket_id
  where e.actor_kind in ('staff', 'operator')
    and ($1::int is null or (e.actor_kind = 'staff' and e.actor_id = $1)) and ($2::text is null or e.type = $2)
    and ($3::timestamptz is null or e.at >= $3) and ($4::timestamptz is null or e.at < $4)
    and ($5::boolean or t.municipality_id = any($6::int[]))
    and ($7::timestamptz is null or (e.at, false, e.id) < ($7, $8::boolean, $9::bigint))
  order by e.at desc, e.id desc limit $10),
acts as (
  select a.at, true as is_act, a.id, a.kind, 'staff' as actor_kind, a.staff_id as actor_id, null::int as institution_id,
    null::bigint as ticket_id, a.facts
  from staff_acts a
  where $5 and ($1 is null or a.staff_id = $1) and ($2 is null or a.kind = $2)
    and ($3 is null or a.at >= $3) and ($4 is null or a.at < $4)
    and ($7 is null or (a.at, true, a.id) < ($7, $8, $9))
  order by a.at desc, a.id desc limit $10)
select to_json(found) as entry from (select * from events union all select * from acts) as found
order by at desc, is_act desc, id desc limit $10`

const entryRow = z.object({
  at: moment,
  is_act: z.boolean(),
  id: z.number(),
  kind: z.string(),
  actor_kind: z.enum(['staff', 'operator']),
  actor_id: z.number().nullable(),
  institution_id: z.number().transform(institutionId).nullable(),
  ticket_id: z.number().transform(ticketId).nullable(),
  facts: z.custom<{ readonly [key: string]: Json }>((value) => typeof value === 'object' && value !== null),
})

export const createConsoleJournalStore = (pool: Pool): JournalStore => ({
  async noteIfDone(signed, deed) {
    try {
      await inTransaction(pool, async (client) => {
        await addStaffAct(client, signed)
        if (!(await deed())) throw new NotDone()
      })
      return true
    } catch (error) {
      if (error instanceof NotDone) return false
      throw error
    }
  },
  async findPage(question, after, limit) {
    const { rows } = await pool.query<{ entry: unknown }>(page, [
      question.staffId,
      question.kind,
      iso(question.from),
      iso(question.until),
      question.municipalityIds === null,
      question.municipalityIds ?? [],
      iso(after?.at ?? null),
      after?.isAct ?? null,
      after?.id ?? null,
      limit,
    ])
    return rows.map(({ entry }) => readEntry(entry))
  },
})

/** Undoes the transaction. */
class NotDone extends Error {
  override readonly name = 'NotDone'
}

function readEntry(value: unknown): JournalEntry {
  const row = entryRow.parse(value)
  const actorId = row.actor_id ?? 0
  return {
    id: row.id,
    type: row.kind,
    at: row.at,
    actor:
      row.actor_kind === 'staff'
        ? { kind: 'staff', id: staffId(actorId) }
        : { kind: 'operator', id: vkUserId(actorId) },
    institutionId: row.institution_id,
    facts: row.facts,
    ticketId: row.ticket_id,
    isAct: row.is_act,
  }
}
