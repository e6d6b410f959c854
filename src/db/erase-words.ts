/**
 * Takes the words and the person out of every table. Numbers, moments, topics and owners stay: figures are computed from
 * the event log, which names no citizen.
 */
import type { PoolClient } from 'pg'
import type { ErasureCounts } from '../app/person-ports.ts'
import { erasedAtOnce } from '../app/forget-old.ts'
import type { Instant } from '../domain/time.ts'
import { iso } from './ticket-rows.ts'

const nothing: ErasureCounts = { tickets: 0, messages: 0, files: 0, transported: 0 }

/** Everything of one person; what is open and nobody else waits for is closed. */
export async function eraseOnePerson(
  client: PoolClient,
  userId: number,
  now: Instant,
): Promise<ErasureCounts> {
  const { rows } = await client.query<{ id: string }>(
    'select id from tickets where citizen_id = $1 order by id for update',
    [userId],
  )
  const ids = rows.map(({ id }) => id)
  await closeOpen(client, ids, now)
  const ofTickets = await eraseTickets(client, ids)
  const joined = await client.query('delete from followers where citizen_id = $1', [userId])
  const heard = await client.query(
    `delete from inbox where (user_id = $1 or peer_id = $1) and status <> 'pending'`,
    [userId],
  )
  const said = await client.query(`delete from outbox where peer_id = $1 and status <> 'pending'`, [userId])
  const dialogue = `:${userId}(:|$)`
  await client.query('delete from sessions where key ~ $1', [dialogue])
  await client.query('delete from timers where subject ~ $1', [dialogue])
  await client.query('delete from citizens where vk_user_id = $1', [userId])
  return {
    ...ofTickets,
    messages: ofTickets.messages + count(joined),
    transported: ofTickets.transported + count(heard) + count(said),
  }
}

/** Tickets that were closed before a moment, some at a time, and what carried their words. */
export async function eraseOld(client: PoolClient, before: Instant): Promise<ErasureCounts> {
  const { rows } = await client.query<{ id: string }>(
    `select id from tickets where ${isForgettable} order by id limit $2 for update`,
    [iso(before), erasedAtOnce],
  )
  const counts = await eraseTickets(
    client,
    rows.map(({ id }) => id),
  )
  const old = [iso(before)]
  const heard = await client.query(`delete from inbox where status = 'done' and received_at < $1`, old)
  const said = await client.query(`delete from outbox where status = 'sent' and created_at < $1`, old)
  const joined = await client.query(
    `delete from followers f using tickets t
     where t.id = f.ticket_id and f.joined_at < $1 and t.status in ('answered', 'withdrawn')`,
    old,
  )
  await client.query('delete from sessions where updated_at < $1', old)
  await client.query(
    `delete from citizens c where c.created_at < $1 and c.vk_user_id < ${firstAnonymous}
       and not exists (select 1 from tickets t where t.citizen_id = c.vk_user_id)
       and not exists (select 1 from followers f where f.citizen_id = c.vk_user_id)`,
    old,
  )
  return {
    ...counts,
    messages: counts.messages + count(joined),
    transported: counts.transported + count(heard) + count(said),
  }
}

/** No number of VK is as large: people who were forgotten. See `isAnonymous` in domain/ids. */
const firstAnonymous = 9_000_000_000_000_000

export const isForgettable = `status in ('answered', 'withdrawn') and citizen_id < ${firstAnonymous}
  and greatest(opened_at, routed_at, answered_at) < $1`

/** Nobody else waits for an answer; whoever joined does. */
async function closeOpen(client: PoolClient, ids: readonly string[], now: Instant): Promise<void> {
  await client.query(
    `with closed as (
       update tickets t set status = 'withdrawn', version = version + 1
       where id = any($1::bigint[]) and status in ('new', 'taken')
         and not exists (select 1 from followers f where f.ticket_id = t.id) returning id, institution_id)
     insert into ticket_events (ticket_id, type, at, actor_kind, institution_id, facts)
     select id, 'ticketWithdrawn', $2, 'citizen', institution_id, '{}'::jsonb from closed`,
    [ids, iso(now)],
  )
}

async function eraseTickets(client: PoolClient, ids: readonly string[]): Promise<ErasureCounts> {
  if (ids.length === 0) return nothing
  const anonymous = await nobody(client)
  await client.query(
    `update tickets set citizen_id = $2, peer_id = $2, summary = 'Слова жителя удалены', place = null, version = version + 1
     where id = any($1::bigint[])`,
    [ids, anonymous],
  )
  const messages = await client.query('delete from messages where ticket_id = any($1::bigint[])', [ids])
  await client.query('delete from ticket_notes where ticket_id = any($1::bigint[])', [ids])
  await client.query('delete from colleague_questions where ticket_id = any($1::bigint[])', [ids])
  await client.query('delete from ticket_comments where ticket_id = any($1::bigint[])', [ids])
  // The copies themselves are removed by the worker of attachments, which then removes these rows.
  const files = await client.query(
    `update attachments set status = 'erasing', name = 'erased-' || id, url = '', cmid = null, error = null
     where ticket_id = any($1::bigint[])`,
    [ids],
  )
  await client.query(
    `delete from timers where kind in ('send', 'rating', 'promise') and subject = any($1::text[])`,
    [ids],
  )
  return {
    tickets: ids.length,
    messages: count(messages),
    files: count(files),
    transported: await eraseTransported(client, ids),
  }
}

/** Cards, digests and lists in dialogues of staff, and replies that quote them: whatever names the number. */
async function eraseTransported(client: PoolClient, ids: readonly string[]): Promise<number> {
  const numbers = `№ ?(${ids.join('|')})([^0-9]|$)`
  const said = await client.query(
    `update outbox set body = jsonb_build_object('message', 'Слова жителя удалены'), files = null
     where status <> 'pending' and (ticket_id = any($1::bigint[]) or body ->> 'message' ~ $2)`,
    [ids, numbers],
  )
  const heard = await client.query(
    `update inbox set body = '{}' where status <> 'pending' and body::text ~ $1`,
    [numbers],
  )
  // What waits for the end of quiet hours is gone with the words; staff lose a notice about a closed ticket.
  await client.query(
    `delete from held_notices where ticket_id = any($1::bigint[]) or notice ->> 'text' ~ $2`,
    [ids, numbers],
  )
  return count(said) + count(heard)
}

/** Somebody of whom nothing is known, so that tickets still belong to a person. */
async function nobody(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ vk_user_id: string }>(
    `insert into citizens (vk_user_id, first_name, last_name, created_at)
     values (nextval('anonymous_person'), '', '', 'epoch') returning vk_user_id`,
  )
  return rows[0]?.vk_user_id ?? ''
}

const count = ({ rowCount }: { readonly rowCount: number | null }): number => rowCount ?? 0
