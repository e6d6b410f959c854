/** Who waits for the answer to somebody else's ticket, and which open tickets speak of the same. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Store } from '../app/ports.ts'
import { groupId, peerId, ticketId, vkUserId } from '../domain/ids.ts'
import { readTicket } from './ticket-rows.ts'

const followerRow = z.object({
  ticket_id: z.coerce.number().transform(ticketId),
  citizen_id: z.coerce.number().transform(vkUserId),
  group_id: z.coerce.number().transform(groupId),
  peer_id: z.coerce.number().transform(peerId),
  text: z.string(),
})

const alikeRow = z.object({ ticket: z.unknown(), followers: z.number() })

export const createFollowerQueries = (pool: Pool): Pick<Store, 'findFollowers' | 'findOpenAlike'> => ({
  async findFollowers(id) {
    const { rows } = await pool.query('select * from followers where ticket_id = $1 order by joined_at', [id])
    return rows.map((row) => {
      const found = followerRow.parse(row)
      return {
        ticketId: found.ticket_id,
        citizenId: found.citizen_id,
        groupId: found.group_id,
        peerId: found.peer_id,
        text: found.text,
      }
    })
  },
  async findOpenAlike(topicId, municipalityId, limit) {
    const { rows } = await pool.query(
      `select to_json(t) as ticket, (select count(*)::int from followers f where f.ticket_id = t.id) as followers
       from tickets t
       where t.topic_id = $1 and t.municipality_id = $2 and t.status in ('new', 'taken')
       order by t.id desc limit $3`,
      [topicId, municipalityId, limit],
    )
    return rows.toReversed().map((row) => {
      const { ticket, followers } = alikeRow.parse(row)
      return { ticket: readTicket(ticket), followers }
    })
  },
})
