import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { at, listAt } from './support/at.ts'
import { pollUrl, startPlayground, updateTypes, type Playground } from './support/playground.ts'

let vk: Playground
const started: Playground[] = []

beforeEach(async () => {
  vk = await startPlayground({ historyLength: 3 })
  started.push(vk)
})
afterAll(() => Promise.all(started.map((one) => one.stop())))

describe('polling', () => {
  it('hands out events in order, with unique ids and a growing text ts', async () => {
    const server = await vk.pollServer()
    await vk.write('Раз')
    await vk.write('Два')

    const answer = await vk.poll(server)

    expect(updateTypes(answer)).toEqual(['message_allow', 'message_new', 'message_new'])
    expect(at(answer, 'ts')).toBe(String(Number(server.ts) + 3))
    const ids = listAt(answer, 'updates').map((update) => at(update, 'event_id'))
    expect(new Set(ids).size).toBe(3)
    expect(ids[0]).toMatch(/^[0-9a-f]{40}$/)
    expect(at(answer, 'updates', 1)).toMatchObject({
      v: '5.199',
      group_id: vk.groupId,
      object: {
        client_info: { keyboard: true },
        message: { text: 'Раз', out: 0, conversation_message_id: 1 },
      },
    })
  })

  it('waits for an event and gives it to everyone who waits', async () => {
    const server = await vk.pollServer()
    const polls = [vk.poll(server, 30), vk.poll(server, 30)]

    await vk.write('Раз')

    const [first, second] = await Promise.all(polls)
    expect(updateTypes(first)).toEqual(['message_allow', 'message_new'])
    expect(second).toEqual(first)
  })

  it('answers with nothing when the wait is over, also to a POST', async () => {
    const server = await vk.pollServer()

    const response = await fetch(pollUrl(server, 0), { method: 'POST' })

    expect(await response.json()).toEqual({ ts: server.ts, updates: [] })
  })

  it('says failed 2 to a wrong key, keeping the events for the new one', async () => {
    const server = await vk.pollServer()
    await vk.control('faults', { kind: 'key_expiry', groupId: vk.groupId })
    expect(await vk.poll(server)).toEqual({ failed: 2 })
    await vk.write('Раз')

    const renewed = await vk.pollServer()

    expect(renewed.key).not.toBe(server.key)
    expect(updateTypes(await vk.poll({ ...renewed, ts: server.ts }))).toEqual([
      'message_allow',
      'message_new',
    ])
  })

  it('says failed 1 with a number to a ts that history no longer reaches, or that is not yet', async () => {
    const server = await vk.pollServer()
    for (const text of ['1', '2', '3', '4']) await vk.write(text)

    const oldest = Number(server.ts) + 2
    expect(await vk.poll(server)).toEqual({ failed: 1, ts: oldest })
    expect(updateTypes(await vk.poll({ ...server, ts: String(oldest) }))).toHaveLength(3)
    expect(await vk.poll({ ...server, ts: '999999' })).toEqual({ failed: 1, ts: oldest + 3 })
  })
})

describe('settings', () => {
  const set = (params: Readonly<Record<string, string | number>>) =>
    vk.call('groups.setLongPollSettings', { group_id: vk.groupId, ...params })

  it('switches types of events, leaving what is not named', async () => {
    const server = await vk.pollServer()
    await set({ message_allow: 0 })

    await vk.write('Раз')

    expect(updateTypes(await vk.poll(server))).toEqual(['message_new'])
    const settings = await vk.call('groups.getLongPollSettings', { group_id: vk.groupId })
    expect(at(settings, 'response', 'events')).toMatchObject({
      message_allow: 0,
      message_new: 1,
      message_reply: 1,
    })
  })

  it('sends message_new flat when the settings say a version before 5.103', async () => {
    await set({ api_version: '5.101', message_allow: 0 })
    const server = await vk.pollServer()

    await vk.write('Раз')

    expect(at(await vk.poll(server), 'updates', 0)).toMatchObject({
      v: '5.101',
      object: { text: 'Раз', peer_id: vk.userId },
    })
  })

  it('refuses a server with error 100 while long poll is off', async () => {
    await set({ enabled: 0 })

    const answer = await vk.call('groups.getLongPollServer', { group_id: vk.groupId })

    expect(at(answer, 'error', 'error_code')).toBe(100)
    expect(at(answer, 'error', 'error_msg')).toContain('longpoll for this group is not enabled')
    expect(await set({ enabled: 1 })).toEqual({ response: 1 })
    expect(await vk.pollServer()).toMatchObject({ server: expect.any(String) })
  })

  it('gives a server at the address that the community was made with', async () => {
    const { groupId, token } = await vk.createCommunity({ longPollBase: 'https://lp.vk.com/' })

    const answer = await vk.call('groups.getLongPollServer', { group_id: groupId }, token)

    expect(at(answer, 'response', 'server')).toBe(`https://lp.vk.com/whp/${groupId}`)
  })
})

describe('permission', () => {
  it('tells once that a person allowed or denied messages', async () => {
    const server = await vk.pollServer()
    const allow = (allowed: boolean) =>
      vk.control('permissions', { groupId: vk.groupId, userId: vk.userId, allowed })

    await allow(true)
    await allow(true)
    await allow(false)

    expect(updateTypes(await vk.poll(server))).toEqual(['message_allow', 'message_deny'])
  })

  it('marks the community’s messages as read by the person when the settings ask', async () => {
    await vk.call('groups.setLongPollSettings', { group_id: vk.groupId, message_read: 1 })
    await vk.write('Раз')
    await vk.call('messages.send', { peer_id: vk.userId, random_id: 0, message: 'Ответ' })
    const server = await vk.pollServer()

    await vk.dialog()

    expect(at(await vk.poll(server), 'updates', 0)).toMatchObject({
      type: 'message_read',
      object: { from_id: vk.userId, conversation_message_id: 2 },
    })
  })
})
