import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSandbox } from '../../sandbox/server.ts'
import { at, listAt, textAt } from './support/at.ts'
import { startPlayground, type Playground } from './support/playground.ts'

const files = {
  'communities.csv': `group_id;title;institution;municipality;token;purpose
10;Школа № 1;school;zar;own-token;public
11;Рабочее место;;;;staff
12;Музей;museum;zar;;both`,
  'institutions.csv': `code;title;short_title;kind
school;Муниципальная школа № 1;Школа № 1;school
museum;Городской музей;;museum`,
  'staff.csv': `vk_user_id;first_name;last_name;role;institution;municipality
51;Ольга;Синицына;coordinator;;zar
52;Пётр;Ясенев;administrator;school;zar
52;Пётр;Ясенев;head;museum;zar`,
  'citizens.csv': 'vk_user_id;first_name;last_name\n71;Анна;Лучинкина',
}

const writeRegion = async (changed: Readonly<Record<string, string>> = {}): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sandbox-region-'))
  for (const [name, content] of Object.entries({ ...files, ...changed })) {
    await writeFile(path.join(folder, name), `\uFEFF${content}\n`)
  }
  return folder
}

let vk: Playground
let tokens: readonly string[] = []

beforeAll(async () => {
  vk = await startPlayground({ regionDir: await writeRegion() })
  tokens = listAt(await vk.control('state'), 'communities').map((community) => textAt(community, 'token'))
})
afterAll(() => vk.stop())

it('shows communities with their tokens, and people with role and institution', async () => {
  const state = await vk.control('state')

  expect(at(state, 'communities', 0)).toMatchObject({ groupId: 10, name: 'Школа № 1', token: 'own-token' })
  expect(at(state, 'users')).toMatchObject([
    { userId: 51, firstName: 'Ольга', lastName: 'Синицына', role: 'coordinator' },
    {
      userId: 52,
      role: 'administrator',
      institution: 'Школа № 1',
      posts: [{}, { institutionTitle: 'Городской музей' }],
    },
    { userId: 71, role: 'citizen' },
    { userId: vk.userId, role: 'citizen' },
  ])
})

it('makes the same token for a community without one at every start', async () => {
  const again = await startPlayground({ regionDir: await writeRegion() })

  const token = at(await vk.control('state'), 'communities', 1, 'token')

  expect(token).toMatch(/^vk1\.a\./)
  expect(at(await again.control('state'), 'communities', 1, 'token')).toBe(token)
  await again.stop()
})

it.each([
  [11, 51, 1],
  [11, 52, 1],
  [11, 71, 0],
  [12, 52, 1],
  [12, 51, 0],
  [10, 52, 0],
])('community %i may write to %i before anything is written: %i', async (groupId, userId, allowed) => {
  const token = tokens[groupId - 10] ?? ''

  const answer = await vk.call(
    'messages.isMessagesFromGroupAllowed',
    { group_id: groupId, user_id: userId },
    token,
  )

  expect(answer).toEqual({ response: { is_allowed: allowed } })
})

it.each([
  ['a missing folder', '/no/such/region', /communities\.csv/],
  [
    'a wrong role',
    { 'staff.csv': 'vk_user_id;first_name;last_name;role\n1;А;Б;директор' },
    /staff\.csv, record 1, column role/,
  ],
  [
    'a wrong number',
    { 'communities.csv': 'group_id;title\nодин;Школа' },
    /communities\.csv, record 1, column group_id/,
  ],
])('does not start with %s, and says where', async (_what, region, sentence) => {
  const regionDir = typeof region === 'string' ? region : await writeRegion(region)

  await expect(startSandbox({ port: 0, regionDir })).rejects.toThrow(sentence)
})
