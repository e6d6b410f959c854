import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { oldestPending, readBatch } from '../../src/db/read-batch.ts'
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

it('costs what is looked at, also where the planner expects nearly nobody to wait', async () => {
  const { groupId: earlier } = await givenCommunity(database.pool)
  const { groupId: quiet } = await givenCommunity(database.pool)
  const { groupId: flooded } = await givenCommunity(database.pool)
  await given(earlier, 20_000)
  await database.pool.query("update inbox set status = 'done'")
  await database.pool.query('analyze inbox')
  await given(quiet, 3)
  await given(flooded, 2_000)

  const blocks = await blocksOf(oldestPending, ['one', 100, all.now.toString(), []])

  // About four for each of the 600 rows; one look at all that wait for each of them would be more than 20,000.
  expect(blocks).toBeLessThan(6_000)
})

async function blocksOf(text: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await database.pool.query(`explain (analyze, buffers, format json) ${text}`, [...values])
  const [
    {
      'QUERY PLAN': [plan],
    },
  ] = explained.parse(rows)
  return plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks']
}

const blockCounts = z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() })
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: blockCounts })]) })])

const given = (groupId: number, count: number, people = count): Promise<unknown> =>
  database.pool.query(
    `insert into inbox (group_id, peer_id, user_id, type, cmid, body, vk_at, received_at)
     select $1, 100 + n % $3, 100 + n % $3, 'message_new', n, '{}', now(), now() from generate_series(1, $2) n`,
    [groupId, count, people],
  )
