import type { Pool } from 'pg'
import { z } from 'zod'
import type { ChangeSource, ChangeStore, SeenChange } from '../app/console/ports.ts'
import { institutionId, municipalityId, ticketId } from '../domain/ids.ts'

const row = z.object({
  id: z.coerce.number(),
  ticket_id: z.coerce.number().transform(ticketId),
  type: z.string(),
  then_institution_id: z.number().transform(institutionId).nullable(),
  institution_id: z.number().transform(institutionId).nullable(),
  municipality_id: z.number().transform(municipalityId).nullable(),
})

/** What follows `select` and names the rows of a table: the log says whose the ticket was then, a note does not. */
const tables = {
  ticket_events: 'e.id, e.ticket_id, e.type, e.institution_id as then_institution_id',
  ticket_notes: `e.id, e.ticket_id, 'noteAdded' as type, t.institution_id as then_institution_id`,
} as const

export const createConsoleChangeStore = (pool: Pool): ChangeStore => ({
  events: sourceOf(pool, 'ticket_events'),
  notes: sourceOf(pool, 'ticket_notes'),
})

const sourceOf = (pool: Pool, table: keyof typeof tables): ChangeSource => ({
  async newest() {
    const { rows } = await pool.query<{ newest: string }>(
      `select coalesce(max(id), 0) as newest from ${table}`,
    )
    return Number(rows[0]?.newest ?? 0)
  },
  async findAfter(floor, seen, limit) {
    const { rows } = await pool.query({
      name: `console-changes-${table}`,
      text: `select ${tables[table]}, t.institution_id, t.municipality_id
             from ${table} e join tickets t on t.id = e.ticket_id
             where e.id > $1 and e.id <> all($2::bigint[]) order by e.id limit $3`,
      values: [floor, seen, limit],
    })
    return rows.map((value) => readChange(row.parse(value)))
  },
})

function readChange(found: z.output<typeof row>): SeenChange {
  const { municipality_id: municipality } = found
  return {
    id: found.id,
    ticketId: found.ticket_id,
    type: found.type,
    owner: { institutionId: found.then_institution_id, municipalityId: municipality },
    currentOwner: { institutionId: found.institution_id, municipalityId: municipality },
  }
}
