import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readBatch } from '../../src/db/read-batch.ts'
import { createTestPool, givenCommunity, systemClock, type TestPool } from './support/transport.ts'

let database: TestPool
const all = { limit: 100, now: systemClock.now(), resting: [] }

beforeAll(async () => {
  database = await createTestPool()
})
afterAll(() => database.drop())

beforeEach(() => database.pool.query('delete from inbox'))

it('takes few people of a flooded community at a time, in their order, and all others besides', async () => {
  const flooded = await givenCommunity(database.pool)
  const quiet = await givenCommunity(database.pool)
  await given(flooded.groupId, 500)
  await given(quiet.groupId, 3)

  const { events } = await readBatch(database.pool, 'one', all)

  const of = (id: number): readonly number[] =>
    events.filter(({ groupId }) => groupId === id).map(({ id: eventId }) => eventId)
  expect(of(quiet.groupId)).toHaveLength(3)
  const { rows } = await database.pool.query<{ id: string }>(
    'select id from inbox where group_id = $1 order by id limit 5',
    [flooded.groupId],
  )
  expect(of(flooded.groupId)).toEqual(rows.map(({ id }) => Number(id)))
})

it('leaves room beside a person who writes without end, whose words stay together', async () => {
  const { groupId: flooded } = await givenCommunity(database.pool)
  const { groupId: quiet } = await givenCommunity(database.pool)
  await given(flooded, 500, 1)
  await given(quiet, 3)

  const { events } = await readBatch(database.pool, 'one', all)

  expect(events.filter(({ groupId }) => groupId === flooded)).toHaveLength(60)
  expect(events.filter(({ groupId }) => groupId === quiet)).toHaveLength(3)
})

it('leaves out communities that rest', async () => {
  const { groupId: flooded } = await givenCommunity(database.pool)
  const { groupId: quiet } = await givenCommunity(database.pool)
  await given(flooded, 500)
  await given(quiet, 3)

  const { events } = await readBatch(database.pool, 'one', { ...all, resting: [flooded] })

  expect(events.map(({ groupId }) => groupId)).toEqual([quiet, quiet, quiet])
})

const given = (groupId: number, count: number, people = count): Promise<unknown> =>
  database.pool.query(
    `insert into inbox (group_id, peer_id, user_id, type, cmid, body, vk_at, received_at)
     select $1, 100 + n % $3, 100 + n % $3, 'message_new', n, '{}', now(), now() from generate_series(1, $2) n`,
    [groupId, count, people],
  )
