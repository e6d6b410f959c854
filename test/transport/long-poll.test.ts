import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommunityPoll, LeasedCommunity, PollStore, StorePoll } from '../../src/app/transport-ports.ts'
import { createTroubleStore } from '../../src/db/lease-store.ts'
import { createPollStore } from '../../src/db/poll-store.ts'
import type { GroupId } from '../../src/domain/ids.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { createVkHttp, pollLimits } from '../../src/vk/http.ts'
import { createPollOpener } from '../../src/vk/long-poll.ts'
import type { LongPollTiming } from '../../src/vk/long-poll-timing.ts'
import { createPollWriter } from '../../src/workers/long-polls-writer.ts'
import { waitFor } from '../support/wait-for.ts'
import { dropped, raw, refusal, stalled, startScriptedVk, type ScriptedVk } from './support/scripted-vk.ts'
import {
  createTestPool,
  givenCommunity,
  half,
  messageNew,
  silent,
  systemClock,
  type TestPool,
} from './support/transport.ts'

const timing: LongPollTiming = {
  waitSeconds: 1,
  waitSecondsMost: 1,
  // A busy machine must not take its own slowness for a fault of VK.
  marginMs: 30_000,
  network: { firstMs: 10, maxMs: 40 },
  refused: { firstMs: 20, maxMs: 40 },
  troubledMs: 40,
  settingsMs: 600_000,
  silentMs: 600_000,
}

let database: TestPool
let vk: ScriptedVk
let polls: CommunityPoll[]
let gaps: GroupId[]

beforeAll(async () => {
  database = await createTestPool()
})
afterAll(() => database.drop())
beforeEach(async () => {
  vk = await startScriptedVk()
  polls = []
  gaps = []
})
afterEach(async () => {
  await Promise.all(polls.map((poll) => poll.stop()))
  await vk.stop()
})

/** Gives up on an answer soon. */
const hasty: LongPollTiming = { ...timing, marginMs: -800 }

function startPoll(community: LeasedCommunity, store?: StorePoll, wanted = timing): CommunityPoll {
  const http = createVkHttp(pollLimits)
  const api = createVkApi({ http, baseUrl: vk.baseUrl, nowMs: () => performance.now() })
  const pollStore = createPollStore(database.pool, 'one')
  const poll = createPollOpener({
    api,
    http,
    store: store ?? createPollWriter({ store: pollStore, clock: systemClock, onStored: () => {} }),
    troubles: createTroubleStore(database.pool),
    onGap: (id) => gaps.push(id),
    onUnknown: () => {},
    clock: systemClock,
    random: half,
    log: silent,
    timing: wanted,
  })(community)
  polls.push(poll)
  poll.start()
  return poll
}

async function givenPolled(ts = '10'): Promise<LeasedCommunity> {
  const cursor = { server: vk.pollUrl, key: 'old', ts }
  const { groupId, token } = await givenCommunity(database.pool, { cursor })
  return { groupId, token, cursor, hasTrouble: false }
}

async function inbox(
  id: GroupId,
): Promise<readonly { text: string | null; status: string; reason: string | null }[]> {
  const { rows } = await database.pool.query<{ text: string | null; status: string; reason: string | null }>(
    `SELECT body #>> '{message,text}' AS text, status, reason FROM inbox WHERE group_id = $1 ORDER BY id`,
    [id],
  )
  return rows
}

const texts = async (id: GroupId) => (await inbox(id)).map(({ text }) => text)

async function savedTs(id: GroupId): Promise<string | null> {
  const { rows } = await database.pool.query<{ ts: string | null }>(
    'SELECT ts FROM poll_cursors WHERE group_id = $1',
    [id],
  )
  return rows[0]?.ts ?? null
}

const updates = (ts: string, ...list: readonly object[]) => ({ ts, updates: list })
const server = (ts: string) => ({ response: { key: 'new', server: vk.pollUrl, ts } })
/** Answers from a table of `key:ts`; anything else waits. */
const byPosition = (table: Readonly<Record<string, object>>) => (poll: { key: string; ts: string }) =>
  table[`${poll.key}:${poll.ts}`] ?? null

describe('long poll', () => {
  it('goes on from the saved position after a restart', async () => {
    const community = await givenPolled('10')
    vk.onPoll = byPosition({
      'old:10': updates('11', messageNew(1, 1, 'раз')),
      'old:11': updates('12', messageNew(1, 2, 'два')),
    })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 2)
    expect(vk.calls).toEqual([])
    expect(await savedTs(community.groupId)).toBe('12')
  })

  it('keeps ts when the key expires, so the event of that moment is not lost', async () => {
    const community = await givenPolled('10')
    vk.onCall = () => server('15')
    vk.onPoll = byPosition({
      'old:10': { failed: 2 },
      'new:10': updates('16', messageNew(1, 1, 'на стыке ключей')),
    })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(await texts(community.groupId)).toEqual(['на стыке ключей'])
    expect(gaps).toEqual([])
  })

  it('reports a gap and goes on when VK lost a part of the history', async () => {
    const community = await givenPolled('10')
    vk.onPoll = byPosition({
      'old:10': { failed: 1, ts: 30 },
      'old:30': updates('31', messageNew(1, 1, 'после')),
    })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(gaps).toEqual([community.groupId])
  })

  it('takes a new key and ts and reports a gap when VK lost everything', async () => {
    const community = await givenPolled('10')
    vk.onCall = () => server('50')
    vk.onPoll = byPosition({ 'old:10': { failed: 3 }, 'new:50': updates('51', messageNew(1, 1, 'после')) })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(gaps).toEqual([community.groupId])
  })

  it.each([
    ['an error page', raw(502, '<html>Bad gateway</html>')],
    ['HTML with status 200', raw(200, '<html></html>')],
    ['a dropped connection', dropped],
    ['an answer that stalls', stalled],
    ['silence', null],
  ])('survives %s', async (_name, fault) => {
    const community = await givenPolled('10')
    let faults = 2
    vk.onPoll = ({ ts }) => {
      if (faults-- > 0) return fault
      return ts === '10' ? updates('11', messageNew(1, 1, 'дошло')) : null
    }

    startPoll(community, undefined, hasty)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(vk.calls).toEqual([])
  })

  it('stores repeated events and repeated messages once', async () => {
    const community = await givenPolled('10')
    const again = { ...messageNew(1, 1, 'раз'), event_id: 'another'.padEnd(40, '0') }
    vk.onPoll = byPosition({
      'old:10': updates('11', messageNew(1, 1, 'раз')),
      'old:11': updates('12', messageNew(1, 1, 'раз'), again, messageNew(1, 2, 'два')),
    })

    startPoll(community)

    await waitFor(async () => (await savedTs(community.groupId)) === '12')
    expect(await texts(community.groupId)).toEqual(['раз', 'два'])
  })

  it('parks what it cannot read, without words of people, and stores the rest of the batch', async () => {
    const community = await givenPolled('10')
    const poison = {
      type: 'message_new',
      event_id: 'p'.repeat(40),
      object: { message: { text: 'мой адрес', date: 'x' } },
    }
    const halfEmoji = messageNew(1, 2, 'ноль\0 и пол-смайла \uD83D')
    vk.onPoll = byPosition({ 'old:10': updates('11', messageNew(1, 1, 'раз'), poison, halfEmoji) })

    startPoll(community)

    const rows = await waitFor(async () => {
      const stored = await inbox(community.groupId)
      return stored.length === 3 ? stored : null
    })
    expect(rows.map(({ status }) => status)).toEqual(['pending', 'parked', 'pending'])
    expect(rows[1]?.reason).toBe('message_new: from_id (invalid_type)')
    expect(rows[2]?.text).toBe('ноль\uFFFD и пол-смайла \uFFFD')
  })

  it('stores nothing after a stop, and leaves no open request', async () => {
    const community = await givenPolled('10')
    const poll = startPoll(community)
    await waitFor(() => vk.polls.length === 1)

    await poll.stop()
    vk.onPoll = () => updates('11', messageNew(1, 1, 'поздно'))

    await waitFor(() => vk.openCount() === 0)
    expect(vk.polls.length).toBe(1)
    expect(await texts(community.groupId)).toEqual([])
  })

  it('ends when the lease went to another process, and stores nothing', async () => {
    const community = await givenPolled('10')
    await database.pool.query("UPDATE poll_cursors SET lease_holder = 'two' WHERE group_id = $1", [
      community.groupId,
    ])
    vk.onPoll = byPosition({ 'old:10': updates('11', messageNew(1, 1, 'чужое')) })

    const poll = startPoll(community)
    await poll.ended

    expect(await texts(community.groupId)).toEqual([])
    expect(await savedTs(community.groupId)).toBe('10')
    expect(vk.polls.length).toBe(1)
  })

  it('polls again from the old position when the answer could not be stored', async () => {
    const community = await givenPolled('10')
    const store = createPollStore(database.pool, 'one')
    let faults = 1
    const failing: PollStore = {
      storePolls: (answers, now) => {
        if (faults-- > 0) throw new Error('the database is away')
        return store.storePolls(answers, now)
      },
    }
    vk.onPoll = byPosition({ 'old:10': updates('11', messageNew(1, 1, 'раз')) })

    startPoll(community, createPollWriter({ store: failing, clock: systemClock, onStored: () => {} }))

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(vk.polls.filter(({ ts }) => ts === '10').length).toBe(2)
  })
})

describe('long poll of a new community', () => {
  const off = { response: { is_enabled: false, api_version: '5.80', events: { message_new: 0 } } }

  it('switches the long poll on with all events', async () => {
    const { groupId, token } = await givenCommunity(database.pool)
    vk.onCall = ({ method }) => {
      if (method === 'groups.getLongPollSettings') return off
      return method === 'groups.getLongPollServer' ? server('5') : { response: 1 }
    }

    startPoll({ groupId, token, cursor: null, hasTrouble: false })

    await waitFor(() => vk.polls.length === 1)
    const settings = vk.calls.find(({ method }) => method === 'groups.setLongPollSettings')?.parameters
    expect(settings).toMatchObject({
      enabled: '1',
      api_version: '5.199',
      message_new: '1',
      message_event: '1',
      wall_reply_new: '1',
    })
    expect(await savedTs(groupId)).toBe('5')
  })

  it('tells the coordinator what to do when the token may not, and recovers by itself', async () => {
    const { groupId, token } = await givenCommunity(database.pool)
    let isAllowed = false
    vk.onCall = ({ method }) => {
      if (method === 'groups.getLongPollSettings') return off
      if (method === 'groups.setLongPollSettings') return isAllowed ? { response: 1 } : refusal(15)
      return server('5')
    }
    vk.onPoll = ({ ts }) => (ts === '5' ? updates('6') : null)
    const trouble = async () => {
      const { rows } = await database.pool.query<{ trouble: string | null }>(
        'SELECT trouble FROM communities WHERE group_id = $1',
        [groupId],
      )
      return rows[0]?.trouble ?? null
    }

    startPoll({ groupId, token, cursor: null, hasTrouble: false })

    expect(await waitFor(trouble)).toContain('Включите его в настройках сообщества')
    isAllowed = true
    await waitFor(async () => (await trouble()) === null)
  })

  it('waits when VK limits requests for a server', async () => {
    const { groupId, token } = await givenCommunity(database.pool)
    let refusals = 2
    vk.onCall = ({ method }) => {
      if (method !== 'groups.getLongPollServer') return { response: 1 }
      return refusals-- > 0 ? refusal(29) : server('5')
    }

    startPoll({ groupId, token, cursor: null, hasTrouble: false })

    await waitFor(() => vk.polls.length === 1)
    expect(vk.calls.filter(({ method }) => method === 'groups.getLongPollServer').length).toBe(3)
  })
})
