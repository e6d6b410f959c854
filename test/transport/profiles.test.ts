import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProfileStore } from '../../src/db/profile-store.ts'
import { createFetchNames } from '../../src/vk/api-users.ts'
import { createVkApi } from '../../src/vk/api.ts'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'
import { ProfilesWorker } from '../../src/workers/profiles.ts'
import { startScriptedVk, type ScriptedVk } from './support/scripted-vk.ts'
import { createTestPool, givenCommunity, half, silent, type TestPool } from './support/transport.ts'

let database: TestPool
let vk: ScriptedVk

beforeAll(async () => {
  database = await createTestPool()
  vk = await startScriptedVk()
})
afterAll(async () => {
  await database.drop()
  await vk.stop()
})

it('fetches names of citizens once, also of those VK does not know', async () => {
  await givenCommunity(database.pool)
  await database.pool.query('INSERT INTO citizens (vk_user_id) VALUES (1), (2)')
  vk.onCall = () => ({ response: [{ id: 1, first_name: 'Анна', last_name: 'Котова' }] })
  const http = createVkHttp(callLimits)
  const api = createVkApi({ http, baseUrl: vk.baseUrl, nowMs: () => performance.now() })
  const worker = new ProfilesWorker({
    store: createProfileStore(database.pool, 'one'),
    fetchNames: createFetchNames(api),
    random: half,
    log: silent,
  })

  await worker.drain()
  await worker.drain()

  const { rows } = await database.pool.query('SELECT first_name, last_name FROM citizens ORDER BY vk_user_id')
  expect(rows).toEqual([
    { first_name: 'Анна', last_name: 'Котова' },
    { first_name: '', last_name: '' },
  ])
  expect(vk.calls.length).toBe(1)
})
