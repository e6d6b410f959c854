import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sweepQueues } from '../../src/app/sweep-queues.ts'
import { createQueueSweeping } from '../../src/db/queue-sweeping.ts'
import { createTestPool, givenCommunity, systemClock, type TestPool } from './support/transport.ts'

let database: TestPool

beforeAll(async () => {
  database = await createTestPool()
  const { groupId } = await givenCommunity(database.pool)
  await database.pool.query(`insert into citizens (vk_user_id) values (1)`)
  await database.pool.query(
    `insert into tickets (id, group_id, peer_id, citizen_id, summary, status, opened_at, routed_at, first_reply_due_at,
       final_answer_due_at, answered_at)
     select id, $1, 1, 1, '', status, now() - interval '90 days', now() - interval '90 days', now(), now(), answered_at
     from (values (1, 'new', null), (2, 'answered', now() - interval '80 days'), (3, 'answered', now() - interval '5 days'))
       as x (id, status, answered_at)`,
    [groupId],
  )
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query('delete from inbox')
  await database.pool.query('delete from outbox')
})

const givenInbox = (days: number, status: string, count = 1): Promise<unknown> =>
  database.pool.query(
    `insert into inbox (group_id, peer_id, type, body, vk_at, received_at, status, reason)
     select 1, 1, $2 || $1::text, '{}', now(), now() - make_interval(days => $1::int), $2::text,
       case when $2 = 'parked' then 'a test' end from generate_series(1, $3::int)`,
    [days, status, count],
  )
const givenOutbox = (days: number, status: string, ticketId: number | null): Promise<unknown> =>
  database.pool.query(
    `insert into outbox (group_id, peer_id, kind, body, random_id, ticket_id, status, created_at, available_at)
     values (1, 1, 'message', jsonb_build_object('name', $2::text || $1::text || coalesce('/' || $3::text, '')), 1, $3::int, $2::text,
       now() - make_interval(days => $1::int), now())`,
    [days, status, ticketId],
  )
const sweep = (signal = new AbortController().signal): Promise<number> =>
  sweepQueues({ store: createQueueSweeping(database.pool), clock: systemClock, days: 45, signal })
const left = async (what: string): Promise<readonly string[]> =>
  (await database.pool.query<{ name: string }>(`select distinct ${what} order by 1`)).rows.map(
    ({ name }) => name,
  )

describe('sweeping of queues', () => {
  it('deletes old events that were handled, and keeps young, waiting and parked ones', async () => {
    await givenInbox(46, 'done')
    await givenInbox(46, 'parked')
    await givenInbox(46, 'pending')
    await givenInbox(44, 'done')

    expect(await sweep()).toBe(1)
    expect(await left('type as name from inbox')).toEqual(['done44', 'parked46', 'pending46'])
    expect(await sweep()).toBe(0)
  })

  it('deletes old messages that were sent, and keeps those of tickets that are open or were answered lately', async () => {
    for (const ticketId of [null, 1, 2, 3]) await givenOutbox(60, 'sent', ticketId)
    await givenOutbox(60, 'pending', null)
    await givenOutbox(10, 'sent', null)

    expect(await sweep()).toBe(2)
    expect(await left("body ->> 'name' as name from outbox")).toEqual([
      'pending60',
      'sent10',
      'sent60/1',
      'sent60/3',
    ])
  })

  it('goes on past what it keeps, slice by slice', async () => {
    await givenInbox(50, 'parked', 5_000)
    await givenInbox(50, 'done', 5_000)

    expect(await sweep()).toBe(5_000)
    expect(await left('type as name from inbox')).toEqual(['parked50'])
  })

  it('stops between two slices', async () => {
    await givenInbox(50, 'done', 5_001)

    expect(await sweep(AbortSignal.abort())).toBe(5_000)
  })
})
