/** Reads what people decided about tickets: the topic a citizen or a person chose, the institution that answered. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { DecisionStore } from '../app/train-decisions.ts'

/**
 * A topic counts when the citizen pressed its button (its confidence is 1) or a person changed it; an institution when
 * the ticket was forwarded to it or it answered. A guess that nobody looked at teaches nothing.
 */
const decided = `
with decided as (
  select t.id,
    case when exists (
      select from ticket_events e where e.ticket_id = t.id
        and (e.type = 'topicChanged' or (e.type = 'ticketOpened' and (e.facts->>'confidence')::float = 1))
    ) then t.topic_id end as topic,
    case when t.status = 'answered' or exists (
      select from ticket_events e where e.ticket_id = t.id and e.type = 'ticketForwarded'
    ) then i.code end as institution
  from tickets t left join institutions i on i.id = t.institution_id)`

const count = `${decided} select count(*)::int as count from decided where topic is not null or institution is not null`

/** The question is what the citizen wrote before anybody answered. */
const read = `${decided}
select id::text, topic, institution, coalesce((
  select string_agg(m.text, E'\\n' order by m.id) from messages m
  where m.ticket_id = decided.id and m.author = 'citizen' and m.id < coalesce(
    (select min(other.id) from messages other where other.ticket_id = decided.id and other.author <> 'citizen'),
    9223372036854775807)), '') as text
from decided where topic is not null or institution is not null order by decided.id desc limit $1`

const countRow = z.object({ count: z.number() })
const decisionRow = z.object({
  id: z.string(),
  text: z.string(),
  topic: z.string().nullable(),
  institution: z.string().nullable(),
})

export function createDecisionStore(pool: Pool): DecisionStore {
  return {
    async count() {
      const { rows } = await pool.query(count)
      return countRow.parse(rows[0]).count
    },
    async read(limit) {
      const { rows } = await pool.query(read, [limit])
      return z
        .array(decisionRow)
        .parse(rows)
        .filter(({ text }) => text !== '')
        .map(({ id, text, topic, institution }) => ({ ticketId: id, text, labels: [topic, institution] }))
        .toReversed()
    },
  }
}
