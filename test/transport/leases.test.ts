import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommunityPoll, LeasedCommunity } from '../../src/app/transport-ports.ts'
import { createLeaseStore } from '../../src/db/lease-store.ts'
import type { GroupId } from '../../src/domain/ids.ts'
import { Leases } from '../../src/workers/leases.ts'
import { LongPolls } from '../../src/workers/long-polls.ts'
import { waitFor } from '../support/wait-for.ts'
import { createTestPool, givenCommunity, half, silent, type TestPool } from './support/transport.ts'

let database: TestPool
let running: Leases[]

beforeAll(async () => {
  database = await createTestPool()
})
afterAll(() => database.drop())
beforeEach(async () => {
  running = []
  await database.pool.query('DELETE FROM communities')
  await database.pool.query('DELETE FROM serving_processes')
})
afterEach(() => Promise.all(running.map((leases) => leases.stop())))

/** Polls that only say whether they run. */
function givenInstance(instance: string) {
  const open = new Map<GroupId, LeasedCommunity>()
  const openPoll = (community: LeasedCommunity): CommunityPoll => {
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    return {
      ended,
      start: () => open.set(community.groupId, community),
      stop: async () => {
        open.delete(community.groupId)
        end()
      },
      position: () => ({
        groupId: community.groupId,
        cursor: { server: 's', key: 'k', ts: '77' },
        polledAt: null,
      }),
    }
  }
  const leases = new Leases({
    store: createLeaseStore(database.pool, instance),
    longPolls: new LongPolls({ openPoll }),
    random: half,
    log: silent,
    claimIntervalMs: 20,
    renewIntervalMs: 20,
  })
  running.push(leases)
  leases.start()
  return { leases, open }
}

const givenCommunities = (count: number) =>
  Promise.all(Array.from({ length: count }, () => givenCommunity(database.pool, { instance: null })))

async function lease(id: GroupId) {
  const { rows } = await database.pool.query<{ lease_holder: string | null; ts: string | null }>(
    'SELECT lease_holder, ts FROM poll_cursors WHERE group_id = $1',
    [id],
  )
  return rows[0]
}

describe('leases', () => {
  it('polls new communities, resumes its own and leaves those of others', async () => {
    const own = await givenCommunity(database.pool, { instance: 'one' })
    const foreign = await givenCommunity(database.pool, { instance: 'two' })
    const { open } = givenInstance('one')
    await waitFor(() => open.has(own.groupId))

    const fresh = await givenCommunity(database.pool, { instance: null })
    await database.pool.query('DELETE FROM poll_cursors WHERE group_id = $1', [fresh.groupId])

    await waitFor(() => open.has(fresh.groupId))
    expect(open.has(foreign.groupId)).toBe(false)
  })

  it('takes over a community whose lease has run out', async () => {
    const { groupId } = await givenCommunity(database.pool, { instance: 'two' })
    const { open } = givenInstance('one')
    await database.pool.query("UPDATE poll_cursors SET lease_expires_at = now() - interval '1 s'")

    await waitFor(() => open.has(groupId))
    expect(await lease(groupId)).toMatchObject({ lease_holder: 'one' })
  })

  it('stops polling a community it lost', async () => {
    const { groupId } = await givenCommunity(database.pool, { instance: null })
    const { open } = givenInstance('one')
    await waitFor(() => open.has(groupId))

    await database.pool.query("UPDATE poll_cursors SET lease_holder = 'two'")

    await waitFor(() => !open.has(groupId))
    expect(await lease(groupId)).toMatchObject({ lease_holder: 'two' })
  })

  it('stops polling a community that was switched off, and polls with a new token at once', async () => {
    const off = await givenCommunity(database.pool, { instance: null })
    const changed = await givenCommunity(database.pool, { instance: null })
    const { open } = givenInstance('one')
    await waitFor(() => open.size === 2)

    await database.pool.query('UPDATE communities SET is_active = false WHERE group_id = $1', [off.groupId])
    await database.pool.query("UPDATE communities SET token = 'new' WHERE group_id = $1", [changed.groupId])

    await waitFor(() => !open.has(off.groupId) && open.get(changed.groupId)?.token === 'new')
    expect(await lease(off.groupId)).toMatchObject({ lease_holder: null })
    expect(await lease(changed.groupId)).toMatchObject({ lease_holder: 'one' })
  })

  it('saves where polls stand and gives its communities back when it stops', async () => {
    const { groupId } = await givenCommunity(database.pool, { instance: null })
    const { leases, open } = givenInstance('one')
    await waitFor(() => open.has(groupId))

    await leases.stop()

    expect(open.size).toBe(0)
    expect(await lease(groupId)).toEqual({ lease_holder: null, ts: '77' })
  })

  it('divides communities evenly between two processes without taking one twice', async () => {
    const communities = await givenCommunities(31)
    const one = givenInstance('one')
    const two = givenInstance('two')

    await waitFor(() => one.open.size + two.open.size === communities.length)
    expect([...one.open.keys()].filter((id) => two.open.has(id))).toEqual([])
    await waitFor(() => Math.abs(one.open.size - two.open.size) === 1)
  })

  it('gives a process that joins its share, and takes it back when it leaves', async () => {
    await givenCommunities(9)
    const one = givenInstance('one')
    await waitFor(() => one.open.size === 9)

    const two = givenInstance('two')
    const three = givenInstance('three')
    await waitFor(() => [one, two, three].every(({ open }) => open.size === 3))

    await two.leases.stop()
    await waitFor(() => one.open.size + three.open.size === 9)
    expect(Math.abs(one.open.size - three.open.size)).toBe(1)
  })

  it('takes what a killed process held when its lease has run out', async () => {
    await givenCommunities(6)
    const one = givenInstance('one')
    const dead = givenInstance('dead')
    await waitFor(() => one.open.size === 3 && dead.open.size === 3)

    // Stopped as by SIGKILL: nothing is released, and time passes.
    await dead.leases.stop()
    await database.pool
      .query(`UPDATE poll_cursors SET lease_holder = 'dead', lease_expires_at = now() - interval '1 s'
      WHERE lease_holder IS NULL`)

    await waitFor(() => one.open.size === 6)
    expect(dead.open.size).toBe(0)
  })
})
