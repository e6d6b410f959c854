/** Who answered what in the end, and the corrections that were offered for it. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { StoredProposal } from '../app/desk-records.ts'
import type { ProposalStore } from '../app/propose-routing.ts'
import { institutionId, municipalityId, topicId } from '../domain/ids.ts'

/** The first routing is the rules'; forwards and people's decisions come after it. */
const answered = `
select t.topic_id, t.municipality_id, f.institution_id as first_owner_id, t.institution_id as last_owner_id,
  count(*)::int as tickets
from tickets t
join lateral (
  select e.institution_id from ticket_events e
  where e.ticket_id = t.id and e.type = 'ticketRouted' order by e.id limit 1) f on true
where t.status = 'answered' and t.opened_at >= $1 and t.topic_id is not null and t.institution_id is not null
group by 1, 2, 3, 4`

const answeredRow = z.object({
  topic_id: z.string().transform(topicId),
  municipality_id: z.number().transform(municipalityId).nullable(),
  first_owner_id: z.number().transform(institutionId).nullable(),
  last_owner_id: z.number().transform(institutionId),
  tickets: z.number(),
})

const proposalRow = z.object({
  id: z.number(),
  topic_id: z.string().transform(topicId),
  municipality_id: z.number().transform(municipalityId).nullable(),
  from_id: z.number().transform(institutionId).nullable(),
  to_id: z.number().transform(institutionId),
  moved: z.number(),
  total: z.number(),
  status: z.enum(['proposed', 'accepted', 'declined']),
})

export function createProposalStore(pool: Pool): ProposalStore {
  return {
    async findAnswered(since) {
      const { rows } = await pool.query(answered, [since.toString()])
      return rows.map((row) => {
        const found = answeredRow.parse(row)
        return {
          topicId: found.topic_id,
          municipalityId: found.municipality_id,
          firstOwnerId: found.first_owner_id,
          lastOwnerId: found.last_owner_id,
          tickets: found.tickets,
        }
      })
    },
    async findProposals() {
      const { rows } = await pool.query('select * from routing_proposals')
      return rows.map(readProposal)
    },
    async nextIds(count) {
      const { rows } = await pool.query<{ id: number }>(
        `select nextval('routing_proposals_id_seq')::int as id from generate_series(1, $1)`,
        [count],
      )
      return rows.map(({ id }) => id)
    },
  }
}

export async function findProposal(pool: Pool, id: number): Promise<StoredProposal | null> {
  const { rows } = await pool.query('select * from routing_proposals where id = $1', [id])
  return rows.length === 0 ? null : readProposal(rows[0])
}

function readProposal(row: unknown): StoredProposal {
  const { topic_id, municipality_id, from_id, to_id, ...rest } = proposalRow.parse(row)
  return { ...rest, topicId: topic_id, municipalityId: municipality_id, fromId: from_id, toId: to_id }
}
