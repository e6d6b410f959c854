import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommunityPoll, LeasedCommunity } from '../../src/app/transport-ports.ts'
import { createTroubleStore } from '../../src/db/lease-store.ts'
import { createPollStore } from '../../src/db/poll-store.ts'
import type { GroupId } from '../../src/domain/ids.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { createVkHttp, pollLimits } from '../../src/vk/http.ts'
import { createPollOpener } from '../../src/vk/long-poll.ts'
import type { LongPollTiming } from '../../src/vk/long-poll-timing.ts'
import { createPollWriter } from '../../src/workers/long-polls-writer.ts'
import { waitFor } from '../support/wait-for.ts'
import { dropped, refusal, startScriptedVk, type ScriptedVk } from './support/scripted-vk.ts'
import {
  createTestPool,
  givenCommunity,
  half,
  messageNew,
  messageOf,
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
let unknown: string[]

beforeAll(async () => {
  database = await createTestPool()
})
afterAll(() => database.drop())
beforeEach(async () => {
  vk = await startScriptedVk()
  polls = []
  unknown = []
})
afterEach(async () => {
  await Promise.all(polls.map((poll) => poll.stop()))
  await vk.stop()
})

function startPoll(community: LeasedCommunity, wanted = timing): void {
  const http = createVkHttp(pollLimits)
  const api = createVkApi({ http, baseUrl: vk.baseUrl, nowMs: () => performance.now() })
  const pollStore = createPollStore(database.pool, 'one')
  const poll = createPollOpener({
    api,
    http,
    store: createPollWriter({ store: pollStore, clock: systemClock, onStored: () => {} }),
    troubles: createTroubleStore(database.pool),
    onGap: () => {},
    onUnknown: (_id, type) => unknown.push(type),
    clock: systemClock,
    random: half,
    log: silent,
    timing: wanted,
  })(community)
  polls.push(poll)
  poll.start()
}

async function givenPolled(ts = '10'): Promise<LeasedCommunity> {
  const cursor = { server: vk.pollUrl, key: 'old', ts }
  const { groupId, token } = await givenCommunity(database.pool, { cursor })
  return { groupId, token, cursor, hasTrouble: false }
}

async function texts(id: GroupId): Promise<readonly (string | null)[]> {
  const { rows } = await database.pool.query<{ text: string | null }>(
    `SELECT body #>> '{message,text}' AS text FROM inbox WHERE group_id = $1 ORDER BY id`,
    [id],
  )
  return rows.map(({ text }) => text)
}

const updates = (ts: string, ...list: readonly object[]) => ({ ts, updates: list })
/** Answers from a table of `key:ts`; anything else waits. */
const byPosition = (table: Readonly<Record<string, object>>) => (poll: { key: string; ts: string }) =>
  table[`${poll.key}:${poll.ts}`] ?? null

describe('long poll that brings less than everything', () => {
  const cut = {
    type: 'message_new',
    event_id: 'c'.repeat(40),
    object: {
      message: {
        ...messageOf(messageNew(5, 7, 'длинная исто')),
        is_cropped: true,
      },
      client_info: {},
    },
  }

  it('loads a message that VK cut', async () => {
    const community = await givenPolled('10')
    const whole = { ...messageOf(messageNew(5, 7, 'длинная история')), attachments: [{ type: 'photo' }] }
    vk.onCall = ({ method, parameters }) =>
      method === 'messages.getByConversationMessageId' && parameters['conversation_message_ids'] === '7'
        ? { response: { count: 1, items: [whole] } }
        : refusal(100)
    vk.onPoll = byPosition({ 'old:10': updates('11', cut) })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(await texts(community.groupId)).toEqual(['длинная история'])
  })

  it('keeps what there is when VK does not give the rest', async () => {
    const community = await givenPolled('10')
    vk.onCall = () => refusal(10)
    vk.onPoll = byPosition({ 'old:10': updates('11', cut) })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(await texts(community.groupId)).toEqual(['длинная исто'])
    expect(vk.calls.length).toBe(3)
  })

  it('ends the waiting of a pressed button as soon as the press is stored', async () => {
    const community = await givenPolled('10')
    const object = { user_id: 5, peer_id: 5, event_id: 'abc', payload: { c: 'mine' } }
    vk.onPoll = byPosition({
      'old:10': updates('11', { type: 'message_event', event_id: 'p'.repeat(40), object }),
    })

    startPoll(community)

    await waitFor(() => vk.calls.length === 1)
    expect(vk.calls[0]).toMatchObject({
      method: 'messages.sendMessageEventAnswer',
      parameters: { event_id: 'abc', user_id: '5', peer_id: '5' },
    })
    expect(await texts(community.groupId)).toEqual([null])
  })

  it('counts and ignores what nobody handles', async () => {
    const community = await givenPolled('10')
    const typing = { type: 'message_typing_state', event_id: 't'.repeat(40), object: { state: 'typing' } }
    vk.onPoll = byPosition({ 'old:10': updates('11', typing, messageNew(1, 1, 'раз')) })

    startPoll(community)

    await waitFor(async () => (await texts(community.groupId)).length === 1)
    expect(unknown).toEqual(['message_typing_state'])
  })
})

describe('watching a community', () => {
  const trouble = async (id: GroupId) => {
    const { rows } = await database.pool.query<{ trouble: string | null }>(
      'SELECT trouble FROM communities WHERE group_id = $1',
      [id],
    )
    return rows[0]?.trouble ?? null
  }
  const eager = { ...timing, settingsMs: 0, silentMs: 100 }

  it('notices that messages were switched off while polls go on, and that they are on again', async () => {
    const community = await givenPolled('10')
    let isOn = false
    vk.onCall = ({ method }) => {
      if (method !== 'groups.getLongPollSettings') return isOn ? { response: 1 } : refusal(15)
      return { response: { is_enabled: true, api_version: '5.199', events: { message_new: isOn ? 1 : 0 } } }
    }
    vk.onPoll = ({ ts }) => updates(ts)

    startPoll(community, eager)

    expect(await waitFor(() => trouble(community.groupId))).toContain('не присылает сообщения')
    isOn = true
    await waitFor(async () => (await trouble(community.groupId)) === null)
  })

  it('looks at once when the settings of the community were changed', async () => {
    const community = await givenPolled('10')
    const changed = { type: 'group_change_settings', event_id: 's'.repeat(40), object: { user_id: 7 } }
    vk.onCall = ({ method }) =>
      method === 'groups.getLongPollSettings'
        ? { response: { is_enabled: true, api_version: '5.199', events: { message_new: 0 } } }
        : refusal(15)
    vk.onPoll = ({ ts }) => (ts === '10' ? updates('11', changed) : updates(ts))

    startPoll(community)

    expect(await waitFor(() => trouble(community.groupId))).toContain('не присылает сообщения')
    expect(unknown).toEqual([])
  })

  it('notices a wrong version of events', async () => {
    const community = await givenPolled('10')
    vk.onCall = ({ method }) =>
      method === 'groups.getLongPollSettings'
        ? { response: { is_enabled: true, api_version: '5.80', events: { message_new: 1 } } }
        : refusal(15)
    vk.onPoll = ({ ts }) => updates(ts)

    startPoll(community, eager)

    expect(await waitFor(() => trouble(community.groupId))).toContain('5.199')
  })

  it.each([5, 15, 27])(
    'notices a revoked token (error %i) although the key of the poll still works',
    async (code) => {
      const community = await givenPolled('10')
      vk.onCall = () => refusal(code)
      vk.onPoll = ({ ts }) => (ts === '10' ? updates('11', messageNew(1, 1, 'раз')) : updates(ts))

      startPoll(community, eager)

      expect(await waitFor(() => trouble(community.groupId))).toContain('люч')
      await waitFor(async () => (await texts(community.groupId)).length === 1)
    },
  )

  it('notices silence, and its end', async () => {
    const community = await givenPolled('10')
    vk.onPoll = () => dropped

    startPoll(community, { ...timing, silentMs: 100 })

    expect(await waitFor(() => trouble(community.groupId))).toContain('не отвечает')
    vk.onPoll = ({ ts }) => updates(ts)
    await waitFor(async () => (await trouble(community.groupId)) === null)
  })
})
