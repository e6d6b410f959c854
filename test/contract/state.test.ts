import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { at, listAt } from './support/at.ts'
import { startPlayground, updateTypes } from './support/playground.ts'

const closings: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close()
})

const stateFile = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'otklik-state-'))
  closings.push(() => rm(folder, { recursive: true }))
  return path.join(folder, 'state')
}

describe('a sandbox that restarts', () => {
  it('goes on with dialogues, permissions, numbers, long poll and faults', async () => {
    const file = await stateFile()
    const before = await startPlayground({ stateFile: file, idOffset: 500, seed: 3 })
    const server = await before.pollServer()
    const asked = await before.write('Здравствуйте')
    await before.call('messages.send', {
      peer_id: before.userId,
      random_id: 7,
      message: 'Слушаю',
      forward: JSON.stringify({ peer_id: before.userId, conversation_message_ids: [asked], is_reply: true }),
    })
    await before.control('faults', { kind: 'api_error', code: 10, count: 3, method: 'users.get' })
    await before.call('users.get')
    const port = Number(new URL(before.url).port)
    const dialog = await before.dialog()
    await before.stop()

    const after = await startSandbox({ port, stateFile: file, idOffset: 9_000 })
    closings.push(() => after.stop())

    expect(await before.dialog()).toEqual(dialog)
    expect(listAt(dialog, 'messages')).toHaveLength(2)
    expect(at(dialog, 'messages', 1, 'replyTo', 'text')).toBe('Здравствуйте')
    expect(updateTypes(await before.poll(server))).toEqual(['message_allow', 'message_new', 'message_reply'])
    expect(await before.write('Ещё')).toBe(503)
    // VK still knows what it has sent.
    await before.call('messages.send', { peer_id: before.userId, random_id: 7, message: 'Слушаю' })
    expect(listAt(await before.dialog(), 'messages')).toHaveLength(3)
    expect(at(await before.call('users.get'), 'error', 'error_code')).toBe(10)
    expect(at(await before.control('faults'), 'faults', 0, 'hits')).toBe(2)
  })

  it('goes on with uploaded files and with the stream of its ids', async () => {
    const file = await stateFile()
    const ids = async (sandbox: RunningSandbox): Promise<string> =>
      (await upload(sandbox.url)) + (await upload(sandbox.url))
    const twin = await startSandbox({ port: 0, seed: 11 })
    closings.push(() => twin.stop())
    const first = await startSandbox({ port: 0, seed: 11, stateFile: file })
    const early = await upload(first.url)
    await first.stop()

    const second = await startSandbox({ port: first.port, stateFile: file, seed: 999 })
    closings.push(() => second.stop())
    const late = await upload(second.url)

    expect((await fetch(linkIn(early))).status).toBe(200)
    expect(withoutPort(early + late)).toBe(withoutPort(await ids(twin)))
  })

  it('does so on request, away for as long as asked', async () => {
    const vk = await startPlayground()
    closings.push(() => vk.stop())
    const asked = await vk.write('Здравствуйте')
    const open = vk.poll({ ...(await vk.pollServer()) }, 30).catch((error: unknown) => error)

    expect(await vk.control('faults', { kind: 'restart', downMs: 200 })).toEqual({ restarts: true })

    expect(String(await open)).toContain('fetch failed')
    await expect(vk.dialog()).rejects.toThrow('fetch failed')
    await expect.poll(() => vk.dialog().catch(() => null), { timeout: 5_000 }).not.toBeNull()
    expect(at(await vk.dialog(), 'messages', 0, 'cmid')).toBe(asked)
    await vk.control('faults', { kind: 'restart' })
    await expect.poll(() => vk.dialog().catch(() => null), { timeout: 5_000 }).not.toBeNull()
  })

  it('refuses a state that it did not write', async () => {
    const file = await stateFile()
    await writeFile(file, 'no state at all')

    await expect(startSandbox({ port: 0, stateFile: file })).rejects.toThrow(/./u)
  })
})

async function upload(url: string): Promise<string> {
  const form = new FormData()
  form.set('file', new File(['привет'], 'заметка.txt'))
  const answer = await fetch(`${url}/sandbox/uploads`, { method: 'POST', body: form })
  return answer.text()
}

const linkIn = (attachment: string): string => /http:[^"?]+/u.exec(attachment)?.[0] ?? ''
const withoutPort = (text: string): string =>
  text.replaceAll(/:\d+\/files/gu, '').replaceAll(/"date":\d+/gu, '')
