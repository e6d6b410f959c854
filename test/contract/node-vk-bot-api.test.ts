/** A client of another kind: node-vk-bot-api speaks version 5.103, packs every call into `execute` and knows only api.vk.com. */
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { waitFor } from '../support/wait-for.ts'
import { at, listAt } from './support/at.ts'
import { startPlayground, type Playground } from './support/playground.ts'

interface Context {
  readonly message: { readonly type: string; readonly text: string; readonly peer_id: number }
  readonly eventId: string
  reply(text: string): Promise<unknown>
}

interface Bot {
  on(handler: (context: Context) => void): void
  startPolling(callback: (error?: Error) => void): Promise<void>
  sendMessage(to: number | readonly number[], text: string): Promise<unknown>
  stop(): void
}

interface Axios {
  readonly interceptors: {
    readonly request: {
      use(change: <Request extends { url?: string }>(request: Request) => Request): void
    }
  }
}

const require = createRequire(import.meta.url)
const isFunction = (value: unknown): boolean => typeof value === 'function'
const BotClass = z.custom<new (settings: object) => Bot>(isFunction).parse(require('node-vk-bot-api'))
const axios = z.custom<Axios>(isFunction).parse(createRequire(require.resolve('node-vk-bot-api'))('axios'))

let vk: Playground
let bot: Bot
const heard: Context[] = []

beforeAll(async () => {
  vk = await startPlayground()
  axios.interceptors.request.use((request) => {
    if (request.url !== undefined) request.url = request.url.replace('https://api.vk.com', vk.url)
    return request
  })
  // Without a group_id it asks groups.getById, and expects a list.
  bot = new BotClass({ token: vk.token, polling_timeout: 1, execute_timeout: 20 })
  bot.on((context) => {
    heard.push(context)
    if (context.message.text === 'Здравствуйте') void context.reply('Слушаю <вас>')
  })
  await new Promise<void>((resolve, reject) => {
    void bot.startPolling((error) => (error === undefined ? resolve() : reject(error)))
  })
  // Its first poll names no ts and is answered with the present one: what was said before is lost to it.
  await waitFor(async () => (await countPolls()) > 0)
})

const countPolls = async (): Promise<number> => {
  const traffic = await (await fetch(`${vk.url}/sandbox/traffic`)).text()
  return traffic.split('"kind":"poll"').length - 1
}

afterAll(async () => {
  bot.stop()
  await vk.stop()
})

it('hears a person and replies', async () => {
  await vk.write('Здравствуйте')

  await expect.poll(async () => listAt(await vk.dialog(), 'messages').length, { timeout: 5_000 }).toBe(2)
  expect(at(await vk.dialog(), 'messages', 1, 'text')).toBe('Слушаю <вас>')
  expect(heard[0]?.message).toMatchObject({ type: 'message_new', peer_id: vk.userId })
  expect(heard[0]?.eventId).toMatch(/^[0-9a-f]{40}$/u)
})

it('writes to several people in the old way, and learns who cannot be reached', async () => {
  const stranger = await vk.createUser()

  const sent = await bot.sendMessage([vk.userId, stranger], 'Всем')

  expect(sent).toMatchObject([{ peer_id: vk.userId }, { peer_id: stranger, error: { code: 901 } }])
  await expect(bot.sendMessage(stranger, 'Одному')).rejects.toMatchObject({
    response: { error_code: 901 },
  })
})

it('hears flat events when the settings of the community ask for a version before 5.103', async () => {
  await vk.call('groups.setLongPollSettings', { group_id: vk.groupId, api_version: '5.81' })

  await vk.write('По-старому')

  await expect.poll(() => heard.at(-1)?.message.text, { timeout: 5_000 }).toBe('По-старому')
})
