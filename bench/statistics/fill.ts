/**
 * A region of as many tickets as are asked for. Simulating a million one by one takes a quarter of an hour, so a fortnight
 * is simulated and repeated, shifted by whole fortnights, by the database itself.
 */
import pg from 'pg'
import { simulateRegion } from '../../src/app/statistics/simulate-region.ts'
import { createSimulationStore } from '../../src/db/simulation-store.ts'
import { Temporal } from '../../src/domain/time.ts'

const timeZone = 'Europe/Moscow'
const fortnight = 14
/** Simulated at most; a region of a million tickets a year has some 40,000 in a fortnight. */
const simulatedMax = 40_000

export interface Filled {
  readonly first: Temporal.PlainDate
  readonly days: number
  readonly events: number
}

export async function fillRegion(
  pool: pg.Pool,
  url: string,
  { tickets, institutions }: { readonly tickets: number; readonly institutions: number },
): Promise<Filled> {
  const copies = Math.ceil(tickets / simulatedMax)
  const days = copies === 1 ? 31 : copies * fortnight
  const end = Temporal.PlainDate.from('2026-12-01')
  const first = end.subtract({ days })
  const simulated = await simulateRegion(createSimulationStore(pool), {
    seed: 1,
    institutions,
    tickets: Math.round(tickets / copies),
    from: first.toString(),
    days: days / copies,
    until: end.toString(),
  })
  if (!simulated.ok) throw new Error('not empty')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await repeat(client, { copies, tickets: simulated.value.tickets, end })
  const { rows } = await client.query<{ events: number }>('select count(*)::int as events from ticket_events')
  await client.end()
  return { first, days, events: rows[0]?.events ?? 0 }
}

const copyTickets = `
insert into tickets (id, group_id, peer_id, citizen_id, topic_id, municipality_id, summary, status, institution_id, taken_by_id,
  opened_at, routed_at, first_reply_due_at, final_answer_due_at, first_response_at, answered_at, forwards)
select id + $1, group_id, peer_id, citizen_id, topic_id, municipality_id, summary, status, institution_id, taken_by_id,
  opened_at + $2, routed_at + $2, first_reply_due_at + $2, final_answer_due_at + $2, first_response_at + $2, answered_at + $2, forwards
from tickets where id <= $3`

const shifted = (name: string): string =>
  `'${name}', to_char(((facts ->> '${name}')::timestamptz + $2) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const copyEvents = `
insert into ticket_events (ticket_id, type, at, vk_at, actor_kind, actor_id, institution_id, facts)
select ticket_id + $1, type, at + $2, vk_at + $2, actor_kind, actor_id, institution_id,
  case type
    when 'ticketRouted' then facts || jsonb_build_object(${shifted('firstReplyDueAt')}, ${shifted('finalAnswerDueAt')})
    when 'interimAnswered' then facts || jsonb_build_object(${shifted('promisedUntil')})
    when 'messageUndelivered' then facts || jsonb_build_object(${shifted('saidAt')})
    else facts end
from ticket_events where ticket_id <= $3 and id <= $4 and at + $2 < $5 order by at, id`

async function repeat(
  client: pg.Client,
  {
    copies,
    tickets,
    end,
  }: { readonly copies: number; readonly tickets: number; readonly end: Temporal.PlainDate },
): Promise<void> {
  // Keys are right by construction; checking each would take longer than writing.
  await client.query("set session_replication_role = 'replica'")
  const { rows } = await client.query<{ ticket: string; event: string }>(
    'select (select max(id) from tickets) as ticket, (select max(id) from ticket_events) as event',
  )
  const [last, lastEvent] = [rows[0]?.ticket, rows[0]?.event]
  const until = end.toZonedDateTime(timeZone).toInstant().toString()
  for (let copy = 1; copy < copies; copy += 1) {
    const shift = `${copy * fortnight * 24} hours`
    await client.query(copyTickets, [copy * tickets, shift, last])
    await client.query(copyEvents, [copy * tickets, shift, last, lastEvent, until])
  }
  await client.query("set session_replication_role = 'origin'")
  await client.query('analyze tickets, ticket_events')
}
