/** What is known of a person, and the acts of what was destroyed. */
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import type { DeskRecord } from '../app/desk-records.ts'
import type { ErasureAct, ErasureCounts, PersonQueries, PersonStore } from '../app/person-ports.ts'
import type { Store } from '../app/ports.ts'
import { type StaffId, staffId, ticketId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { eraseOld, eraseOnePerson, isForgettable } from './erase-words.ts'
import { iso, moment, readTicket } from './ticket-rows.ts'
import { inTransaction } from './transaction.ts'

const known = `
select c.first_name, c.last_name, to_json(coalesce((select min(t.opened_at) from tickets t where t.citizen_id = c.vk_user_id), c.created_at)) as since,
  (select count(*)::int from tickets t where t.citizen_id = c.vk_user_id) as tickets,
  (select count(*)::int from tickets t where t.citizen_id = c.vk_user_id and t.status in ('new', 'taken')) as open,
  (select count(*)::int from messages m join tickets t on t.id = m.ticket_id where t.citizen_id = c.vk_user_id) as messages,
  (select count(*)::int from attachments a join tickets t on t.id = a.ticket_id where t.citizen_id = c.vk_user_id) as files,
  (select count(*)::int from followers f where f.citizen_id = c.vk_user_id) as joined,
  array(select distinct coalesce(i.short_title, 'координаторы') from tickets t
        left join institutions i on i.id = t.institution_id where t.citizen_id = c.vk_user_id order by 1) as readers
from citizens c where c.vk_user_id = $1`

const personRow = z.object({
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  since: moment,
  tickets: z.number(),
  open: z.number(),
  messages: z.number(),
  files: z.number(),
  joined: z.number(),
  readers: z.array(z.string()),
})

async function findPerson(pool: Pool, id: number): ReturnType<PersonStore['findPerson']> {
  const { rows } = await pool.query(known, [id])
  if (rows[0] === undefined) return null
  const { first_name: firstName, last_name: lastName, ...person } = personRow.parse(rows[0])
  const name = `${firstName ?? ''} ${lastName ?? ''}`.trim()
  return { ...person, name: name === '' ? null : name }
}

export function createPersonQueries(pool: Pool): PersonQueries & Pick<Store, 'countForgettable'> {
  return {
    findPerson: (id) => findPerson(pool, id),
    async findPersonTickets(id) {
      const { rows } = await pool.query<{ ticket: unknown }>(
        'select to_json(t) as ticket from tickets t where citizen_id = $1 order by id',
        [id],
      )
      return rows.map(({ ticket }) => readTicket(ticket))
    },
    nextErasureId: () => nextErasureId(pool),
    async isSpokenTo(id) {
      const { rows } = await pool.query<{ spoken: boolean }>(
        `select exists (select 1 from outbox o where o.status = 'pending' and (o.peer_id = $1
           or o.ticket_id in (select t.id from tickets t where t.citizen_id = $1)))
         or exists (select 1 from inbox i where i.status = 'pending' and i.peer_id = $1) as spoken`,
        [id],
      )
      return rows[0]?.spoken ?? false
    },
    async countForgettable(before, limit) {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*)::int as count from (select 1 from tickets where ${isForgettable} limit $2) as found`,
        [iso(before), limit],
      )
      return rows[0]?.count ?? 0
    },
  }
}

async function nextErasureId(client: Pool | PoolClient): Promise<number> {
  const { rows } = await client.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('erasures', 'id')) as id`,
  )
  return Number(rows[0]?.id)
}

type ErasureRecord = Extract<DeskRecord, { type: 'erasureAsked' | 'personErased' | 'oldErased' }>

export async function writeErasure(
  client: PoolClient,
  record: ErasureRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  switch (record.type) {
    case 'erasureAsked':
      return begin(client, record.id, record.by === null ? 'request' : 'operator', now, record.by)
    case 'personErased':
      return finish(client, record.id, await eraseOnePerson(client, record.userId, now), now)
    case 'oldErased':
      await begin(client, record.id, 'retention', now)
      return finish(client, record.id, await eraseOld(client, record.before), now)
  }
}

const begin = (
  client: PoolClient,
  id: number,
  reason: string,
  now: Instant,
  by: StaffId | null = null,
): Promise<{ readonly rowCount: number | null }> =>
  client.query('insert into erasures (id, reason, requested_at, asked_by_id) values ($1, $2, $3, $4)', [
    id,
    reason,
    iso(now),
    by,
  ])

const finish = (
  client: PoolClient,
  id: number,
  counts: ErasureCounts,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> =>
  client.query('update erasures set done_at = $2, counts = $3 where id = $1 and done_at is null', [
    id,
    iso(now),
    JSON.stringify(counts),
  ])

const actRow = z.object({
  act: z.object({
    id: z.number(),
    reason: z.enum(['request', 'operator', 'retention']),
    requested_at: moment,
    done_at: moment.nullable(),
    asked_by_id: z.number().transform(staffId).nullable(),
    counts: z
      .object({ tickets: z.number(), messages: z.number(), files: z.number(), transported: z.number() })
      .nullable(),
  }),
})

export function createPersonStore(pool: Pool): PersonStore {
  const acts = async (): Promise<readonly ErasureAct[]> => {
    const { rows } = await pool.query('select to_json(e) as act from erasures e order by id')
    return rows.map((row) => {
      const {
        requested_at: requestedAt,
        done_at: doneAt,
        asked_by_id: askedById,
        ...act
      } = actRow.parse(row).act
      return { ...act, requestedAt, doneAt, askedById }
    })
  }
  return {
    findPerson: (id) => findPerson(pool, id),
    async findWords(id) {
      const { rows } = await pool.query<{ ticket_id: string; text: string }>(
        `select m.ticket_id, m.text from messages m join tickets t on t.id = m.ticket_id
         where t.citizen_id = $1 and m.author = 'citizen' order by m.id`,
        [id],
      )
      return rows.map(({ ticket_id: number, text }) => ({ ticketId: ticketId(Number(number)), text }))
    },
    async erase(id, now) {
      const actId = await inTransaction(pool, async (client) => {
        const next = await nextErasureId(client)
        await begin(client, next, 'operator', now)
        // What is still on its way says nothing that may be kept.
        await client.query('delete from outbox where peer_id = $1', [id])
        await finish(client, next, await eraseOnePerson(client, id, now), now)
        return next
      })
      const found = (await acts()).find((act) => act.id === actId)
      if (found === undefined) throw new Error('the act that was just written is gone')
      return found
    },
    acts,
  }
}
