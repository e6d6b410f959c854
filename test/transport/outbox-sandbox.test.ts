/** The outbox against the sandbox: what people see when VK is slow, loses answers or counts requests. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts'
import { createTroubleStore } from '../../src/db/lease-store.ts'
import { createOutboxStore } from '../../src/db/outbox-store.ts'
import type { GroupId } from '../../src/domain/ids.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'
import { createVkSender } from '../../src/vk/send.ts'
import { OutboxWorker } from '../../src/workers/outbox.ts'
import { judgeTraffic } from '../support/referee.ts'
import { regionDir } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'
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
let sandbox: RunningSandbox
let worker: OutboxWorker

beforeAll(async () => {
  database = await createTestPool()
  sandbox = await startSandbox({ port: 0, regionDir, seed: 3 })
  const http = createVkHttp(callLimits)
  const baseUrl = `${sandbox.url}/method`
  const api = createVkApi({ http, baseUrl, nowMs: () => performance.now(), timeoutMs: 2_000 })
  worker = new OutboxWorker({
    store: createOutboxStore(database.pool, 'one'),
    sender: createVkSender({ api, upload: noUpload, random: half, backoff: { firstMs: 20, maxMs: 100 } }),
    troubles: createTroubleStore(database.pool),
    clock: systemClock,
    random: half,
    log: silent,
    timing: { intervalMs: 20, troubledMs: 50 },
  })
  worker.start()
})
afterAll(async () => {
  await worker.stop()
  await judgeTraffic(sandbox.url)
  await sandbox.stop()
  await database.drop()
})
beforeEach(() => control('DELETE', 'faults'))

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) }
  const answer = await fetch(`${sandbox.url}/sandbox/${path}`, { method, ...sent })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return answer.json()
}

/** A community of the sandbox that the outbox serves. */
async function givenSandboxCommunity(): Promise<GroupId> {
  const created = await control('POST', 'communities', { name: 'Школа № 5' })
  const { groupId: id, token } = z.object({ groupId: z.number(), token: z.string() }).parse(created)
  const { groupId } = await givenCommunity(database.pool, { groupId: id, token })
  return groupId
}

async function givenCitizen(groupId: GroupId): Promise<number> {
  const created = await control('POST', 'users', { firstName: 'Зоя', lastName: 'Тестова' })
  const { userId } = z.object({ userId: z.number() }).parse(created)
  await control('POST', 'messages', { groupId, userId, text: 'Здравствуйте' })
  return userId
}

async function givenRows(
  groupId: GroupId,
  rows: readonly { readonly peerId: number; readonly kind?: string; readonly body: object }[],
): Promise<void> {
  await database.pool.query(
    `INSERT INTO outbox (group_id, peer_id, kind, body, random_id, created_at, available_at)
     SELECT $1, r.peer_id, coalesce(r.kind, 'message'), r.body, (random() * 2000000000)::int + 1, now(), now()
     FROM ROWS FROM (json_to_recordset($2) AS (peer_id bigint, kind text, body jsonb)) WITH ORDINALITY
       AS r (peer_id, kind, body, place) ORDER BY r.place`,
    [groupId, JSON.stringify(rows.map(({ peerId, ...row }) => ({ peer_id: peerId, ...row })))],
  )
  worker.wake()
}

const allSent = (groupId: GroupId) => async () => {
  const { rows } = await database.pool.query<{ status: string }>(
    "SELECT status FROM outbox WHERE group_id = $1 AND status <> 'sent'",
    [groupId],
  )
  return rows.length === 0
}

const dialogSchema = z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) })
async function heard(groupId: GroupId, userId: number): Promise<readonly string[]> {
  const dialog = await control('GET', `dialog?groupId=${groupId}&userId=${userId}`)
  return dialogSchema
    .parse(dialog)
    .messages.filter(({ from }) => from === 'community')
    .map(({ text }) => text)
}

const faultsSchema = z.object({ faults: z.array(z.unknown()) })

interface SeenCall {
  readonly method: string
  readonly errorCode: number | null
}
const callSchema = z.object({
  kind: z.literal('call'),
  groupId: z.number().nullish(),
  method: z.string(),
  response: z.object({ error: z.object({ error_code: z.number() }).optional() }),
})
async function callsOf(groupId: GroupId): Promise<readonly SeenCall[]> {
  const traffic = await (await fetch(`${sandbox.url}/sandbox/traffic`)).text()
  return traffic
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const read = callSchema.safeParse(JSON.parse(line))
      if (!read.success || read.data.groupId !== groupId) return []
      const { method, response } = read.data
      return [{ method, errorCode: response.error?.error_code ?? null }]
    })
}

describe('the outbox at the sandbox', () => {
  it('sends 20 messages a second with one token, and never meets error 6', async () => {
    const groupId = await givenSandboxCommunity()
    const people = await Promise.all(Array.from({ length: 10 }, () => givenCitizen(groupId)))
    const startMs = performance.now()
    await givenRows(
      groupId,
      Array.from({ length: 100 }, (_, index) => ({
        peerId: people[index % people.length] ?? 0,
        body: { message: `№ ${index}` },
      })),
    )

    await waitFor(allSent(groupId), { timeoutMs: 20_000 })

    const seconds = (performance.now() - startMs) / 1000
    const calls = await callsOf(groupId)
    expect(calls.filter(({ errorCode }) => errorCode !== null)).toEqual([])
    expect(calls.filter(({ method }) => method === 'messages.send').length).toBe(100)
    // Five windows of twenty; on a busy machine it may take longer.
    expect(seconds).toBeGreaterThan(4)
    for (const [index, person] of people.entries()) {
      const expected = Array.from({ length: 10 }, (_, round) => `№ ${round * 10 + index}`)
      expect(await heard(groupId, person)).toEqual(expected)
    }
  })

  it('repeats what VK did and we never heard, and nobody sees it twice', async () => {
    const groupId = await givenSandboxCommunity()
    const userId = await givenCitizen(groupId)
    for (const kind of ['drop', 'truncate'])
      await control('POST', 'faults', { kind, when: 'after', method: 'messages.send', groupId, count: 2 })

    await givenRows(
      groupId,
      ['раз', 'два', 'три'].map((message) => ({ peerId: userId, body: { message } })),
    )
    await waitFor(allSent(groupId), { timeoutMs: 10_000 })

    expect(await heard(groupId, userId)).toEqual(['раз', 'два', 'три'])
    expect((await callsOf(groupId)).filter(({ method }) => method === 'messages.send').length).toBe(7)
  })

  it('repeats a comment whose answer was lost, and it stands there once', async () => {
    const groupId = await givenSandboxCommunity()
    const userId = await givenCitizen(groupId)
    const asked = await control('POST', 'comments', { groupId, userId, postId: 5, text: 'Когда починят?' })
    const { commentId } = z.object({ commentId: z.number() }).parse(asked)
    await control('POST', 'faults', { kind: 'drop', when: 'after', method: 'wall.createComment', count: 2 })

    const body = {
      owner_id: `-${groupId}`,
      post_id: '5',
      from_group: String(groupId),
      reply_to_comment: String(commentId),
      message: 'Передали дорожникам',
    }
    await givenRows(groupId, [{ peerId: userId, kind: 'comment', body }])
    await waitFor(allSent(groupId), { timeoutMs: 10_000 })

    const seen = z
      .object({ comments: z.array(z.looseObject({ from: z.string(), text: z.string() })) })
      .parse(await control('GET', `comments?groupId=${groupId}&postId=5`))
    expect(seen.comments.filter(({ from }) => from === 'community')).toMatchObject([
      { text: 'Передали дорожникам', replyTo: commentId },
    ])
    expect((await callsOf(groupId)).filter(({ method }) => method === 'wall.createComment').length).toBe(3)
  })

  it('lets one dialogue that VK answers slowly delay no other', async () => {
    const groupId = await givenSandboxCommunity()
    const [slow, quick] = [await givenCitizen(groupId), await givenCitizen(groupId)]
    await control('POST', 'faults', {
      kind: 'latency',
      ms: 1_500,
      method: 'messages.send',
      groupId,
      count: 1,
    })
    await givenRows(groupId, [{ peerId: slow, body: { message: 'медленно' } }])
    // The slow one has met it.
    await waitFor(async () => faultsSchema.parse(await control('GET', 'faults')).faults.length === 0)
    await givenRows(
      groupId,
      ['раз', 'два'].map((message) => ({ peerId: quick, body: { message } })),
    )

    await waitFor(allSent(groupId))
    const { rows } = await database.pool.query<{ peer: number }>(
      'SELECT peer_id::int AS peer FROM outbox WHERE group_id = $1 ORDER BY sent_at',
      [groupId],
    )
    expect(rows.map(({ peer }) => peer)).toEqual([quick, quick, slow])
    expect(await heard(groupId, slow)).toEqual(['медленно'])
  })
})
