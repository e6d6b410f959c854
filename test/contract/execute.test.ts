import { afterAll, beforeAll, expect, it } from 'vitest'
import { at } from './support/at.ts'
import { startPlayground, type Playground } from './support/playground.ts'

let vk: Playground

beforeAll(async () => {
  vk = await startPlayground()
  await vk.write('Здравствуйте')
})
afterAll(() => vk.stop())

const execute = (code: string) => vk.call('execute', { code })

it('runs a list of calls, as vk-io packs them', async () => {
  const answer = await execute(
    `return [API.users.get({"user_ids":"${vk.userId}"}),API.utils.getServerTime({}),];`,
  )

  expect(at(answer, 'response', 0, 0, 'id')).toBe(vk.userId)
  expect(at(answer, 'response', 1)).toEqual(expect.any(Number))
  expect(at(answer, 'execute_errors')).toBeUndefined()
})

it('runs an object of calls, and puts false and a line of errors where one fails', async () => {
  const answer = await execute(
    `return {"1": API.messages.send({"peer_id": ${vk.userId}, "random_id": 3, "message": "Раз, \\"два\\""}),
      "2": API.messages.send({"peer_id": 1, "random_id": 4, "message": "Нет"})};`,
  )

  expect(at(answer, 'response', '1')).toEqual(expect.any(Number))
  expect(at(answer, 'response', '2')).toBe(false)
  expect(at(answer, 'execute_errors')).toMatchObject([{ method: 'messages.send', error_code: 901 }])
  expect(at(await vk.dialog(), 'messages', 1, 'text')).toBe('Раз, "два"')
})

it('refuses what it cannot read with 12, and more than 25 calls with 13', async () => {
  expect(at(await execute('var a = 1; return a;'), 'error', 'error_code')).toBe(12)
  const many = Array.from({ length: 26 }, () => 'API.utils.getServerTime()').join(',')
  expect(at(await execute(`return [${many}];`), 'error', 'error_code')).toBe(13)
})
