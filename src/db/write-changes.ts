/** Writes what a batch decided: one statement over sets, so that a hundred messages cost one commit. */
import { type Pool, type PoolClient, DatabaseError } from 'pg'
import type { Timer } from '../app/timer-ports.ts'
import {
  type Changes,
  ConcurrentChange,
  type JoinedStaff,
  type NewInvite,
  type OutboxDraft,
  type ParkedEvent,
  type WaitingEvent,
} from '../app/ports.ts'
import { attachmentFile } from '../domain/attachment-file.ts'
import type { TicketEvent, TicketMessage } from '../domain/ticket.ts'
import type { Instant } from '../domain/time.ts'
import { outboxJson } from './outbox-rows.ts'
import { growingStatement } from './poll-store-plan.ts'
import { iso, ticketJson } from './ticket-rows.ts'
import { writeDeskRecord } from './write-desk-records.ts'

const ticketColumns = `id bigint, group_id bigint, peer_id bigint, citizen_id bigint, topic_id text, topic_confidence float8,
  municipality_id int, place text, priority text, summary text, danger text, status text, institution_id int, taken_by_id int, opened_at timestamptz,
  routed_at timestamptz, first_reply_due_at timestamptz, final_answer_due_at timestamptz, first_response_at timestamptz,
  answered_at timestamptz, result text, promised_until timestamptz, paused_at timestamptz, paused_until timestamptz, forwards int, reopens int, merged_into_id bigint, version int`

const ticketNames = ticketColumns.replace(/\s+(bigint|text|float8|int|timestamptz)/gu, '')

const writeAll = `
with new_citizens as (
  insert into citizens (vk_user_id, denied_at)
  select x.vk_user_id, x.denied_at from json_to_recordset($1::json) as x(vk_user_id bigint, denied_at timestamptz)
  on conflict (vk_user_id) do update set denied_at = excluded.denied_at),
kept_sessions as (
  insert into sessions (key, value, updated_at)
  select x.key, x.value, $9 from json_to_recordset($2::json) as x(key text, value jsonb) where x.value is not null
  on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at),
left_sessions as (
  delete from sessions using json_to_recordset($2::json) as x(key text, value jsonb)
  where sessions.key = x.key and x.value is null),
new_tickets as (
  insert into tickets (${ticketNames}) select ${ticketNames} from json_to_recordset($3::json) as x(${ticketColumns})),
changed_tickets as (
  update tickets t set topic_id = x.topic_id, topic_confidence = x.topic_confidence, municipality_id = x.municipality_id,
    place = x.place, priority = x.priority, danger = x.danger, status = x.status, institution_id = x.institution_id, taken_by_id = x.taken_by_id,
    routed_at = x.routed_at, first_reply_due_at = x.first_reply_due_at, final_answer_due_at = x.final_answer_due_at,
    first_response_at = x.first_response_at, answered_at = x.answered_at, result = x.result,
    promised_until = x.promised_until, paused_at = x.paused_at, paused_until = x.paused_until, forwards = x.forwards, reopens = x.reopens, merged_into_id = x.merged_into_id, version = x.version + 1
  from json_to_recordset($4::json) as x(${ticketColumns})
  where t.id = x.id and t.version = x.version returning t.id),
new_events as (
  insert into ticket_events (ticket_id, type, at, vk_at, actor_kind, actor_id, institution_id, facts)
  select ticket_id, type, at, vk_at, actor_kind, actor_id, institution_id, facts
  from json_to_recordset($5::json) as x(ticket_id bigint, type text, at timestamptz, vk_at timestamptz,
    actor_kind text, actor_id bigint, institution_id int, facts jsonb, position bigint) order by position),
new_messages as (
  insert into messages (ticket_id, author, author_id, text, attachments, cmid, vk_at)
  select ticket_id, author, author_id, text, attachments, cmid, vk_at
  from json_to_recordset($6::json) as x(ticket_id bigint, author text, author_id bigint, text text,
    attachments jsonb, cmid int, vk_at timestamptz, position bigint) order by position),
new_outbox as (
  insert into outbox (group_id, peer_id, kind, body, files, random_id, ticket_id, is_card, created_at, available_at)
  select group_id, peer_id, kind, body, files, random_id, ticket_id, is_card, $9, $9
  from json_to_recordset($7::json) as x(group_id bigint, peer_id bigint, kind text, body jsonb, files jsonb,
    random_id int, ticket_id bigint, is_card bool, position bigint) order by position),
new_attachments as (
  insert into attachments (ticket_id, name, type, url, cmid, retry_at, created_at)
  select ticket_id, name, type, url, cmid, $9, $9
  from json_to_recordset($10::json) as x(ticket_id bigint, name text, type text, url text, cmid int)
  on conflict (ticket_id, name) do nothing),
kept_timers as (
  insert into timers (kind, subject, due_at, facts)
  select kind, subject, due_at, facts
  from json_to_recordset($11::json) as x(kind text, subject text, due_at timestamptz, facts jsonb) where due_at is not null
  on conflict (kind, subject) do update set due_at = excluded.due_at, facts = excluded.facts),
left_timers as (
  delete from timers using json_to_recordset($11::json) as x(kind text, subject text, due_at timestamptz, facts jsonb)
  where timers.kind = x.kind and timers.subject = x.subject and x.due_at is null),
done as (
  update inbox set status = 'done', done_at = $9 where id = any($8::bigint[]) and status = 'pending' returning id)
select expect_rows('tickets', json_array_length($4::json), (select count(*) from changed_tickets)),
       expect_rows('inbox', cardinality($8::bigint[]), (select count(*) from done))`

const nextStatement = growingStatement('write-changes', writeAll)

/** SQLSTATE that `expect_rows` raises. */
const staleRows = 'OT001'

/** Throws `ConcurrentChange` when somebody else was quicker; nothing is then written. */
export async function writeChanges(
  pool: Pool,
  changes: Changes,
  now: Instant,
  randomId: (draft: OutboxDraft) => number,
): Promise<void> {
  try {
    const {
      joinedStaff,
      newInvites,
      reportedOutboxIds,
      parkedEvents,
      deskRecords,
      firedTimers,
      waitingEvents,
    } = changes
    const rare = [
      joinedStaff,
      newInvites,
      reportedOutboxIds,
      parkedEvents,
      deskRecords,
      firedTimers,
      waitingEvents,
    ]
    const isOrdinary = rare.every(isEmpty)
    if (isOrdinary) {
      await pool.query(statement(changes, now, randomId))
      return
    }
    await inTransaction(pool, async (client) => {
      // What fired goes first: the same timer may be set anew by what follows from it.
      for (const timer of firedTimers) await removeFired(client, timer)
      await client.query(statement(changes, now, randomId))
      for (const invite of newInvites) await addInvite(client, invite, now)
      for (const joined of joinedStaff) await addStaff(client, joined, now)
      for (const record of deskRecords) await writeDeskRecord(client, record, now)
      for (const parked of parkedEvents) await park(client, parked, now)
      await keepWaiting(client, waitingEvents)
      await markReported(client, reportedOutboxIds, now)
    })
  } catch (error) {
    if (error instanceof DatabaseError && error.code === staleRows) {
      throw new ConcurrentChange(error.message, { cause: error })
    }
    throw error
  }
}

function statement(
  changes: Changes,
  now: Instant,
  randomId: (draft: OutboxDraft) => number,
): { name: string; text: string; values: unknown[] } {
  return {
    ...nextStatement(),
    values: [
      JSON.stringify(
        [...changes.citizens].map(([id, { deniedAt }]) => ({ vk_user_id: id, denied_at: iso(deniedAt) })),
      ),
      JSON.stringify([...changes.sessions].map(([key, value]) => ({ key, value }))),
      JSON.stringify(changes.newTickets.map(ticketJson)),
      JSON.stringify(changes.changedTickets.map(ticketJson)),
      inOrder(changes.ticketEvents.map(eventJson)),
      inOrder(changes.ticketMessages.map(messageJson)),
      inOrder(changes.outbox.map((draft) => outboxJson(draft, randomId))),
      changes.doneEventIds,
      now.toString(),
      JSON.stringify(changes.ticketMessages.flatMap(filesJson)),
      JSON.stringify(changes.timers.map(timerJson)),
    ],
  }
}

/** Rows get their ids in the order in which they were decided. */
const inOrder = (rows: readonly Readonly<Record<string, unknown>>[]): string =>
  JSON.stringify(rows.map((row, position) => ({ ...row, position })))

const eventJson = (event: TicketEvent): Readonly<Record<string, unknown>> => ({
  ticket_id: event.ticketId,
  type: event.fact.type,
  at: iso(event.at),
  vk_at: iso(event.vkAt),
  actor_kind: event.actor.kind,
  // The log is kept for ever and names no citizen: whose ticket it is, the ticket tells.
  actor_id: event.actor.kind === 'bot' || event.actor.kind === 'citizen' ? null : event.actor.id,
  institution_id: event.institutionId,
  facts: event.fact.facts,
})

const messageJson = (message: TicketMessage): Readonly<Record<string, unknown>> => ({
  ticket_id: message.ticketId,
  author: message.author.kind,
  author_id: message.author.id,
  text: message.text,
  attachments: message.attachments.map(({ type, raw }) => ({ type, raw })),
  cmid: message.cmid,
  vk_at: iso(message.vkAt),
})

/** What is a file is copied into our own storage, whoever sent it. */
const filesJson = ({ ticketId, attachments, cmid }: TicketMessage) =>
  attachments.flatMap(({ type, raw }) => {
    const file = attachmentFile(type, raw)
    if (file === null) return []
    return [{ ticket_id: ticketId, name: file.name, type: file.type, url: file.url, cmid }]
  })
const timerJson = ({ kind, subject, dueAt, facts }: Timer): Readonly<Record<string, unknown>> => ({
  kind,
  subject,
  due_at: iso(dueAt),
  facts,
})

/** Another process may have been quicker; then nothing of this one counts. */
async function removeFired(client: PoolClient, { kind, subject, dueAt }: Timer): Promise<void> {
  const { rowCount } = await client.query(
    'delete from timers where kind = $1 and subject = $2 and due_at = $3',
    [kind, subject, iso(dueAt)],
  )
  if (rowCount !== 1) throw new ConcurrentChange(`the timer ${kind} was fired or moved by somebody else`)
}

const isEmpty = (list: readonly unknown[]): boolean => list.length === 0

async function markReported(client: PoolClient, ids: readonly number[], now: Instant): Promise<void> {
  const { rowCount } = await client.query(
    'update outbox set reported_at = $2 where id = any($1::bigint[]) and reported_at is null',
    [ids, iso(now)],
  )
  if (rowCount !== ids.length) throw new ConcurrentChange('somebody else reported what was not delivered')
}

async function park(client: PoolClient, { id, reason }: ParkedEvent, now: Instant): Promise<void> {
  const { rowCount } = await client.query(
    `update inbox set status = 'parked', attempts = attempts + 1, reason = $2, done_at = $3
     where id = $1 and status = 'pending'`,
    [id, reason, iso(now)],
  )
  if (rowCount !== 1) throw new ConcurrentChange('somebody else dealt with the event')
}

async function keepWaiting(client: PoolClient, events: readonly WaitingEvent[]): Promise<void> {
  if (events.length === 0) return
  const { rowCount } = await client.query(
    `update inbox i set waits_until = x.until
     from json_to_recordset($1::json) as x(id bigint, until timestamptz) where i.id = x.id and i.status = 'pending'`,
    [JSON.stringify(events.map(({ id, until }) => ({ id, until: iso(until) })))],
  )
  if (rowCount !== events.length) throw new ConcurrentChange('somebody else heard what was to wait')
}

async function addInvite(client: PoolClient, invite: NewInvite, now: Instant): Promise<void> {
  await client.query(
    'insert into invites (code_hash, role, institution_id, created_by_id, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [invite.codeHash, invite.role, invite.institutionId, invite.createdById, iso(now), iso(invite.expiresAt)],
  )
}

/** The person, the role, and the code used up; the roster that everybody keeps in memory is thereby outdated. */
async function addStaff(client: PoolClient, joined: JoinedStaff, now: Instant): Promise<void> {
  const { rows } = await client.query(
    `with person as (
       insert into staff (vk_user_id, first_name, last_name, contact_group_id) values ($1, $2, $3, $4)
       on conflict (vk_user_id) do update set contact_group_id = excluded.contact_group_id returning id),
     role as (
       insert into memberships (staff_id, role, institution_id)
       select id, $5, $6 from person
       where not exists (select 1 from memberships m where m.staff_id = person.id and m.role = $5
                         and m.institution_id is not distinct from $6 and m.ended_at is null)),
     version as (update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion')
     update invites set used_by_id = (select id from person), used_at = $7
     where id = $8 and used_by_id is null returning id`,
    [
      joined.vkUserId,
      joined.firstName,
      joined.lastName,
      joined.contactGroupId,
      joined.role,
      joined.institutionId,
      iso(now),
      joined.inviteId,
    ],
  )
  if (rows.length === 0) throw new ConcurrentChange('the invite was used by somebody else')
}

async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {
      // The connection is gone, and with it the transaction.
    })
    throw error
  } finally {
    client.release()
  }
}
