/**
 * Writes a made-up region and its tickets into an empty database, and marks it: such a database never serves real
 * communities, and what is in it was never said by anybody.
 */
import type { Pool } from 'pg'
import type { SimulationStore } from '../app/statistics/ports.ts'
import type { SimulatedRegion } from '../domain/simulation/simulated-region.ts'
import type { SimulatedEvent, SimulatedTicket } from '../domain/simulation/simulated-ticket.ts'
import { simulateJudgements } from './simulated-judgements.ts'
import { inTransaction } from './transaction.ts'

const isEmpty = `select not exists (select 1 from tickets) and not exists (select 1 from communities)
  and not exists (select 1 from institutions) and not exists (select 1 from staff) as is_empty`

const writeTickets = `
insert into tickets (id, group_id, peer_id, citizen_id, topic_id, municipality_id, summary, status, institution_id, taken_by_id,
  opened_at, routed_at, first_reply_due_at, final_answer_due_at, first_response_at, answered_at, forwards, merged_into_id)
select id, group_id, citizen_id, citizen_id, topic_id, municipality_id, 'Учебное обращение', status, institution_id, taken_by_id,
  opened_at, routed_at, reply_due_at, answer_due_at, response_at, answered_at, forwards, merged_into_id
from json_to_recordset($1::json) as x (id bigint, group_id bigint, citizen_id bigint, topic_id text, municipality_id int, status text,
  institution_id int, taken_by_id int, opened_at timestamptz, routed_at timestamptz, reply_due_at timestamptz,
  answer_due_at timestamptz, response_at timestamptz, answered_at timestamptz, forwards int, merged_into_id bigint)`

const writeEvents = `
insert into ticket_events (ticket_id, type, at, vk_at, actor_kind, actor_id, institution_id, facts)
select * from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::bigint[], $7::int[], $8::jsonb[])`

export function createSimulationStore(pool: Pool): SimulationStore {
  return {
    async begin(region) {
      const { rows } = await pool.query<{ is_empty: boolean }>(isEmpty)
      if (rows[0]?.is_empty !== true) return false
      await writeRegion(pool, region)
      return true
    },
    add: (firstId, tickets) => addTickets(pool, firstId, tickets),
    async finish(lastId) {
      await pool.query(`select setval('ticket_number', $1)`, [Math.max(1001, lastId)])
      await simulateJudgements(pool)
      await pool.query('analyze tickets, ticket_events')
    },
  }
}

async function writeRegion(
  pool: Pool,
  { municipalities, institutions, topics }: SimulatedRegion,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`insert into settings (key, value) values ('sandbox', 'true'), ('simulation', 'true')
      on conflict (key) do update set value = excluded.value`)
    await client.query(
      `insert into municipalities (id, code, title, kind) select id, code, title, 'district'
       from json_to_recordset($1::json) as x (id int, code text, title text)`,
      [JSON.stringify(municipalities)],
    )
    await client.query(
      `insert into topics (id, group_id, group_title, title, button, responsible_kind, priority, first_reply_hours,
         final_answer_hours, needs_place, is_sensitive)
       select id, "groupId", "groupTitle", title, title, 'SELF', 'normal', 8, 56, false, false
       from json_to_recordset($1::json) as x (id text, "groupId" text, "groupTitle" text, title text) on conflict do nothing`,
      [JSON.stringify(topics)],
    )
    await client.query(
      `with rows as (select * from json_to_recordset($1::json) as x (id int, code text, title text, "shortTitle" text, kind text,
         "municipalityId" int, "timeZone" text, "workingHours" text, "groupId" bigint, "staffIds" json)),
       made as (insert into institutions (id, code, title, short_title, kind, municipality_id, time_zone, working_hours)
         select id, code, title, "shortTitle", kind, "municipalityId", "timeZone", "workingHours" from rows),
       pages as (insert into communities (group_id, title, institution_id, municipality_id, token, is_active)
         select "groupId", title, id, "municipalityId", '', false from rows),
       people as (insert into staff (id, vk_user_id, first_name, last_name)
         select s::int, 8000000000 + s::int, 'Учебный', 'Сотрудник ' || s
         from rows, json_array_elements_text("staffIds") as s)
       insert into memberships (staff_id, role, institution_id)
       select s::int, 'administrator', id from rows, json_array_elements_text("staffIds") as s`,
      [JSON.stringify(institutions)],
    )
    for (const table of ['municipalities', 'institutions', 'staff'])
      await client.query(`select setval('${table}_id_seq', (select max(id) from ${table}))`)
  })
}

async function addTickets(pool: Pool, firstId: number, tickets: readonly SimulatedTicket[]): Promise<void> {
  const numbered = tickets.map((ticket, index) => ({ id: firstId + index, ticket }))
  const events = numbered
    .flatMap(({ id, ticket }) =>
      ticket.events.map((event) => ({ id, event, ms: event.at.epochMilliseconds })),
    )
    .sort((left, right) => left.ms - right.ms || left.id - right.id)
  await inTransaction(pool, async (client) => {
    await client.query(
      'insert into citizens (vk_user_id) select distinct unnest($1::bigint[]) on conflict do nothing',
      [tickets.map(({ citizenId }) => citizenId)],
    )
    await client.query(writeTickets, [
      JSON.stringify(numbered.map(({ id, ticket }) => ticketRow(id, ticket))),
    ])
    const column = (value: (event: SimulatedEvent) => unknown): unknown[] =>
      events.map(({ event }) => value(event))
    await client.query(writeEvents, [
      events.map(({ id }) => id),
      column(({ type }) => type),
      column(({ at }) => iso(at)),
      column(({ vkAt }) => (vkAt === null ? null : iso(vkAt))),
      column(({ actorKind }) => actorKind),
      column(({ actorId }) => actorId),
      column(({ institutionId }) => institutionId),
      column(({ facts }) => JSON.stringify(facts)),
    ])
  })
}

const iso = (at: SimulatedEvent['at']): string => new Date(at.epochMilliseconds).toISOString()

/** The row as the product would have left it. */
function ticketRow(id: number, { events, ...ticket }: SimulatedTicket): Readonly<Record<string, unknown>> {
  const last = (...types: readonly string[]): SimulatedEvent | undefined =>
    events.findLast(({ type }) => types.includes(type))
  const [opened, routed] = [events[0], last('ticketRouted')]
  const answered = last('ticketAnswered', 'ticketReopened')
  const isAnswered = answered?.type === 'ticketAnswered'
  const response = events.find(({ actorKind }) => actorKind === 'operator' || actorKind === 'staff')
  const taken = last('ticketTaken')
  const isTakenBack = last('ticketWithdrawn', 'ticketMerged') !== undefined
  const status = isTakenBack ? 'withdrawn' : isAnswered ? 'answered' : 'new'
  return {
    id,
    group_id: ticket.groupId,
    citizen_id: ticket.citizenId,
    topic_id: ticket.topicId,
    municipality_id: ticket.municipalityId,
    status,
    institution_id: routed?.facts['institutionId'] ?? null,
    taken_by_id: taken?.actorId ?? null,
    opened_at: opened?.vkAt?.toString() ?? null,
    routed_at: routed?.at.toString() ?? opened?.at.toString() ?? null,
    reply_due_at: routed?.facts['firstReplyDueAt'] ?? opened?.at.toString() ?? null,
    answer_due_at: routed?.facts['finalAnswerDueAt'] ?? opened?.at.toString() ?? null,
    response_at: response?.at.toString() ?? null,
    answered_at: isAnswered ? answered.at.toString() : null,
    merged_into_id: last('ticketMerged')?.facts['into'] ?? null,
    forwards: events.filter(({ type }) => type === 'ticketForwarded').length,
  }
}
