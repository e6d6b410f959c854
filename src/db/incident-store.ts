/** Crowds of people with one trouble, and the incidents that were made of them. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Store } from '../app/ports.ts'
import type { IncidentStore } from '../app/raise-incidents.ts'
import { municipalityId, ticketId, topicId } from '../domain/ids.ts'

/** Who joined a ticket counts like who opened one. Only crowds of the window are compared with the weeks before. */
const crowds = `
with reports as (
  select t.topic_id, t.municipality_id, t.citizen_id, t.opened_at as at from tickets t
  where t.opened_at >= $1 and t.opened_at < $2 and t.topic_id is not null and t.municipality_id is not null
  union all
  select t.topic_id, t.municipality_id, f.citizen_id, f.joined_at from followers f join tickets t on t.id = f.ticket_id
  where f.joined_at >= $1 and f.joined_at < $2 and t.topic_id is not null and t.municipality_id is not null),
crowds as (
  select topic_id, municipality_id, count(distinct citizen_id)::int as people
  from reports group by 1, 2 having count(distinct citizen_id) >= $3)
select c.topic_id, c.municipality_id, c.people,
  (select coalesce(json_agg(t.id order by t.id), '[]') from tickets t
   where t.topic_id = c.topic_id and t.municipality_id = c.municipality_id and t.status in ('new', 'taken')
     and t.opened_at >= $1) as ticket_ids,
  (select coalesce(json_agg((
      select count(distinct t.citizen_id) from tickets t
      where t.topic_id = c.topic_id and t.municipality_id = c.municipality_id
        and t.opened_at >= $1::timestamptz - week * interval '7 days' and t.opened_at < $2::timestamptz - week * interval '7 days')
    order by week), '[]')
   from generate_series(1, $4::int) as week
   where $1::timestamptz - week * interval '7 days' >= (select min(opened_at) from tickets)) as past_weeks
from crowds c`

const crowdRow = z.object({
  topic_id: z.string().transform(topicId),
  municipality_id: z.number().transform(municipalityId),
  people: z.number(),
  ticket_ids: z.array(z.number().transform(ticketId)),
  past_weeks: z.array(z.number()),
})

const placeRow = z.object({
  topic_id: z.string().transform(topicId),
  municipality_id: z.number().transform(municipalityId),
})

export function createIncidentStore(pool: Pool): IncidentStore {
  return {
    async findCrowds({ from, to }, peopleMin, weeks) {
      const { rows } = await pool.query(crowds, [from.toString(), to.toString(), peopleMin, weeks])
      return rows.map((row) => {
        const found = crowdRow.parse(row)
        return {
          topicId: found.topic_id,
          municipalityId: found.municipality_id,
          people: found.people,
          ticketIds: found.ticket_ids,
          pastWeeks: found.past_weeks,
        }
      })
    },
    async findRecent(since) {
      const { rows } = await pool.query(
        `select topic_id, municipality_id from incidents where status = 'open' or closed_at >= $1`,
        [since.toString()],
      )
      return rows.map((row) => {
        const found = placeRow.parse(row)
        return { topicId: found.topic_id, municipalityId: found.municipality_id }
      })
    },
    async nextIds(count) {
      const { rows } = await pool.query<{ id: number }>(
        `select nextval('incidents_id_seq')::int as id from generate_series(1, $1)`,
        [count],
      )
      return rows.map(({ id }) => id)
    },
  }
}

export const createIncidentQueries = (pool: Pool): Pick<Store, 'findIncidentTickets'> => ({
  async findIncidentTickets(id) {
    const { rows } = await pool.query<{ ticket_id: string }>(
      'select ticket_id from incident_tickets where incident_id = $1 order by ticket_id',
      [id],
    )
    return rows.map((row) => ticketId(Number(row.ticket_id)))
  },
})
