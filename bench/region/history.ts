/**
 * A past for a region: answered tickets of a year, with events and words, of the same people who will write. Made by
 * the database itself. Figures and seals are told that they know this past already: following it is work of the year in
 * which it happened.
 */
import pg from 'pg'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createPool } from '../../src/db/pool.ts'
import { firstCitizenId } from '../messages/load.ts'
import type { BenchRegion } from '../messages/region.ts'

const firstTicket = 1_000
const eventsOfTicket = 5
/** Rows of inbox and outbox that a week leaves, for each ticket of a year; older ones are swept. */
const carriedOfTicket = 0.1

export async function writeHistory(
  url: string,
  region: BenchRegion,
  { tickets, citizens }: { readonly tickets: number; readonly citizens: number },
): Promise<void> {
  const pool = createPool({ url, connectionsMax: 2, onError: () => {} })
  // The row of its state is made, and the calendars are noted.
  await createFigureKeeper(pool, 'Europe/Moscow').catchUp()
  await pool.end()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Keys are right by construction; checking each would take longer than writing.
    await client.query("set session_replication_role = 'replica'")
    await client.query("set synchronous_commit = 'off'")
    await client.query('create temp table pages (number int primary key, group_id bigint)')
    await client.query(
      'insert into pages select o - 1, g from unnest($1::bigint[]) with ordinality as x (g, o)',
      [region.communities.map(({ groupId }) => groupId)],
    )
    await client.query(
      'create temp table chosen_topics as select row_number() over (order by id) - 1 as number, id from topics',
    )
    for (const statement of statements) await client.query(statement(tickets, citizens))
  } finally {
    await client.end()
  }
}

type Statement = (tickets: number, citizens: number) => string

const statements: readonly Statement[] = [
  (_, citizens) => `insert into citizens (vk_user_id, first_name, last_name)
    select ${firstCitizenId} + n, 'Мария', 'Жительница' from generate_series(0, ${citizens - 1}) n`,
  (
    tickets,
    citizens,
  ) => `insert into tickets (id, group_id, peer_id, citizen_id, topic_id, municipality_id, summary, status,
      institution_id, opened_at, routed_at, first_reply_due_at, final_answer_due_at, first_response_at, answered_at, result)
    select ${firstTicket} + t.n, p.group_id, t.citizen, t.citizen, x.id, c.municipality_id,
      'Когда это починят? Обращаемся уже не первый раз.', 'answered', c.institution_id, t.at, t.at,
      t.at + interval '1 day', t.at + interval '7 days', t.at + interval '5 hours', t.at + interval '3 days', 'solved'
    from (select n, ${firstCitizenId} + n % ${citizens} as citizen, (n % ${citizens}) % (select count(*) from pages) as page,
            now() - interval '380 days' + interval '360 days' * (n::float8 / ${tickets}) as at
          from generate_series(1, ${tickets}) n) t
    join pages p on p.number = t.page join communities c on c.group_id = p.group_id
    join chosen_topics x on x.number = t.n % (select count(*) from chosen_topics)`,
  () => `insert into ticket_events (ticket_id, type, at, actor_kind, actor_id, institution_id, facts)
    select t.id, (array['ticketOpened', 'ticketRouted', 'ticketTaken', 'ticketAnswered', 'ticketRated'])[k],
      t.opened_at + interval '6 hours' * k, case when k in (1, 5) then 'citizen' when k = 2 then 'bot' else 'staff' end,
      t.citizen_id, t.institution_id, jsonb_build_object('institutionId', t.institution_id, 'reason', 'правило', 'words',
      'столько же места, сколько занимают подробности обычного события')
    from tickets t, generate_series(1, ${eventsOfTicket}) k order by t.id, k`,
  () => `insert into messages (ticket_id, author, author_id, text, attachments, vk_at)
    select t.id, case k when 1 then 'citizen' else 'staff' end, t.citizen_id,
      'Здравствуйте! Это слова обращения средней длины: сто с небольшим знаков, как пишут люди в сообщества школ.', '[]', t.opened_at
    from tickets t, generate_series(1, 2) k order by t.id, k`,
  (
    tickets,
  ) => `insert into inbox (group_id, peer_id, user_id, event_id, type, cmid, body, vk_at, received_at, status, done_at)
    select t.group_id, t.peer_id, t.citizen_id, 'past-' || t.id, 'message_new', 1000000 + t.id, jsonb_build_object('message',
      jsonb_build_object('text', t.summary, 'peer_id', t.peer_id)), t.opened_at, t.opened_at, 'done', t.opened_at
    from tickets t order by t.id desc limit ${Math.ceil(tickets * carriedOfTicket)}`,
  (
    tickets,
  ) => `insert into outbox (group_id, peer_id, kind, body, random_id, ticket_id, status, attempts, created_at, available_at, sent_at, cmid)
    select t.group_id, t.peer_id, 'message', jsonb_build_object('message', t.summary), t.id, t.id, 'sent', 1, t.opened_at,
      t.opened_at, t.opened_at, 1000000 + t.id
    from tickets t, generate_series(1, 2) k order by t.id desc limit ${Math.ceil(tickets * carriedOfTicket * 2)}`,
  (tickets) => `select setval('ticket_number', ${firstTicket + tickets + 1})`,
  () => `update figure_state set mark = (select max(id) from ticket_events)`,
  () => `insert into event_seals (last_id, events, traces, hash)
    select max(id), count(*), ''::bytea, sha256('history of a benchmark') from ticket_events`,
  () => 'vacuum analyze',
]
