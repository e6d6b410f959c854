import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { startSandbox } from '../../sandbox/server.ts'
import { freePorts } from '../support/product-process.ts'

const main = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

type Run = { readonly child: ChildProcess; readonly output: () => string; readonly exit: Promise<unknown[]> }

const run = (env: Readonly<Record<string, string>>): Run => {
  const child = fork(main, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  return { child, output: () => output, exit: once(child, 'exit') }
}

const started = async (sandbox: Run): Promise<string> => {
  const ready = /sandbox ready (http:\S+)/
  while (!ready.test(sandbox.output()))
    await Promise.race([once(sandbox.child.stdout ?? sandbox.child, 'data'), sandbox.exit])
  return ready.exec(sandbox.output())?.[1] ?? ''
}

it('says where it is, and does not wait for an open stream to end when it is stopped by SIGTERM', async () => {
  const sandbox = run({ SANDBOX_PORT: '0' })
  const url = await started(sandbox)
  const stream = await fetch(`${url}/sandbox/stream`)
  const before = performance.now()

  sandbox.child.kill('SIGTERM')

  expect(await sandbox.exit).toEqual([0, null])
  expect(performance.now() - before).toBeLessThan(10_000)
  await stream.text().catch(() => 'cut off')
})

it('goes when its parent goes', async () => {
  const sandbox = run({ SANDBOX_PORT: '0' })
  await started(sandbox)

  sandbox.child.disconnect()

  expect(await sandbox.exit).toEqual([0, null])
})

it('never repeats the numbers of messages after a restart', async () => {
  const first = run({ SANDBOX_PORT: '0' })
  const user = await fetch(`${await started(first)}/sandbox/users`, {
    method: 'POST',
    body: JSON.stringify({ firstName: 'Анна', lastName: 'Лучинкина' }),
  })

  expect(JSON.stringify(await user.json())).toMatch(/"userId":8[5-9]\d{7}|"userId":9\d{8}/)
})

it('writes its world down when it is stopped, and goes on from there', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'otklik-sandbox-'))
  const port = String((await freePorts(1))[0] ?? 0)
  const settings = { SANDBOX_PORT: port, SANDBOX_STATE: path.join(folder, 'state'), SANDBOX_SEED: '5' }
  const first = run(settings)
  const user = { firstName: 'Анна', lastName: 'Лучинкина' }
  const created = await fetch(`${await started(first)}/sandbox/users`, {
    method: 'POST',
    body: JSON.stringify(user),
  })
  const { userId } = z.object({ userId: z.number() }).parse(await created.json())
  first.child.kill('SIGTERM')
  await first.exit

  const second = run(settings)

  const state = await fetch(`${await started(second)}/sandbox/state`)
  expect(await state.json()).toMatchObject({
    users: expect.arrayContaining([{ userId, ...user, role: 'citizen' }]),
  })
  await rm(folder, { recursive: true })
})

it('explains in one sentence a port that is taken and a port that is none', async () => {
  const taken = await startSandbox({ port: 0 })
  const second = run({ SANDBOX_PORT: String(taken.port) })
  const third = run({ SANDBOX_PORT: 'порт' })

  expect(await second.exit).toEqual([1, null])
  expect(second.output()).toBe(
    'The sandbox did not start. The port is taken: stop what uses it or set SANDBOX_PORT to another one.\n',
  )
  expect(await third.exit).toEqual([1, null])
  expect(third.output()).toMatch(/^The sandbox did not start\. SANDBOX_PORT: .+\n$/)
  await taken.stop()
})
