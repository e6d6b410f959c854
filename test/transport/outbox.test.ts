import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OutboxStore } from '../../src/app/transport-ports.ts'
import { createTroubleStore } from '../../src/db/lease-store.ts'
import { createOutboxStore } from '../../src/db/outbox-store.ts'
import type { GroupId } from '../../src/domain/ids.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'
import { createVkSender } from '../../src/vk/send.ts'
import { OutboxWorker } from '../../src/workers/outbox.ts'
import { waitFor } from '../support/wait-for.ts'
import { dropped, refusal, startScriptedVk, type ScriptedVk, type VkCall } from './support/scripted-vk.ts'
import {
  createTestPool,
  givenCommunity,
  half,
  noUpload,
  silent,
  systemClock,
  type TestPool,
} from './support/transport.ts'

let database: TestPool
let vk: ScriptedVk
let workers: OutboxWorker[]

beforeAll(async () => {
  database = await createTestPool()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.pool.query("UPDATE outbox SET status = 'failed' WHERE status = 'pending'")
  vk = await startScriptedVk()
  vk.onCall = sent
  workers = []
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  await vk.stop()
})

let lastCmid = 0
const sent = (call: VkCall) => {
  lastCmid += 1
  return {
    response: [
      {
        peer_id: Number(call.parameters['peer_ids']),
        message_id: lastCmid,
        conversation_message_id: lastCmid,
      },
    ],
  }
}
const refusedInside = (call: VkCall, code: number) => ({
  response: [
    { peer_id: Number(call.parameters['peer_ids']), message_id: 0, error: { code, description: 'scripted' } },
  ],
})

function givenWorker(store: OutboxStore = createOutboxStore(database.pool, 'one')): OutboxWorker {
  const http = createVkHttp(callLimits)
  const api = createVkApi({ http, baseUrl: vk.baseUrl, nowMs: () => performance.now(), timeoutMs: 10_000 })
  const worker = new OutboxWorker({
    store,
    sender: createVkSender({ api, upload: noUpload, random: half, backoff: { firstMs: 20, maxMs: 40 } }),
    troubles: createTroubleStore(database.pool),
    clock: systemClock,
    random: half,
    log: silent,
    timing: { intervalMs: 10, troubledMs: 50 },
  })
  workers.push(worker)
  return worker
}

let lastRandomId = 0
async function givenRow(
  groupId: GroupId,
  peerId: number,
  body: Readonly<Record<string, string>>,
): Promise<number> {
  lastRandomId += 1
  const { rows } = await database.pool.query<{ id: number }>(
    `INSERT INTO outbox (group_id, peer_id, kind, body, random_id, created_at, available_at)
     VALUES ($1, $2, 'message', $3, $4, now(), now() - interval '1 s') RETURNING id::float8`,
    [groupId, peerId, JSON.stringify(body), lastRandomId],
  )
  return rows[0]?.id ?? 0
}

async function rowsOf(groupId: GroupId) {
  const { rows } = await database.pool.query<{
    status: string
    cmid: number | null
    error: string | null
    attempts: number
  }>('SELECT status, cmid, error, attempts FROM outbox WHERE group_id = $1 ORDER BY id', [groupId])
  return rows
}

const statuses = async (groupId: GroupId) => (await rowsOf(groupId)).map(({ status }) => status)
const allEnded = (groupId: GroupId) => async () =>
  (await statuses(groupId)).every((status) => status !== 'pending')
const sends = () => vk.calls.filter(({ method }) => method === 'messages.send')
const parameter = (name: string) => sends().map(({ parameters }) => parameters[name])

describe('outbox', () => {
  it('sends with peer_ids and the random_id of the row, and records the number of the message', async () => {
    const { groupId, token } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: 'Здравствуйте' })
    const worker = givenWorker()

    await worker.drain()

    expect(sends()[0]?.parameters).toMatchObject({
      access_token: token,
      v: '5.199',
      peer_ids: '42',
      message: 'Здравствуйте',
      random_id: String(lastRandomId),
    })
    expect(await rowsOf(groupId)).toEqual([{ status: 'sent', cmid: lastCmid, error: null, attempts: 1 }])
  })

  it('keeps the order of a dialogue through a retry, and delays no other dialogue', async () => {
    const { groupId } = await givenCommunity(database.pool)
    for (const message of ['1', '2', '3']) await givenRow(groupId, 42, { message })
    await givenRow(groupId, 43, { message: 'other' })
    let faults = 2
    vk.onCall = (call) => {
      if (call.parameters['message'] === '1' && faults-- > 0) return refusal(10)
      return sent(call)
    }
    givenWorker().start()

    await waitFor(allEnded(groupId))

    expect(parameter('message').filter((text) => text !== 'other')).toEqual(['1', '1', '1', '2', '3'])
    expect(parameter('message').slice(0, 2)).toContain('other')
    expect((await rowsOf(groupId)).map(({ attempts }) => attempts)).toEqual([3, 1, 1, 1])
  })

  it('keeps the order of a dialogue when its first row waits in the database', async () => {
    const { groupId } = await givenCommunity(database.pool)
    const first = await givenRow(groupId, 42, { message: '1' })
    await givenRow(groupId, 42, { message: '2' })
    await database.pool.query("UPDATE outbox SET available_at = now() + interval '1 h' WHERE id = $1", [
      first,
    ])

    await givenWorker().drain()

    expect(sends()).toEqual([])
  })

  it('drains to the end: a card and its change, and more of a dialogue than are held in memory', async () => {
    const { groupId } = await givenCommunity(database.pool)
    const card = await givenRow(groupId, 42, { message: 'card' })
    const change = await givenRow(groupId, 42, { message: 'changed' })
    await database.pool.query("UPDATE outbox SET kind = 'edit', edits_id = $2 WHERE id = $1", [change, card])
    for (let row = 0; row < 15; row += 1) await givenRow(groupId, 43, { message: String(row) })
    vk.onCall = (call) => (call.method === 'messages.edit' ? { response: 1 } : sent(call))

    await givenWorker().drain()

    expect(new Set(await statuses(groupId))).toEqual(new Set(['sent']))
    expect(vk.calls.filter(({ method }) => method === 'messages.edit')).toHaveLength(1)
  })

  it('is not held up by a dialogue VK does not answer', async () => {
    const { groupId } = await givenCommunity(database.pool)
    for (let row = 0; row < 15; row += 1) await givenRow(groupId, 42, { message: 'stuck' })
    await givenRow(groupId, 43, { message: 'fine' })
    let cut = (): void => {}
    vk.onCall = (call) => {
      if (call.parameters['message'] !== 'stuck') return sent(call)
      return (response) => {
        cut = () => response.destroy()
      }
    }
    givenWorker().start()

    await waitFor(() => parameter('message').includes('fine'))
    expect(parameter('message').filter((text) => text === 'stuck').length).toBe(1)
    vk.onCall = sent
    cut()
  })

  it('repeats a lost answer with the same random_id', async () => {
    const { groupId } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: 'раз' })
    let faults = 1
    vk.onCall = (call) => (faults-- > 0 ? dropped : sent(call))
    givenWorker().start()

    await waitFor(allEnded(groupId))

    expect(new Set(parameter('random_id')).size).toBe(1)
    expect(sends().length).toBe(2)
  })

  it('repeats with the same random_id when the process died between VK and the record', async () => {
    const { groupId } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: 'раз' })
    const store = createOutboxStore(database.pool, 'one')
    const dying = givenWorker({ ...store, recordResults: () => Promise.reject(new Error('killed')) })
    dying.start()
    await waitFor(() => sends().length === 1)
    await dying.stop()
    expect(await statuses(groupId)).toEqual(['pending'])

    await givenWorker().drain()

    expect(await statuses(groupId)).toEqual(['sent'])
    expect(new Set(parameter('random_id')).size).toBe(1)
  })

  it('takes an error inside the array for an error, and goes on with the dialogue', async () => {
    const { groupId } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: 'раз' })
    await givenRow(groupId, 42, { message: 'два' })
    vk.onCall = (call) => (call.parameters['message'] === 'раз' ? refusedInside(call, 901) : sent(call))

    await givenWorker().drain()

    const rows = await rowsOf(groupId)
    expect(rows.map(({ status }) => status)).toEqual(['failed', 'sent'])
    expect(rows[0]?.error).toContain('cannot be reached')
  })

  it.each([
    [911, { message: 'раз', keyboard: '{}' }, { keyboard: undefined, message: 'раз' }],
    [912, { message: 'раз', keyboard: '{}' }, { keyboard: undefined, message: 'раз' }],
    [
      100,
      { message: 'раз', attachment: 'photo1_1', keyboard: '{}' },
      { attachment: undefined, keyboard: '{}' },
    ],
  ])('sends the rest when VK refuses a part (%i)', async (code, body, rest) => {
    const { groupId } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, body)
    let faults = 1
    vk.onCall = (call) => (faults-- > 0 ? refusal(code) : sent(call))

    await givenWorker().drain()

    expect(sends()[1]?.parameters).toMatchObject({ message: 'раз' })
    for (const [name, value] of Object.entries(rest)) expect(sends()[1]?.parameters[name]).toBe(value)
    const [row] = await rowsOf(groupId)
    expect(row).toMatchObject({ status: 'sent', error: expect.stringContaining(String(code)) })
  })

  it('fails a message VK will never take, and does not ask for it again', async () => {
    const { groupId } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: 'раз', keyboard: '{}' })
    vk.onCall = () => refusal(911)

    await givenWorker().drain()

    expect(sends().length).toBe(2)
    expect(await statuses(groupId)).toEqual(['failed'])
  })

  it('cuts a long text at sentences, with a random_id for each part and the keyboard at the end', async () => {
    const { groupId } = await givenCommunity(database.pool)
    const text = 'Работы на улице Ленина начнутся в понедельник. '.repeat(200).trim()
    await givenRow(groupId, 42, { message: text, keyboard: '{}' })

    await givenWorker().drain()

    const parts = parameter('message').map((part) => part ?? '')
    expect(parts.length).toBe(3)
    expect(parts.every((part) => part.length <= 4096 && part.endsWith('.'))).toBe(true)
    expect(parts.join(' ')).toBe(text)
    expect(new Set(parameter('random_id')).size).toBe(3)
    expect(parameter('keyboard')).toEqual([undefined, undefined, '{}'])
  })

  it('lets rows of a community wait while its token is refused, and recovers by itself', async () => {
    const { groupId, token } = await givenCommunity(database.pool)
    const other = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: 'ждёт' })
    await givenRow(groupId, 43, { message: 'ждёт' })
    await givenRow(other.groupId, 42, { message: 'идёт' })
    let isRefused = true
    vk.onCall = (call) => (isRefused && call.parameters['access_token'] === token ? refusal(5) : sent(call))
    const trouble = async () => {
      const { rows } = await database.pool.query<{ trouble: string | null }>(
        'SELECT trouble FROM communities WHERE group_id = $1',
        [groupId],
      )
      return rows[0]?.trouble ?? null
    }
    givenWorker().start()

    expect(await waitFor(trouble)).toContain('Ключ доступа сообщества недействителен')
    await waitFor(allEnded(other.groupId))
    expect(await statuses(groupId)).toEqual(['pending', 'pending'])
    isRefused = false

    await waitFor(allEnded(groupId))
    await waitFor(async () => (await trouble()) === null)
    expect(await statuses(groupId)).toEqual(['sent', 'sent'])
  })

  it('starts no more than 20 requests of one token in a second', async () => {
    const { groupId } = await givenCommunity(database.pool)
    for (let peer = 1; peer <= 45; peer += 1) await givenRow(groupId, peer, { message: 'раз' })

    await givenWorker().drain()

    const times = sends().map(({ atMs }) => atMs)
    // How close two arrivals may come depends on the load of the machine; the exact rule is tested with the rate itself.
    expect((times[44] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_500)
  })

  it('sends nothing for a community another process holds', async () => {
    const { groupId } = await givenCommunity(database.pool, { instance: 'two' })
    await givenRow(groupId, 42, { message: 'раз' })

    await givenWorker().drain()

    expect(sends()).toEqual([])
  })

  it('finishes what is being sent when it is stopped, and begins nothing new', async () => {
    const { groupId } = await givenCommunity(database.pool)
    await givenRow(groupId, 42, { message: '1' })
    await givenRow(groupId, 42, { message: '2' })
    let answer: (() => void) | undefined
    vk.onCall = (call) => (response) => {
      answer = () => response.end(JSON.stringify(sent(call)))
    }
    const worker = givenWorker()
    worker.start()
    const release = await waitFor(() => answer)

    const stopped = worker.stop()
    release()
    await stopped

    expect(await statuses(groupId)).toEqual(['sent', 'pending'])
    expect(sends().length).toBe(1)
  })
})
