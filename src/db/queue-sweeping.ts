import type { Pool } from 'pg'
import type { QueueSweeping } from '../app/transport-ports.ts'
import { iso } from './ticket-rows.ts'

/** Rows are looked through in the order of their numbers, which is that of their age: no index by date has to be kept. */
const sliceRows = 5_000

/** What waits and what was parked stays until somebody has seen to it, and so do the cards of open tickets. */
const mayGo = {
  inbox: `q.status = 'done' and q.received_at < $2`,
  outbox: `q.status in ('sent', 'failed') and q.created_at < $2 and (q.ticket_id is null or not exists (
      select 1 from tickets t where t.id = q.ticket_id
        and (t.status in ('new', 'taken') or coalesce(t.answered_at, t.routed_at) >= $2)))`,
} as const
const moments = { inbox: 'received_at', outbox: 'created_at' } as const

const sweep = (queue: keyof typeof mayGo): string => `
with looked as (select * from ${queue} where id > $1 order by id limit ${sliceRows}),
doomed as (select q.id from ${queue} q where q.id in (select id from looked) and ${mayGo[queue]}
  order by q.id for update skip locked),
gone as (delete from ${queue} where id in (select id from doomed) returning 1)
select coalesce((select max(id) from looked), 0)::float8 as last, (select count(*) from gone)::int as deleted,
  (select count(*) < ${sliceRows} or coalesce(bool_or(${moments[queue]} >= $2), true) from looked) as "isOver"`

const sweeps = { inbox: sweep('inbox'), outbox: sweep('outbox') } as const

export const createQueueSweeping = (pool: Pool): QueueSweeping => ({
  async sweep(queue, { after, before }) {
    const { rows } = await pool.query<{ last: number; deleted: number; isOver: boolean }>(sweeps[queue], [
      after,
      iso(before),
    ])
    return rows[0] ?? { last: after, deleted: 0, isOver: true }
  },
})
