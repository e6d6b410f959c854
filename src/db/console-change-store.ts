import type { Pool } from 'pg'
import { z } from 'zod'
import type { ChangeStore } from '../app/console/ports.ts'
import { institutionId, municipalityId, ticketId } from '../domain/ids.ts'

const row = z.object({
  id: z.coerce.number(),
  ticket_id: z.coerce.number().transform(ticketId),
  type: z.string(),
  then_institution_id: z.number().transform(institutionId).nullable(),
  institution_id: z.number().transform(institutionId).nullable(),
  municipality_id: z.number().transform(municipalityId).nullable(),
})

const findAfter = `
select e.id, e.ticket_id, e.type, e.institution_id as then_institution_id, t.institution_id, t.municipality_id
from ticket_events e join tickets t on t.id = e.ticket_id
where e.id > $1 and e.id <> all($2::bigint[])
order by e.id limit $3`

export function createConsoleChangeStore(pool: Pool): ChangeStore {
  return {
    async newest() {
      const { rows } = await pool.query<{ newest: string }>(
        'select coalesce(max(id), 0) as newest from ticket_events',
      )
      return Number(rows[0]?.newest ?? 0)
    },
    async findAfter(floor, seen, limit) {
      const { rows } = await pool.query({
        name: 'console-changes',
        text: findAfter,
        values: [floor, seen, limit],
      })
      return rows.map((value) => {
        const found = row.parse(value)
        const { municipality_id: municipality } = found
        return {
          id: found.id,
          ticketId: found.ticket_id,
          type: found.type,
          owner: { institutionId: found.then_institution_id, municipalityId: municipality },
          currentOwner: { institutionId: found.institution_id, municipalityId: municipality },
        }
      })
    },
  }
}
