import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { Installation, type Settings } from '../support/product-process.ts'
import { runAsAdmin } from '../support/test-server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const secretToken = 'vk1.a.secret-token-of-nobody'
const secretPassword = 'secret-password'

describe('a start that cannot succeed', { timeout: 120_000 }, () => {
  let sandbox: RunningSandbox
  let database: TestDatabase
  let place: Installation

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root })
    sandbox = await startSandbox({ port: 0 })
  }, 240_000)

  afterAll(async () => {
    await sandbox.stop()
  })

  beforeEach(async () => {
    database = await createTestDatabase()
    place = await Installation.create({ DATABASE_URL: database.url, LOG_LEVEL: 'fatal' })
  })

  afterEach(async () => {
    await place.clear()
    await database.drop()
  })

  /** Ends by itself with code 1; returns what it complained of, one sentence or more in one line. */
  async function complaintOf(settings: Settings): Promise<string> {
    const product = place.start(settings)
    const ended = await product.ended()
    expect({ ...ended, output: product.output }).toMatchObject({ code: 1, signal: null })
    expect(product.output).not.toMatch(new RegExp(`${secretToken}|${secretPassword}`, 'u'))
    expect(product.output).not.toMatch(/^\s+at |не предусмотрели/mu)
    const complaint = product.output.trim().split('\n').at(-1) ?? ''
    expect(complaint).toMatch(/^[А-ЯЁ].*[.!]$/u)
    return complaint
  }

  const vk = (tokens: string): Settings => ({ VK_TOKENS: tokens, VK_API_URL: `${sandbox.url}/method` })

  async function givenCommunity(more: object = {}): Promise<{ groupId: number; token: string }> {
    const answer = await fetch(`${sandbox.url}/sandbox/communities`, {
      method: 'POST',
      body: JSON.stringify({ name: 'Школа', ...more }),
    })
    return z.object({ groupId: z.number(), token: z.string() }).parse(await answer.json())
  }

  it('names the port that is taken', async () => {
    const port = await taken()

    expect(await complaintOf({ PORT: String(port.number) })).toContain(`Порт ${port.number} занят`)
    await port.release()
  })

  it('names the port of the sandbox that is taken', async () => {
    const port = await taken()

    const complaint = await complaintOf({ SANDBOX_PORT: String(port.number) })

    expect(complaint).toContain(`порту ${port.number}: порт занят`)
    expect(complaint).toContain('SANDBOX_PORT')
    await port.release()
  })

  it.each([
    ['nobody listens', 'postgresql://otklik:secret-password@127.0.0.1:1/otklik', 'не отвечает'],
    ['the host is unknown', 'postgresql://otklik:secret-password@no.such.host.invalid/otklik', 'не отвечает'],
    ['it is another database', 'mysql://otklik:secret-password@127.0.0.1/otklik', 'Настройка DATABASE_URL'],
    ['it is no address', 'secret-password', 'Настройка DATABASE_URL'],
  ])('says that the database cannot be used when %s', async (_reason, url, words) => {
    expect(await complaintOf({ DATABASE_URL: url })).toContain(words)
  })

  it('says that something else answers in place of the database', async () => {
    const server = createHttpServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')

    const url = `postgresql://otklik:secret-password@127.0.0.1:${portOf(server.address())}/otklik`

    expect(await complaintOf({ DATABASE_URL: url })).toContain('не отвечает')
    server.close()
  })

  it('says that the database does not take the name or the password', async () => {
    const url = new URL(database.url)
    // Also a server that takes any password refuses a name that it does not know.
    url.username = 'nobody_of_that_name'
    url.password = secretPassword

    expect(await complaintOf({ DATABASE_URL: url.href })).toContain('не приняла имя или пароль')
  })

  it('says that there is no such database', async () => {
    const url = new URL(inject('testServer').adminUrl)
    url.pathname = '/otklik_that_nobody_made'

    expect(await complaintOf({ DATABASE_URL: url.href })).toContain('нет базы данных')
  })

  it('says that the database is of a newer version', async () => {
    await runAsAdmin(
      database.url,
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ('made-up', 'made-up', '29991231000000_from_the_future', now(), 1)`,
    )

    expect(await complaintOf({})).toContain('29991231000000_from_the_future')
  })

  it.each([
    ['with the embedded database', false],
    ['with a database of its own', true],
  ])('names the data folder that cannot be written, %s', async (_case, isExternal) => {
    const file = path.join(place.folder, 'a-file')
    await writeFile(file, '')
    const databaseUrl = isExternal ? database.url : ''

    expect(await complaintOf({ DATABASE_URL: databaseUrl, DATA_DIR: path.join(file, 'data') })).toContain(
      file,
    )
    expect(await complaintOf({ DATABASE_URL: databaseUrl, DATA_DIR: '/proc/otklik' })).toContain(
      '/proc/otklik',
    )
  })

  it('names the line of .env that it does not understand', async () => {
    await writeFile(path.join(place.folder, '.env'), `VK_TOKENS=${secretToken}\nPORT 3000\n`)

    expect(await complaintOf({})).toBe('Файл .env, строка 2: нужно ИМЯ=значение.')
  })

  it('says that no token is valid', async () => {
    expect(await complaintOf(vk(secretToken))).toContain('Ключ № 1 из VK_TOKENS')
    expect(await complaintOf(vk('два ключа'))).toContain('Настройка VK_TOKENS')
  })

  it('names the rights that a token lacks', async () => {
    const { token } = await givenCommunity({ scopes: ['wall', 'photos'] })

    const complaint = await complaintOf(vk(token))

    expect(complaint).toContain('сообщения, управление сообществом')
    expect(complaint).not.toContain(token)
  })

  it('names the right to switch the long poll on that a token lacks', async () => {
    const { token } = await givenCommunity({ scopes: ['messages', 'wall', 'photos', 'docs'] })

    expect(await complaintOf(vk(token))).toContain('нет прав: управление сообществом')
  })

  it('says that VK does not answer', async () => {
    const complaint = await complaintOf({ VK_TOKENS: secretToken, VK_API_URL: 'http://127.0.0.1:1/method' })

    expect(complaint).toContain('ВКонтакте не отвечает')
  })

  it('says that something else answers in place of VK', async () => {
    const server = createHttpServer((_request, response) => response.end('{"response":[]}')).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')

    const url = `http://127.0.0.1:${portOf(server.address())}/method`

    expect(await complaintOf({ VK_TOKENS: secretToken, VK_API_URL: url })).toContain('отвечает не ВКонтакте')
    server.close()
  })

  it('does not mix real communities with the sample region', async () => {
    const { token } = await givenCommunity()
    await runAsAdmin(database.url, `insert into settings (key, value) values ('sandbox', 'true')`)

    expect(await complaintOf(vk(token))).toContain('учебная область песочницы')
  })

  it('warns of one bad token of two and serves the other', async () => {
    const { groupId, token } = await givenCommunity({ name: 'Лицей' })

    const product = place.start(vk(`${secretToken},${token}`))
    await product.ready()

    expect(product.output).toContain(`Сообщество «Лицей» (vk.com/club${groupId}) подключено.`)
    expect(product.output).toMatch(/Внимание\. Ключ № 1 из VK_TOKENS/u)
    expect(product.output).not.toContain(secretToken)
    expect(product.output).not.toContain(token)
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200)
  })

  it('starts again while VK does not answer, for communities that it knows', async () => {
    const { token } = await givenCommunity({ name: 'Гимназия' })
    const first = place.start(vk(token))
    await first.ready()
    await first.stop()

    const second = place.start({ VK_TOKENS: token, VK_API_URL: 'http://127.0.0.1:1/method' })
    await second.ready()

    expect(second.output).toContain('ВКонтакте сейчас не отвечает')
    expect((await fetch(`${place.url}/healthz`)).status).toBe(200)
  })
})

async function taken(): Promise<{ readonly number: number; release(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const release = async (): Promise<void> => {
    server.close()
    await once(server, 'close')
  }
  return { number: portOf(server.address()), release }
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
