import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from './support/at.ts'
import { startPlayground, type Playground } from './support/playground.ts'

let vk: Playground

beforeAll(async () => {
  vk = await startPlayground()
})
afterAll(() => vk.stop())

const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
  const response = await fetch(`${vk.url}/method/${path}`, init)
  expect(response.status).toBe(200)
  const body: unknown = await response.json()
  return body
}

describe('ways to send a request', () => {
  it.each([
    ['query', () => ask(`users.get?v=5.199&user_ids=${vk.userId}&access_token=${vk.token}`)],
    [
      'query of a POST',
      () => ask(`users.get?v=5.199&user_ids=${vk.userId}&access_token=${vk.token}`, { method: 'POST' }),
    ],
    ['urlencoded body', () => vk.call('users.get', { user_ids: vk.userId })],
    [
      'Bearer token',
      () =>
        ask(`users.get?v=5.199&user_ids=${vk.userId}`, { headers: { Authorization: `Bearer ${vk.token}` } }),
    ],
    [
      'multipart body',
      () => {
        const form = new FormData()
        form.set('v', '5.199')
        form.set('access_token', vk.token)
        form.set('user_ids', String(vk.userId))
        return ask('users.get', { method: 'POST', body: form })
      },
    ],
  ])('accepts %s', async (_way, send) => {
    expect(at(await send(), 'response', 0, 'first_name')).toBe('Анна')
  })
})

describe('refusals', () => {
  it('keeps status 200 and repeats the parameters without the token', async () => {
    const answer = await ask(`messages.send?v=5.199&random_id=1&access_token=${vk.token}`)

    expect(at(answer, 'error', 'error_code')).toBe(100)
    const shown = JSON.stringify(at(answer, 'error', 'request_params'))
    expect(shown).toContain('{"key":"random_id","value":"1"}')
    expect(shown).not.toContain(vk.token)
  })

  it.each([
    [3, 'no such method', () => ask('messages.sendd?v=5.199')],
    [3, 'a name in other letters', () => vk.call('Users.get')],
    [3, 'a name of Object', () => vk.call('constructor')],
    [5, 'no token', () => ask('users.get?v=5.199')],
    [5, 'a foreign token', () => vk.call('users.get', {}, 'vk1.a.unknown')],
    [8, 'no version', () => ask(`users.get?access_token=${vk.token}`)],
    [8, 'an old version', () => vk.call('users.get', { v: '5.50' })],
    [100, 'a version that is none', () => vk.call('users.get', { v: 'latest' })],
    [27, 'a method for people', () => vk.call('wall.getComments', { owner_id: -1, post_id: 1 })],
    [100, 'a number that is none', () => vk.call('messages.getHistory', { peer_id: 'somebody' })],
    [100, 'too many at once', () => vk.call('messages.getHistory', { peer_id: 1, count: 1000 })],
    [15, 'another community', () => vk.call('groups.getLongPollServer', { group_id: 1 })],
  ])('answers error %i for %s', async (code, _what, send) => {
    expect(at(await send(), 'error', 'error_code')).toBe(code)
  })

  it('answers error 15 with subcode 1133 when the token lacks the scope', async () => {
    const { groupId, token } = await vk.createCommunity({ scopes: ['messages'] })

    const answer = await vk.call('groups.getLongPollServer', { group_id: groupId }, token)

    expect(answer).toMatchObject({ error: { error_code: 15, error_subcode: 1133 } })
    expect(await vk.call('groups.getTokenPermissions', {}, token)).toEqual({
      response: { mask: 4096, permissions: [{ name: 'messages', setting: 4096 }] },
    })
  })

  it('answers error 6 to the 21st request of a token within a second', async () => {
    const strict = await startPlayground({ requestsPerSecond: 20 })

    const codes = await Promise.all(
      Array.from({ length: 21 }, async () =>
        at(await strict.call('utils.getServerTime'), 'error', 'error_code'),
      ),
    )

    expect(codes.filter((code) => code === 6)).toHaveLength(1)
    await strict.stop()
  })
})

describe('versions', () => {
  it('gives groups.getById as a list before 5.139 and as an object since', async () => {
    expect(at(await vk.call('groups.getById', { v: '5.138' }), 'response', 0, 'id')).toBe(vk.groupId)
    expect(at(await vk.call('groups.getById', { v: '5.139' }), 'response', 'groups', 0, 'id')).toBe(
      vk.groupId,
    )
  })
})
