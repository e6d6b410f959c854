import type { Pool } from 'pg'
import { z } from 'zod'
import type { DeskQueries } from '../app/desk-ports.ts'

const templateRow = z.object({
  id: z.number(),
  title: z.string(),
  text: z.string(),
  rated: z.number(),
  helped: z.number(),
})

/**
 * The most exact first (topic before group, own before common), then by the share that helped; a share of few is drawn
 * towards one half.
 */
const findTemplates = `
select t.id, t.title, t.text, count(r.rating)::int as rated,
  (count(*) filter (where r.rating = 'helped'))::int as helped
from answer_templates t
left join template_uses u on u.template_id = t.id
left join lateral (
  select e.facts ->> 'rating' as rating from ticket_events e
  where e.ticket_id = u.ticket_id and e.type = 'ticketRated' order by e.id desc limit 1) r on true
where ($4::int is null or t.id = $4) and (t.institution_id is null or t.institution_id = $3)
  and (t.topic_id is null or t.topic_id = $1) and (t.topic_group_id is null or t.topic_group_id = $2)
group by t.id
order by (t.topic_id is not null) desc, (t.topic_group_id is not null) desc, (t.institution_id is not null) desc,
  (count(*) filter (where r.rating = 'helped') + 1.0) / (count(r.rating) + 2) desc, count(u.ticket_id) desc, t.id
limit $5`

export const createTemplateQueries = (pool: Pool): Pick<DeskQueries, 'findTemplates'> => ({
  async findTemplates({ topicId, topicGroupId, institutionId, templateId }, limit) {
    const { rows } = await pool.query(findTemplates, [
      topicId,
      topicGroupId,
      institutionId,
      templateId,
      limit,
    ])
    return rows.map((row) => templateRow.parse(row))
  },
})
