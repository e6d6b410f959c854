import type { Pool } from 'pg'
import { z } from 'zod'
import type { TopicMapStore } from '../app/console/show-topic-map.ts'
import { municipalityId, topicId } from '../domain/ids.ts'
import { moment } from './ticket-rows.ts'

const counts = `
select t.topic_id, t.municipality_id, floor(extract(epoch from $2::timestamptz - t.opened_at) / 604800)::int as week,
  count(*)::int as tickets
from tickets t where t.opened_at > $1 and t.topic_id is not null and t.municipality_id is not null
group by 1, 2, 3`

const incidents = `
select i.id, i.topic_id, i.municipality_id, to_json(i.raised_at) as raised_at, i.people, i.expected, i.told,
  (select count(*)::int from incident_tickets l join tickets t on t.id = l.ticket_id
   where l.incident_id = i.id and t.status in ('new', 'taken')) as open_tickets
from incidents i where i.status = 'open' order by i.raised_at desc`

const place = {
  topic_id: z.string().transform(topicId),
  municipality_id: z.number().transform(municipalityId),
}
const countRow = z.object({ ...place, week: z.number(), tickets: z.number() })
const incidentRow = z.object({
  ...place,
  id: z.number(),
  raised_at: moment,
  people: z.number(),
  expected: z.number(),
  told: z.string().nullable(),
  open_tickets: z.number(),
})

export const createConsoleMapStore = (pool: Pool): TopicMapStore => ({
  async countTopics(since, now) {
    const { rows } = await pool.query(counts, [since.toString(), now.toString()])
    return rows.map((row) => {
      const { topic_id, municipality_id, week, tickets } = countRow.parse(row)
      return { topicId: topic_id, municipalityId: municipality_id, week, tickets }
    })
  },
  async listIncidents() {
    const { rows } = await pool.query(incidents)
    return rows.map((row) => {
      const found = incidentRow.parse(row)
      return {
        id: found.id,
        topicId: found.topic_id,
        municipalityId: found.municipality_id,
        raisedAt: found.raised_at,
        people: found.people,
        expected: found.expected,
        told: found.told,
        openTickets: found.open_tickets,
      }
    })
  },
})
