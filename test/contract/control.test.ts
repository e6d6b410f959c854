import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, listAt } from './support/at.ts'
import { startPlayground, type Playground } from './support/playground.ts'

let vk: Playground
let pageDir: string

beforeAll(async () => {
  pageDir = await mkdtemp(path.join(tmpdir(), 'sandbox-page-'))
  await writeFile(path.join(pageDir, 'index.html'), '<!doctype html><p>Переписка</p>')
  vk = await startPlayground({ pageDir })
})
afterAll(() => vk.stop())

describe('bad requests', () => {
  it.each([
    ['messages', { groupId: 1, text: 'Раз' }, /^Поле userId: /],
    ['messages', { groupId: 1, userId: 2, text: 'Раз' }, /^Нет сообщества с номером 1\.$/],
    ['users', { firstName: '' }, /^Поле firstName: /],
    ['communities', { name: 'Школа', longPollBase: 'lp' }, /^Поле longPollBase: /],
    ['permissions', { groupId: 1, userId: 1, allowed: 'да' }, /^Поле allowed: /],
  ])('POST %s %o gets 400 with a sentence', async (action, body, sentence) => {
    const response = await fetch(`${vk.url}/sandbox/${action}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })

    expect(response.status).toBe(400)
    expect(at(await response.json(), 'error')).toMatch(sentence)
  })

  it('refuses a body that is not JSON and a request that it does not know', async () => {
    expect((await fetch(`${vk.url}/sandbox/users`, { method: 'POST', body: 'Анна' })).status).toBe(400)
    expect((await fetch(`${vk.url}/sandbox/unknown`)).status).toBe(404)
  })

  it('refuses a body that is too large, and goes on', async () => {
    const body = JSON.stringify({ firstName: 'я'.repeat(3 * 1024 * 1024), lastName: 'Б' })

    expect((await fetch(`${vk.url}/sandbox/users`, { method: 'POST', body })).status).toBe(413)
    expect((await fetch(`${vk.url}/sandbox/state`)).status).toBe(200)
  })

  it('refuses an empty message and a message from the blacklist', async () => {
    const userId = await vk.createUser()
    const pair = { groupId: vk.groupId, userId }
    expect(at(await vk.control('messages', { ...pair, text: ' ' }), 'error')).toContain('Поле text')
    await vk.control('permissions', { ...pair, allowed: false, reason: 'blacklisted' })

    expect(at(await vk.control('messages', { ...pair, text: 'Раз' }), 'error')).toContain('чёрный список')
  })
})

describe('dialogs', () => {
  it('shows what is after a message, and the list of a person', async () => {
    await vk.write('Раз')
    const cmid = await vk.write('Два', { replyToCmid: 1 })

    const fresh = await vk.control(`dialog?groupId=${vk.groupId}&userId=${vk.userId}&afterCmid=1`)

    expect(listAt(fresh, 'messages')).toHaveLength(1)
    expect(at(fresh, 'messages', 0)).toMatchObject({
      cmid,
      from: 'user',
      text: 'Два',
      replyTo: { cmid: 1, text: 'Раз' },
    })
    expect(await vk.control(`dialogs?userId=${vk.userId}`)).toMatchObject({
      dialogs: [{ groupId: vk.groupId, cmid, lastMessage: { text: 'Два', from: 'user' } }],
    })
  })

  it('streams the changes', async () => {
    const stream = await fetch(`${vk.url}/sandbox/stream`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    await vk.write('Раз')

    let seen = ''
    while (!seen.includes('data:')) seen += (await reader?.read())?.value ?? ''

    expect(seen).toContain(`data: {"groupId":${vk.groupId},"userId":${vk.userId}}\n\n`)
    await reader?.cancel()
  })

  it('lets an operator answer by hand', async () => {
    await vk.write('Раз')
    const server = await vk.pollServer()

    await vk.control('replies', {
      groupId: vk.groupId,
      userId: vk.userId,
      adminUserId: 77,
      text: 'Отвечаю сам',
    })

    expect(at(await vk.poll(server), 'updates', 0)).toMatchObject({
      type: 'message_reply',
      object: { admin_author_id: 77, from_id: -vk.groupId, text: 'Отвечаю сам' },
    })
  })
})

describe('traffic', () => {
  const lines = async () => {
    const body = await (await fetch(`${vk.url}/sandbox/traffic`)).text()
    return body.split('\n').filter((line) => line !== '')
  }

  it('keeps calls, events and polls as JSON Lines without tokens, until it is cleared', async () => {
    const server = await vk.pollServer()
    await vk.write('Раз')
    await vk.poll(server)

    const recorded = await lines()

    expect(recorded.join('\n')).not.toContain(vk.token)
    const kinds = new Set(recorded.map((line) => at(JSON.parse(line), 'kind')))
    expect(kinds).toEqual(new Set(['call', 'event', 'poll']))
    await vk.forget('traffic')
    expect(await lines()).toEqual([])
  })

  it('keeps the last records only', async () => {
    const small = await startPlayground({ trafficLimit: 2 })
    for (const v of ['5.100', '5.101', '5.102']) await small.call('utils.getServerTime', { v })

    const body = await (await fetch(`${small.url}/sandbox/traffic`)).text()

    expect(
      body
        .trim()
        .split('\n')
        .map((line) => at(JSON.parse(line), 'params', 'v')),
    ).toEqual(['5.101', '5.102'])
    await small.stop()
  })
})

describe('page', () => {
  it('is served with a strict policy, and nothing outside its folder', async () => {
    const page = await fetch(vk.url)

    expect(await page.text()).toContain('Переписка')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect((await fetch(`${vk.url}/%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404)
    expect((await fetch(`${vk.url}/missing.js`)).status).toBe(404)
  })

  it('says how to build it when it is not there', async () => {
    const bare = await startPlayground()

    expect(await (await fetch(bare.url)).text()).toContain('npm run build')
    await bare.stop()
  })
})
