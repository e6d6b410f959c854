import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OutboxMessage } from '../../src/app/transport-ports.ts'
import { groupId, peerId } from '../../src/domain/ids.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'
import { createVkSender } from '../../src/vk/send.ts'
import {
  type CallScript,
  dropped,
  raw,
  refusal,
  startScriptedVk,
  type ScriptedVk,
} from './support/scripted-vk.ts'
import { half, noUpload } from './support/transport.ts'

let vk: ScriptedVk

beforeAll(async () => {
  vk = await startScriptedVk()
})
afterAll(() => vk.stop())
beforeEach(() => {
  vk.calls.length = 0
})

const message: OutboxMessage = {
  id: 7,
  groupId: groupId(1),
  peerId: peerId(42),
  kind: 'message',
  body: { message: 'Здравствуйте', keyboard: '{}', attachment: 'photo1_1' },
  files: [],
  ticketId: null,
  randomId: 99,
  attempts: 0,
  token: 'token',
}
const comment: OutboxMessage = {
  ...message,
  kind: 'comment',
  body: { owner_id: '-1', post_id: '5', from_group: '1', message: 'Приняли' },
}

const send = (row: OutboxMessage = message, timeoutMs = 10_000) => {
  const http = createVkHttp(callLimits)
  const api = createVkApi({ http, baseUrl: vk.baseUrl, nowMs: () => performance.now(), timeoutMs })
  return createVkSender({
    api,
    upload: noUpload,
    random: half,
    backoff: { firstMs: 1_000, maxMs: 8_000 },
  }).send(row)
}
const refusedInside = (code: number) => ({
  response: [{ peer_id: 42, message_id: 0, error: { code, description: 'scripted' } }],
})
const taken = { response: [{ peer_id: 42, message_id: 5, conversation_message_id: 5 }] }

describe('what VK refuses or does not answer', () => {
  it.each<readonly [string, CallScript]>([
    ['a broken connection', () => dropped],
    ['silence', () => null],
    ['an HTML page', () => raw(502, '<html></html>')],
    ['an answer that is none', () => ({ hello: 1 })],
    ['an empty list', () => ({ response: [] })],
    ...[1, 6, 9, 10, 29, 32, 36].map((code) => [`error ${code}`, () => refusal(code)] as const),
    ...[1, 6, 9, 10].map((code) => [`error ${code} inside the list`, () => refusedInside(code)] as const),
  ])('is tried again after %s', async (_name, answer) => {
    vk.onCall = answer

    expect(await send(message, 1_000)).toMatchObject({ kind: 'retry', delayMs: 750 })
  })

  it('waits longer each time, up to the bound, and gives up at the limit', async () => {
    vk.onCall = () => refusal(10)
    const delays: unknown[] = []
    for (const attempts of [0, 1, 2, 3, 10, 30]) delays.push(await send({ ...message, attempts }))

    expect(delays).toMatchObject([
      { delayMs: 750 },
      { delayMs: 1_500 },
      { delayMs: 3_000 },
      { delayMs: 6_000 },
      { delayMs: 6_000 },
      { kind: 'failed', reason: 'gaveUp' },
    ])
  })

  it('tries what the table does not know a few times only', async () => {
    vk.onCall = () => refusal(4_242)

    expect(await send()).toMatchObject({ kind: 'retry' })
    expect(await send({ ...message, attempts: 5 })).toMatchObject({ kind: 'failed', reason: 'gaveUp' })
  })

  it.each([2, 5, 7, 14, 15, 16, 17, 27])(
    'lets the community wait for a person after error %i',
    async (code) => {
      vk.onCall = () => refusal(code)

      const outcome = await send()

      // A sentence in Russian that says what to do, not VK's own words.
      expect(outcome).toMatchObject({
        kind: 'troubled',
        sentence: expect.stringMatching(/^[А-Я].*\.$|support/u),
      })
    },
  )

  it('tells a person of the captcha, and does not try to solve it', async () => {
    vk.onCall = () => refusal(14)

    expect(await send()).toMatchObject({ sentence: expect.stringContaining('не робот') })
    expect(vk.calls.length).toBe(1)
  })

  it.each([18, 900, 901, 902, 917, 922, 936, 945, 950, 983, 985, 987, 988])(
    'gives a person up after error %i, as an error and inside the list',
    async (code) => {
      vk.onCall = () => refusal(code)
      expect(await send()).toMatchObject({ kind: 'failed', reason: 'unreachable' })

      vk.onCall = () => refusedInside(code)
      expect(await send()).toMatchObject({ kind: 'failed', reason: 'unreachable' })
    },
  )

  it.each([5, 7, 15])(
    'does not stop a community for what VK says of one person (%i in the list)',
    async (code) => {
      vk.onCall = () => refusedInside(code)

      expect(await send()).toMatchObject({ kind: 'failed', reason: 'unreachable' })
    },
  )

  it.each([
    [911, { attachment: 'photo1_1', keyboard: undefined }],
    [912, { attachment: 'photo1_1', keyboard: undefined }],
    [100, { attachment: undefined, keyboard: '{}' }],
    [940, { attachment: undefined, keyboard: '{}' }],
  ])('sends the words without what VK dislikes (%i), and says so', async (code, rest) => {
    for (const refuse of [refusal, refusedInside]) {
      vk.calls.length = 0
      vk.onCall = () => (vk.calls.length === 1 ? refuse(code) : taken)

      const outcome = await send()

      expect(outcome).toMatchObject({ kind: 'sent', note: expect.stringContaining(String(code)) })
      expect(vk.calls[1]?.parameters).toMatchObject({ message: 'Здравствуйте', random_id: '99' })
      for (const [name, value] of Object.entries(rest)) expect(vk.calls[1]?.parameters[name]).toBe(value)
    }
  })

  it('sends in parts what VK calls too long (914), each with a random_id of its own', async () => {
    const text = 'Работы начнутся в понедельник. '.repeat(100).trim()
    vk.onCall = (call) => ((call.parameters['message']?.length ?? 0) > 2_048 ? refusal(914) : taken)

    const outcome = await send({ ...message, body: { message: text, keyboard: '{}' } })

    const parts = vk.calls.slice(1).map(({ parameters }) => parameters)
    expect(outcome).toMatchObject({ kind: 'sent', note: expect.stringContaining('914') })
    expect(parts.map((part) => part['message']).join(' ')).toBe(text)
    expect(new Set(parts.map((part) => part['random_id'])).size).toBe(parts.length)
    expect(parts.map((part) => part['keyboard'])).toEqual([undefined, '{}'])
  })
})

describe('comments', () => {
  it('carry a guid that stays the same at every attempt', async () => {
    vk.onCall = () => dropped
    await send(comment)
    vk.onCall = () => ({ response: { comment_id: 3 } })

    expect(await send({ ...comment, attempts: 1 })).toEqual({ kind: 'sent', cmid: null, note: null })
    expect(vk.calls.map(({ method }) => method)).toEqual(['wall.createComment', 'wall.createComment'])
    expect(new Set(vk.calls.map(({ parameters }) => parameters['guid'])).size).toBe(1)
    expect(vk.calls[0]?.parameters).toMatchObject({ owner_id: '-1', post_id: '5', message: 'Приняли' })
  })

  it.each([7, 15, 27, 100, 212, 213, 222, 223])(
    'fail alone after error %i: the messages of the community go on',
    async (code) => {
      vk.onCall = () => refusal(code)

      expect(await send(comment)).toMatchObject({ kind: 'failed', reason: 'refused' })
    },
  )

  it.each([1, 6, 9, 10, 29])('are tried again after error %i', async (code) => {
    vk.onCall = () => refusal(code)

    expect(await send(comment)).toMatchObject({ kind: 'retry' })
  })
})
