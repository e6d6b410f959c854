import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processBirth } from '../../src/db/embedded-process.ts'
import { waitFor } from '../support/wait-for.ts'

/** The preparation of a fresh clone, with a program in the place of npm that installs nothing and counts its calls. */

const runFile = promisify(execFile)
const installOnly = `const { bootstrapOrExit, toolSteps } = await import('./scripts/bootstrap.mjs')
await bootstrapOrExit({ steps: toolSteps.slice(0, 1), stream: process.stdout })`

let clone: string

beforeEach(async () => {
  clone = await mkdtemp(path.join(tmpdir(), 'otklik-clone-'))
  await cp('scripts', path.join(clone, 'scripts'), { recursive: true })
  await writeFile(path.join(clone, 'package-lock.json'), '{"packages":{}}')
})

afterEach(async () => {
  await rm(clone, { recursive: true, force: true })
})

async function givenNpm(program: string): Promise<void> {
  const count = `require('node:fs').appendFileSync(${JSON.stringify(path.join(clone, 'calls'))}, 'x')`
  await writeFile(path.join(clone, 'npm.js'), `${count};${program}`)
}

const environment = () => ({ ...process.env, npm_execpath: path.join(clone, 'npm.js') })
const bootstrapArguments = ['--input-type=module', '-e', installOnly]

async function bootstrap() {
  return runFile(process.execPath, bootstrapArguments, { cwd: clone, env: environment() })
}

const calls = () => readFile(path.join(clone, 'calls'), 'utf8')

test('two preparations at once install once, and a third has nothing to do or to say', async () => {
  await givenNpm(`setTimeout(() => require('node:fs').mkdirSync('node_modules'), 300)`)

  await Promise.all([bootstrap(), bootstrap()])
  const third = await bootstrap()

  expect(await calls()).toBe('x')
  expect(third.stdout).toBe('')
})

test('a changed lockfile is installed', async () => {
  await givenNpm(`require('node:fs').mkdirSync('node_modules', { recursive: true })`)
  await bootstrap()

  await writeFile(
    path.join(clone, 'package-lock.json'),
    '{"packages":{"node_modules/new":{"version":"1.0.0"}}}',
  )
  await bootstrap()

  expect(await calls()).toBe('xx')
})

test('packages that a person installed with npm are left alone', async () => {
  await givenNpm('')
  await writeFile(
    path.join(clone, 'package-lock.json'),
    '{"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}',
  )
  await mkdir(path.join(clone, 'node_modules'))
  await writeFile(
    path.join(clone, 'node_modules', '.package-lock.json'),
    '{"packages":{"node_modules/a":{"version":"1.0.0"}}}',
  )

  await bootstrap()

  await expect(calls()).rejects.toThrow(/ENOENT/)
})

test.each([
  ['npm error code ENOSPC', 'не хватило места'],
  ['npm error code ENOTFOUND registry.npmjs.org', 'Нет связи с реестром npm'],
  ['npm error code EACCES', 'Нет прав на запись'],
  ['npm error code E500', 'Ниже ответ npm'],
])('%s ends with one sentence that says what to do', async (words, sentence) => {
  await givenNpm(`console.error(${JSON.stringify(words)}); process.exitCode = 1`)

  const failing = bootstrap()

  await expect(failing).rejects.toMatchObject({ code: 1 })
  await expect(failing).rejects.toMatchObject({ stderr: expect.stringContaining(words) })
  await expect(failing).rejects.toMatchObject({ stderr: expect.stringContaining(sentence) })
})

test('a preparation that was killed does not block the next one', async () => {
  await givenNpm(`setTimeout(() => undefined, 5_000)`)
  const killed = spawn(process.execPath, bootstrapArguments, {
    cwd: clone,
    env: environment(),
    stdio: 'ignore',
  })
  await waitFor(calls)
  killed.kill('SIGKILL')
  await once(killed, 'exit')

  await givenNpm(`require('node:fs').mkdirSync('node_modules')`)
  await bootstrap()

  expect(await calls()).toBe('xx')
})

test('SIGTERM during the preparation ends it and its tool at once', async () => {
  await givenNpm(
    `require('node:fs').writeFileSync('pid', String(process.pid)); setTimeout(() => undefined, 60_000)`,
  )
  const stopped = spawn(process.execPath, bootstrapArguments, {
    cwd: clone,
    env: environment(),
    stdio: 'ignore',
  })
  // A file is there before what is written into it.
  const pid = await waitFor(async () => Number(await readFile(path.join(clone, 'pid'), 'utf8')) || null)

  stopped.kill('SIGTERM')
  const [code]: unknown[] = await once(stopped, 'exit')

  expect(code).toBe(143)
  await waitFor(async () => (await processBirth(pid)) === null, { what: 'the end of the tool' })
})
