/** Tickets of the last month as a what-if needs them. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { PastTicket } from '../app/import/what-if.ts'
import { groupId, topicId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'

const row = z.object({
  id: z.coerce.number(),
  group_id: z.coerce.number().transform(groupId),
  topic_id: z.string().transform(topicId).nullable(),
  topic_confidence: z.number().nullable(),
  municipality: z.string().nullable(),
  text: z.string(),
})

/** The newest first; more than this many tell nothing new about a rule. */
const ticketsMax = 20_000

export async function findPastTickets(pool: Pool, since: Instant): Promise<readonly PastTicket[]> {
  const { rows } = await pool.query(
    `select t.id, t.group_id, t.topic_id, t.topic_confidence, m.code as municipality,
       coalesce((select s.text from messages s where s.ticket_id = t.id and s.author = 'citizen' order by s.id limit 1), t.summary) as text
     from tickets t left join municipalities m on m.id = t.municipality_id
     where t.opened_at >= $1 order by t.id desc limit $2`,
    [since.toString(), ticketsMax],
  )
  return rows.map((found) => {
    const ticket = row.parse(found)
    return {
      id: ticket.id,
      groupId: ticket.group_id,
      topicId: ticket.topic_id,
      confidence: ticket.topic_confidence,
      municipality: ticket.municipality,
      text: ticket.text,
    }
  })
}
