/** Events as figures read them: whole histories of tickets, up to a number. */
import type { Pool, PoolClient } from 'pg'
import type { LoggedEvent } from '../domain/figures/logged-event.ts'

type EventRow = readonly [
  id: number,
  ticketId: number | null,
  groupId: number | null,
  type: string,
  atMs: number,
  vkAtMs: number | null,
  actorKind: string,
  actorId: number | null,
  facts: Readonly<Record<string, unknown>>,
]

/** Why a ticket was routed is for people to read: half of the log's bytes, and nothing that figures need. */
const columns = `e.id, e.ticket_id, coalesce(e.group_id, t.group_id) as group_id, e.type,
  round(date_part('epoch', e.at) * 1000) as at_ms, round(date_part('epoch', e.vk_at) * 1000) as vk_at_ms,
  e.actor_kind, e.actor_id, e.facts - 'explanation' as facts`

/** Events after a mark, with everything that happened to their tickets before. */
export const eventsSince = `
with touched as (select distinct ticket_id from ticket_events where id > $1 and id <= $2 and ticket_id is not null)
select ${columns} from touched join ticket_events e using (ticket_id) join tickets t on t.id = e.ticket_id
where e.id <= $2
union all
select ${columns} from ticket_events e left join tickets t on false where e.ticket_id is null and e.id > $1 and e.id <= $2`

/** Whole histories of a range of tickets. */
export const eventsOfTickets = `
select ${columns} from ticket_events e join tickets t on t.id = e.ticket_id
where e.ticket_id > $1 and e.ticket_id <= $2 and e.id <= $3 order by e.ticket_id, e.id`

/** Whole histories of these tickets. */
export const eventsOf = `
select ${columns} from ticket_events e join tickets t on t.id = e.ticket_id where e.ticket_id = any($1::bigint[])
order by e.ticket_id, e.id`

/** What belongs to no ticket. */
export const eventsWithoutTicket = `
select ${columns} from ticket_events e left join tickets t on false where e.ticket_id is null and e.id <= $1`

/** By ticket, then by number. All in one value: a row for each event costs the driver three times as long to read. */
export async function readEvents(
  client: Pool | PoolClient,
  sql: string,
  values: readonly unknown[],
): Promise<readonly LoggedEvent[]> {
  const { rows } = await client.query<{ events: readonly EventRow[] }>(
    `select coalesce(json_agg(json_build_array(id, ticket_id, group_id, type, at_ms, vk_at_ms, actor_kind, actor_id, facts)
       order by ticket_id, id), '[]') as events from (${sql}) as e`,
    [...values],
  )
  return rows[0]?.events.map(readEvent) ?? []
}

const readEvent = ([
  id,
  ticketId,
  groupId,
  type,
  atMs,
  vkAtMs,
  actorKind,
  actorId,
  facts,
]: EventRow): LoggedEvent => ({ id, ticketId, groupId, type, atMs, vkAtMs, actorKind, actorId, facts })

/** Tickets in one step of counting anew. */
const portionTickets = 3_000

/** Whole histories of all tickets up to a number, by ticket; the next portion is read while this one is counted. */
export async function* ticketPortions(pool: Pool, upTo: number): AsyncGenerator<readonly LoggedEvent[]> {
  for (let next = readPortion(pool, 0, upTo); ;) {
    const portion = await next
    if (portion === null) return
    next = readPortion(pool, portion.last, upTo)
    // Heard when it is awaited, or not needed any more.
    next.catch(() => {})
    yield portion.events
  }
}

async function readPortion(
  pool: Pool,
  after: number,
  upTo: number,
): Promise<{ readonly last: number; readonly events: readonly LoggedEvent[] } | null> {
  const { rows } = await pool.query<{ last: string | null }>(
    'select max(id) as last from (select id from tickets where id > $1 order by id limit $2) as next',
    [after, portionTickets],
  )
  const last = rows[0]?.last ?? null
  if (last === null) return null
  return { last: Number(last), events: await readEvents(pool, eventsOfTickets, [after, last, upTo]) }
}
