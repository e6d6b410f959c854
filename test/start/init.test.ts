import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningSandbox, startSandbox } from '../../sandbox/server.ts'
import { readConfig } from '../../src/config.ts'

const command = path.resolve(import.meta.dirname, '../../dist/src/otklik.js')

describe('otklik init', { timeout: 60_000 }, () => {
  let vk: RunningSandbox
  let folder: string
  let tokens: Readonly<Record<'school' | 'desk' | 'poor', string>>

  beforeAll(async () => {
    vk = await startSandbox({ port: 0, seed: 7 })
    tokens = {
      school: await givenToken({ name: 'Школа № 7' }),
      desk: await givenToken({ name: 'Рабочее место' }),
      poor: await givenToken({ name: 'Бедное', scopes: ['messages'] }),
    }
  })

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'otklik-init-'))
    return () => rm(folder, { recursive: true, force: true })
  })

  afterAll(() => vk.stop())

  async function givenToken(body: object): Promise<string> {
    const answered = await fetch(`${vk.url}/sandbox/communities`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return z.object({ token: z.string() }).parse(await answered.json()).token
  }

  async function init(lines: readonly string[], argv: readonly string[] = []) {
    const child = spawn(process.execPath, [command, 'init', ...argv], {
      cwd: folder,
      env: { ...process.env, VK_API_URL: `${vk.url}/method` },
    })
    child.stdin.end(lines.map((line) => `${line}\n`).join(''))
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    return {
      out,
      errors,
      code: child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve))),
    }
  }

  const settings = async () => {
    const read = readConfig({}, await readFile(path.join(folder, '.env'), 'utf8'))
    return read.ok ? read.config : read.problems
  }

  it('asks, checks with VK, and writes settings that the product reads', async () => {
    const { out, code } = await init([tokens.school, tokens.desk, '', '2', '5', ''])

    expect(code).toBe(0)
    expect(out).toContain('Есть: «Школа № 7»')
    expect(out).toContain('npm start')
    expect(await settings()).toMatchObject({
      vkTokens: [tokens.school, tokens.desk],
      tokenKeys: [expect.any(Buffer)],
      serviceGroupId: expect.any(Number),
      timeZone: 'Asia/Omsk',
      databaseUrl: null,
      dataDir: path.resolve('./data'),
    })
    expect((await stat(path.join(folder, '.env'))).mode & 0o777).toBe(0o600)
  })

  it('says what is wrong with an answer and asks again', async () => {
    const { out, code } = await init([
      '',
      'ключ с пробелами',
      'vk1.a.nobody',
      tokens.poor,
      tokens.school,
      tokens.school,
      '',
      '99',
      '',
      'mysql://somewhere',
      '',
    ])

    expect(code).toBe(0)
    for (const words of [
      'Без ключа',
      'только латинские буквы',
      'недействителен',
      'нет прав: управление сообществом',
      'уже есть в списке',
      'Нужно число от 1 до 11',
      'нужен адрес вида postgresql',
    ])
      expect(out).toContain(words)
    expect(await settings()).toMatchObject({ vkTokens: [tokens.school], serviceGroupId: null })
  })

  it('keeps away from the folder of the sandbox, and from settings that are there', async () => {
    await mkdir(path.join(folder, 'data'))
    await init([tokens.school, '', '', ''])
    const first = await readFile(path.join(folder, '.env'), 'utf8')

    const refused = await init([''])
    const left = await init(['да', tokens.desk])

    expect(first).toContain('DATA_DIR=./data-vk\n')
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('Ничего не записано') })
    expect(left.code).toBe(1)
    expect(await readFile(path.join(folder, '.env'), 'utf8')).toBe(first)
  })

  it('takes no options', async () => {
    expect(await init([], ['--what'])).toMatchObject({ code: 2 })
  })
})
