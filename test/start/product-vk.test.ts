import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { newTokenKey } from '../../src/token-vault.ts'
import { type TestDatabase, createEmptyDatabase } from '../support/database.ts'
import { Installation } from '../support/product-process.ts'
import { Talk } from '../support/talk.ts'
import { runAsAdmin } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const root = path.resolve(import.meta.dirname, '../..')
const question = 'На улице Мира огромная яма на дороге, машину чуть не разбил'
const answer = 'Заделаем яму в четверг утром'
const institutions = `code;title;short_title;kind;answers_for;parent;municipality;time_zone;working_hours
adm;Администрация Лугового района;Администрация Лугового;administration;ADM|ADM_ROAD;;;Europe/Moscow;пн-пт 09:00-18:00
`

/** As somebody does it who has one page and has never seen the product. */
describe('one real community that citizens and staff share', { timeout: 240_000 }, () => {
  let vk: RunningSandbox
  let database: TestDatabase
  let place: Installation
  let community: { readonly groupId: number; readonly token: string }

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root })
  }, 240_000)

  beforeEach(async () => {
    vk = await startSandbox({ port: 0, seed: 7 })
    community = z
      .object({ groupId: z.number(), token: z.string() })
      .parse(await control('communities', { name: 'Луговой район', purpose: 'both' }))
    // As VK leaves it: nobody has switched the long poll on.
    await fetch(
      `${vk.url}/method/groups.setLongPollSettings?v=5.199&group_id=${community.groupId}&enabled=0&access_token=${community.token}`,
    )
    database = await createEmptyDatabase()
    place = await Installation.create({
      DATABASE_URL: database.url,
      VK_TOKENS: community.token,
      VK_API_URL: `${vk.url}/method`,
      TOKEN_KEYS: newTokenKey(),
    })
  })

  afterEach(async () => {
    await place.clear()
    await vk.stop()
    await database.drop()
  })

  async function control(what: string, body: object): Promise<unknown> {
    const answered = await fetch(`${vk.url}/sandbox/${what}`, { method: 'POST', body: JSON.stringify(body) })
    return answered.json()
  }

  async function person(firstName: string): Promise<Talk> {
    const made = await control('users', { firstName, lastName: 'Иванова' })
    return new Talk(vk.url, z.object({ userId: z.number() }).parse(made).userId, community.groupId)
  }

  async function code(...argv: readonly string[]): Promise<string> {
    const made = await place.command('invite', ...argv)
    expect(made.code).toBe(0)
    return /ОТК-\S+/u.exec(made.output)?.[0] ?? ''
  }

  /** Colleagues are called by their names in VK although they joined with their first words. */
  const staffNames = async (): Promise<readonly unknown[]> =>
    z
      .array(z.object({ first_name: z.string() }))
      .parse(await runAsAdmin(database.url, 'select first_name from staff order by id'))
      .map((row) => row.first_name)

  it('takes in staff by codes, brings the question to them and the answer back', async () => {
    const product = place.start()
    await product.ready()
    const file = path.join(place.folder, 'institutions.csv')
    await writeFile(file, institutions)
    expect((await place.command('import', 'institutions', file)).code).toBe(0)

    const coordinator = await person('Ольга')
    await coordinator.say(await code('--coordinator'))
    await coordinator.hear('вы в команде')
    const administrator = await person('Нина')
    await administrator.say(await code('--institution', 'adm'))
    await administrator.hear('Администрация Лугового')
    await waitFor(async () => (await staffNames()).join() === 'Ольга,Нина', { timeoutMs: 15_000 })

    const citizen = await person('Пётр')
    await citizen.say(question)
    const receipt = await citizen.hear('принято')
    expect(receipt.text).toContain('Ответит: Администрация Лугового')
    await administrator.hear('Новое обращение')
    await administrator.press('Ответить')
    await administrator.hear('Напишите ответ')
    await administrator.say(answer)
    await administrator.hear('увидит житель')
    await administrator.press('Отправить')
    await administrator.hear('Что это за ответ')
    await administrator.press('Решено')
    expect((await citizen.hear('Ответ на обращение')).text).toContain(answer)

    await coordinator.say('Статистика')
    expect((await coordinator.hear('Обращения с')).text).toContain('отвечено 1')
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200)
    expect(await product.stop()).toEqual({ code: 0, signal: null })
    expect(product.output).not.toContain(community.token)
    expect(JSON.stringify(await runAsAdmin(database.url, 'select * from communities'))).not.toContain(
      community.token,
    )
    expect(product.output).not.toMatch(/яма|яму|ОТК-|Нина|Пётр/u)
  })
})
