import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { at, listAt } from './support/at.ts'
import { startPlayground, updateTypes, type Playground } from './support/playground.ts'

let vk: Playground
const started: Playground[] = []

beforeEach(async () => {
  vk = await startPlayground()
  started.push(vk)
  await vk.write('Здравствуйте')
})
afterAll(() => Promise.all(started.map((one) => one.stop())))

const fault = (body: Readonly<Record<string, unknown>>) => vk.control('faults', body)
const send = (randomId: number) =>
  vk.call('messages.send', { peer_id: vk.userId, random_id: randomId, message: 'Ответ' })
const countMessages = async () => listAt(await vk.dialog(), 'messages').length

describe('faults of methods', () => {
  it.each([1, 6, 9, 10, 14, 29, 901])('answers error %i as often as asked, with no effect', async (code) => {
    await fault({ kind: 'api_error', code, method: 'messages.send', count: 2 })

    expect(at(await send(1), 'error', 'error_code')).toBe(code)
    expect(at(await vk.call('utils.getServerTime'), 'response')).toEqual(expect.any(Number))
    expect(at(await send(1), 'error', 'error_code')).toBe(code)
    expect(await countMessages()).toBe(1)
    expect(at(await send(1), 'response')).toEqual(expect.any(Number))
  })

  it('answers a page of HTML with a status', async () => {
    await fault({ kind: 'http', status: 502, method: 'messages.*', count: 1 })

    const response = await fetch(`${vk.url}/method/messages.send`)

    expect(response.status).toBe(502)
    expect(await response.text()).toContain('<html>')
  })

  it('drops the connection before the effect', async () => {
    await fault({ kind: 'drop', method: 'messages.send', count: 1 })

    await expect(send(1)).rejects.toThrow('fetch failed')

    expect(await countMessages()).toBe(1)
  })

  it('drops the connection after the effect, so that a repeat finds the message', async () => {
    await fault({ kind: 'drop', when: 'after', method: 'messages.send', count: 1 })

    await expect(send(1)).rejects.toThrow('fetch failed')

    expect(await countMessages()).toBe(2)
    expect(at(await send(1), 'response')).toEqual(expect.any(Number))
    expect(await countMessages()).toBe(2)
  })

  it('breaks an answer off in the middle, after the effect', async () => {
    await fault({ kind: 'truncate', method: 'messages.send', count: 1 })

    await expect(send(1)).rejects.toThrow('terminated')

    expect(await countMessages()).toBe(2)
  })

  it('delays', async () => {
    await fault({ kind: 'latency', ms: 120, count: 1 })
    const before = performance.now()

    await send(1)

    expect(performance.now() - before).toBeGreaterThan(100)
  })

  it('strikes one community only, and passes the first requests when asked', async () => {
    const other = await vk.createCommunity()
    await fault({ kind: 'api_error', code: 10, groupId: vk.groupId, skip: 1 })
    const codeFor = async (token: string) =>
      at(await vk.call('utils.getServerTime', {}, token), 'error', 'error_code')

    expect(await codeFor(vk.token)).toBeUndefined()
    expect(await codeFor(vk.token)).toBe(10)
    expect(await codeFor(other.token)).toBeUndefined()
    expect(await vk.forget('faults')).toEqual({ faults: [] })
    expect(await codeFor(vk.token)).toBeUndefined()
  })

  it('strikes by chance, the same for the same seed', async () => {
    const strikes = async () => {
      await vk.forget('faults')
      await fault({ kind: 'api_error', code: 10, probability: 0.5, seed: 7 })
      const codes: unknown[] = []
      for (let count = 0; count < 20; count += 1)
        codes.push(at(await vk.call('utils.getServerTime'), 'error', 'error_code'))
      return codes
    }

    const first = await strikes()

    expect(await strikes()).toEqual(first)
    expect(new Set(first).size).toBe(2)
  })
})

describe('faults of time and measure', () => {
  it('refuses with 29 what is over a quota, and lets it pass again later', async () => {
    await fault({ kind: 'quota', calls: 2, perSeconds: 1, method: 'groups.getLongPollServer' })
    const ask = async () =>
      at(await vk.call('groups.getLongPollServer', { group_id: vk.groupId }), 'error', 'error_code')

    expect([await ask(), await ask(), await ask()]).toEqual([undefined, undefined, 29])
    expect(at(await send(1), 'error')).toBeUndefined()
    await expect.poll(ask, { timeout: 5_000 }).toBeUndefined()
  })

  it('sets the clock wrong until it is taken back', async () => {
    const seconds = async () => Number(at(await vk.call('utils.getServerTime'), 'response'))
    const before = await seconds()
    await fault({ kind: 'clock_skew', seconds: -3600 })

    await vk.write('Из прошлого')

    expect(await seconds()).toBeLessThan(before - 3500)
    expect(at(await vk.dialog(), 'messages', 1, 'date')).toBeLessThan(before - 3500)
    await vk.forget('faults')
    expect(await seconds()).toBeGreaterThanOrEqual(before)
  })

  it('stops in the middle of an answer and stays silent', async () => {
    await fault({ kind: 'stall', ms: 300, method: 'messages.send', count: 1 })
    const before = performance.now()

    await expect(send(1)).rejects.toThrow('terminated')

    expect(performance.now() - before).toBeGreaterThan(280)
    expect(await countMessages()).toBe(2)
  })
})

describe('faults of long poll', () => {
  it.each([2, 3])('says failed %i to an open poll at once, and the key is gone', async (failed) => {
    const server = await vk.pollServer()
    const open = vk.poll(server, 30)

    await fault({ kind: 'poll_failed', failed, groupId: vk.groupId })

    expect(await open).toEqual({ failed })
    expect(await vk.poll(server)).toEqual({ failed: 2 })
  })

  it('says failed 1 with the present ts: what was before it is lost', async () => {
    const server = await vk.pollServer()
    await fault({ kind: 'poll_failed', failed: 1, groupId: vk.groupId })
    await vk.write('Потеряно')

    expect(await vk.poll(server)).toEqual({ failed: 1, ts: Number(server.ts) + 1 })
  })

  it('repeats events that were already given', async () => {
    const server = await vk.pollServer()
    await fault({ kind: 'poll_repeat', events: 2, groupId: vk.groupId })

    const answer = await vk.poll(server)

    expect(updateTypes(answer)).toEqual(['message_allow', 'message_new'])
    expect(at(answer, 'ts')).toBe(server.ts)
  })

  it('gives events in another order, and twice', async () => {
    const server = await vk.pollServer()
    await vk.write('Раз')
    await vk.write('Два')
    const texts = async () =>
      listAt(await vk.poll(server), 'updates').map((update) => at(update, 'object', 'message', 'text'))

    await fault({ kind: 'poll_reverse' })
    expect(await texts()).toEqual(['Два', 'Раз'])
    await fault({ kind: 'poll_duplicate' })
    expect(await texts()).toEqual(['Раз', 'Раз', 'Два', 'Два'])
    expect(await texts()).toEqual(['Раз', 'Два'])
  })

  it('hands out any event that it is given', async () => {
    const server = await vk.pollServer()
    const object = { strange: true }

    await vk.control('events', { groupId: vk.groupId, type: 'meteorite_new', object, eventId: 'same' })

    expect(at(await vk.poll(server), 'updates', 0)).toMatchObject({
      group_id: vk.groupId,
      type: 'meteorite_new',
      event_id: 'same',
      object,
    })
  })

  it('breaks polls off and answers them with 502', async () => {
    const server = await vk.pollServer()
    const open = vk.poll(server, 30).catch((error: unknown) => error)
    await fault({ kind: 'drop', method: 'poll', count: 1 })
    expect(String(await open)).toContain('fetch failed')

    await fault({ kind: 'http', status: 502, method: 'poll', count: 1 })
    await expect(vk.poll(server)).rejects.toThrow('JSON')
  })
})

it('crops the event of a message, not the message', async () => {
  const server = await vk.pollServer()
  await fault({ kind: 'crop', count: 1 })
  const attachments = [{ type: 'link', link: { url: 'https://a.ru' } }, { type: 'call' }]
  const cmid = await vk.write('Смотрите', { attachments })

  const message = at(await vk.poll(server), 'updates', 0, 'object', 'message')

  expect(message).toMatchObject({ is_cropped: true, attachments: [{ type: 'link' }] })
  const whole = await vk.call('messages.getByConversationMessageId', {
    peer_id: vk.userId,
    conversation_message_ids: cmid,
  })
  expect(listAt(whole, 'response', 'items', 0, 'attachments')).toHaveLength(2)
})

it('explains a fault that it does not know', async () => {
  expect(at(await fault({ kind: 'meteorite' }), 'error')).toContain('Поле kind')
  expect(at(await fault({ kind: 'http', status: 200 }), 'error')).toContain('Поле status')
})
