import type { Pool } from 'pg'
import { z } from 'zod'
import type { DeskQueries } from '../app/desk-ports.ts'
import { institutionId, ticketId } from '../domain/ids.ts'
import { createConsoleQueueStore } from './console-queue-store.ts'
import { moment } from './ticket-rows.ts'

const silentRow = z.object({
  institution_id: z.number().transform(institutionId).nullable(),
  waiting: z.number(),
  late: z.number(),
  oldest_id: z.number().transform(ticketId),
  oldest_at: moment,
})

/** Nobody has spoken to the citizen since the ticket came to its owner; a clock that stands is no silence. */
const findSilent = `
select to_json(s) as silent from (
  select t.institution_id, count(*)::int as waiting,
    (count(*) filter (where t.first_reply_due_at < $2))::int as late,
    (array_agg(t.id order by t.routed_at, t.id))[1] as oldest_id, min(t.routed_at) as oldest_at
  from tickets t
  where t.status in ('new', 'taken') and t.paused_at is null
    and (t.first_response_at is null or t.first_response_at < t.routed_at)
    and ($1::int[] is null or t.municipality_id = any($1::int[]))
  group by t.institution_id
  having count(*) filter (where t.first_reply_due_at < $2) > 0
  order by late desc, oldest_at limit $3) s`

export const createOversightQueries = (pool: Pool): Pick<DeskQueries, 'findSilent' | 'searchTickets'> => {
  const queues = createConsoleQueueStore(pool)
  return {
    async findSilent(municipalityIds, now, limit) {
      const { rows } = await pool.query(findSilent, [municipalityIds, now.toString(), limit])
      return rows.map((row) => {
        const found = silentRow.parse(z.object({ silent: z.unknown() }).parse(row).silent)
        return {
          institutionId: found.institution_id,
          waiting: found.waiting,
          late: found.late,
          oldestId: found.oldest_id,
          oldestAt: found.oldest_at,
        }
      })
    },
    searchTickets: async (scope, words, limit) =>
      (await queues.search(scope, words, limit)).map(({ ticket }) => ticket),
  }
}
