import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { readConfig } from '../../src/config.ts'
import { runDoctor } from '../../src/cli/commands/doctor.ts'
import { examineInstallation } from '../../src/start/doctor/examine.ts'
import { examineDotenv, examineNode } from '../../src/start/doctor/machine.ts'
import { type TestDatabase, createEmptyDatabase, createTestDatabase } from '../support/database.ts'

describe('the doctor', () => {
  let vk: RunningSandbox
  let database: TestDatabase
  let folder: string

  beforeAll(async () => {
    vk = await startSandbox({ port: 0, seed: 7 })
    database = await createTestDatabase()
    folder = await mkdtemp(path.join(tmpdir(), 'otklik-doctor-'))
  })

  afterAll(async () => {
    await vk.stop()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    await fetch(`${vk.url}/sandbox/faults`, { method: 'DELETE' })
  })

  const control = async (what: string, body: object): Promise<unknown> => {
    const answered = await fetch(`${vk.url}/sandbox/${what}`, { method: 'POST', body: JSON.stringify(body) })
    return answered.json()
  }

  const givenToken = async (body: object): Promise<string> =>
    z.object({ token: z.string() }).parse(await control('communities', body)).token

  const examine = async (settings: Readonly<Record<string, string>>) => {
    const env = { DATABASE_URL: database.url, DATA_DIR: folder, VK_API_URL: `${vk.url}/method`, ...settings }
    const findings = await examineInstallation(readConfig(env))
    return Object.fromEntries(
      findings.map(({ subject, level, sentence }) => [subject, `${level}: ${sentence}`]),
    )
  }

  it('finds nothing wrong with a machine, a database and a community that are well, and changes nothing', async () => {
    const token = await givenToken({ name: 'Луговое' })

    const found = await examine({ VK_TOKENS: token })

    expect(found).toMatchObject({
      Настройки: expect.stringMatching(/^good/u),
      'База данных': expect.stringMatching(/^good/u),
      'Часы базы': expect.stringMatching(/^good/u),
      Часы: expect.stringMatching(/^good/u),
      'Сообщество «Луговое»': expect.stringMatching(/^(good|warning)/u),
    })
    const traffic = await (await fetch(`${vk.url}/sandbox/traffic`)).text()
    expect(traffic).toContain('groups.getLongPollSettings')
    expect(traffic).not.toMatch(/groups\.setLongPollSettings|messages\.send/u)
  })

  it('says of each community what is missing and what to do', async () => {
    const poor = await givenToken({ name: 'Бедное', scopes: ['messages'] })
    const deaf = await givenToken({ name: 'Глухое' })
    const groupId = await groupIdOf(vk, deaf)
    await fetch(
      `${vk.url}/method/groups.setLongPollSettings?v=5.199&group_id=${groupId}&enabled=0&access_token=${deaf}`,
    )

    const found = await examine({ VK_TOKENS: `${poor},${deaf},vk1.a.nobody` })

    expect(found['Сообщество «Бедное»']).toMatch(/^bad: .*управление сообществом/u)
    expect(found['Сообщество «Глухое»']).toMatch(/^warning: Long Poll выключен/u)
    expect(found['Сообщество «ключ № 3 из VK_TOKENS»']).toMatch(/^bad: Ключ доступа .*недействителен/u)
    expect(JSON.stringify(found)).not.toContain(deaf)
  })

  it('notices a clock that goes wrong', async () => {
    const token = await givenToken({ name: 'Вчера' })
    await control('faults', { kind: 'clock_skew', seconds: 3_600 })

    const found = await examine({ VK_TOKENS: token })

    expect(found['Часы']).toMatch(/^bad: расходятся .* на 3[56]\d\d с/u)
  })

  it('tells an address where something else answers, and one where nobody does', async () => {
    const token = await givenToken({ name: 'Где-то' })

    const wrong = await examine({ VK_TOKENS: token, VK_API_URL: `${vk.url}/sandbox` })
    const nobody = await examine({ VK_TOKENS: token, VK_API_URL: 'http://127.0.0.1:9/method' })

    expect(wrong['Сообщество «ключ № 1 из VK_TOKENS»']).toMatch(/^bad: ВКонтакте не отвечает|не ВКонтакте/u)
    expect(nobody['Сообщество «ключ № 1 из VK_TOKENS»']).toMatch(/^bad: ВКонтакте не отвечает/u)
  })

  it('tells a database that is not there, one that is behind, and one that is ahead', async () => {
    const empty = await createEmptyDatabase()
    const ahead = await createTestDatabase()
    await ask(
      ahead.url,
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at) values ('x', '', '2099_later', now(), now())`,
    )

    const missing = await examine({ DATABASE_URL: database.url.replace(/[^/]+$/u, 'nothing_here') })
    const behind = await examine({ DATABASE_URL: empty.url })
    const newer = await examine({ DATABASE_URL: ahead.url })
    await empty.drop()
    await ahead.drop()

    expect(missing['База данных']).toMatch(/^bad: На сервере нет базы/u)
    expect(behind['База данных']).toMatch(/^good: отвечает; при запуске её структура обновится/u)
    expect(newer['База данных']).toMatch(/^bad: .*новее/u)
  })

  it('tells that a base of the sandbox cannot take real communities, and that nobody coordinates', async () => {
    const lonely = await createTestDatabase()
    await ask(
      lonely.url,
      `insert into communities (group_id, title, token, purpose) values (7, 'Одинокое', 'vk1.a.one', 'both')`,
    )
    const alone = await examine({ DATABASE_URL: lonely.url })
    await ask(
      lonely.url,
      `with person as (insert into staff (vk_user_id, first_name, last_name) values (5, 'Вера', 'Речная') returning id)
       insert into memberships (staff_id, role) select id, 'coordinator' from person`,
    )
    const unheard = await examine({ DATABASE_URL: lonely.url })
    await ask(lonely.url, `insert into settings (key, value) values ('sandbox', 'true')`)

    const mixed = await examine({ DATABASE_URL: lonely.url, VK_TOKENS: 'vk1.a.two' })
    await lonely.drop()

    expect(alone['Координаторы']).toMatch(/^warning: нет ни одного.*invite --coordinator/u)
    expect(unheard).not.toHaveProperty('Координаторы')
    expect(unheard['Сотрудники']).toMatch(/^warning: не писали в рабочее сообщество: 1\./u)
    expect(mixed['ВКонтакте']).toMatch(/^bad: .*учебная область.*DATA_DIR/u)
  })

  it('tells a file of settings that others can read', async () => {
    const file = path.join(folder, 'settings')
    await writeFile(file, 'VK_TOKENS=x', { mode: 0o644 })

    const [open] = await examineDotenv(file)
    await chmod(file, 0o600)

    expect(open).toMatchObject({ level: 'warning', sentence: expect.stringContaining('chmod 600') })
    expect(await examineDotenv(file)).toEqual([])
  })

  it('makes nothing where nothing is yet', async () => {
    const fresh = path.join(folder, 'fresh')

    const found = await examine({ DATABASE_URL: '', DATA_DIR: fresh })

    expect(found).toMatchObject({
      'База данных': expect.stringMatching(/^good: встроенная/u),
      'Папка данных': expect.stringMatching(/^good: .*появится/u),
      ВКонтакте: expect.stringMatching(/^warning: .*песочница/u),
    })
    expect(existsSync(fresh)).toBe(false)
  })

  it('tells a data folder that is none, and settings that cannot be used', async () => {
    const file = path.join(folder, 'file')
    await writeFile(file, '')

    expect((await examine({ DATA_DIR: file }))['Папка данных']).toMatch(/^bad: .*не папка/u)
    expect(await examine({ PORT: 'x' })).toEqual({
      Настройки: expect.stringMatching(/^bad: Настройка PORT задана неверно/u),
    })
  })

  it('ends with exit code 1 exactly when something is wrong', async () => {
    const run = async (level: 'good' | 'warning' | 'bad', argv: readonly string[] = []) => {
      let out = ''
      const write = (text: string): void => void (out += text)
      const examined = () => Promise.resolve([{ subject: 'Диск', level, sentence: 'мало места.' }])
      const code = await runDoctor(argv, { stdout: write, stderr: write, examine: examined })
      return { code, out }
    }

    expect(await run('warning')).toEqual({
      code: 0,
      out: 'внимание Диск: мало места.\n\nМожно работать. Предупреждений: 1.\n',
    })
    expect(await run('bad')).toMatchObject({ code: 1, out: expect.stringContaining('Работать мешает: 1') })
    expect(JSON.parse((await run('bad', ['--json'])).out)).toMatchObject({ isWell: false })
    expect(await run('good', ['--what'])).toMatchObject({ code: 2 })
  })
})

it.each([
  ['20.18.3', 'bad'],
  ['20.19.0', 'good'],
  ['22.1.0', 'good'],
])('takes Node %s for %s', (version, level) => {
  expect(examineNode(version).level).toBe(level)
})

async function groupIdOf(vk: RunningSandbox, token: string): Promise<number> {
  const answered = await fetch(`${vk.url}/method/groups.getById?v=5.199&access_token=${token}`)
  const schema = z.object({ response: z.object({ groups: z.array(z.object({ id: z.number() })) }) })
  return schema.parse(await answered.json()).response.groups[0]?.id ?? 0
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
