import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startFault, stopPostmaster } from '../../src/db/embedded-postmaster.ts'
import { processBirth } from '../../src/db/embedded-process.ts'
import {
  borrowEmbeddedServer,
  startEmbeddedServer,
  type EmbeddedServer,
} from '../../src/db/embedded-server.ts'
import { waitFor } from '../support/wait-for.ts'

let dataFolder: string
let holders: ChildProcess[]
let servers: EmbeddedServer[]

beforeEach(async () => {
  // Closed to everyone else, as mktemp makes it: the hard case when root starts the server under another account.
  dataFolder = path.join(await mkdtemp(path.join(tmpdir(), 'otklik-start-')), 'data')
  holders = []
  servers = []
})

afterEach(async () => {
  for (const holder of holders) holder.kill('SIGKILL')
  for (const server of servers) await server.stop()
  const orphan = Number((await readFile(postmasterFile(), 'utf8').catch(() => '')).split('\n')[0])
  if (orphan > 1 && orphan !== process.pid) await stopPostmaster(orphan)
  await rm(path.dirname(dataFolder), { recursive: true, force: true })
})

const postmasterFile = () => path.join(dataFolder, 'postgres', 'postmaster.pid')

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataFolder })
  servers.push(server)
  return server
}

const held = z.object({ pid: z.number(), port: z.number(), isAdopted: z.boolean() })

async function startInAnotherProcess() {
  const program = path.join(import.meta.dirname, 'hold-embedded-server.ts')
  const holder = spawn(process.execPath, ['--import', 'tsx', program, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  holders.push(holder)
  const [chunk]: unknown[] = await once(holder.stdout, 'data')
  const kill = async () => {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
  return { ...held.parse(JSON.parse(String(chunk))), kill }
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the embedded server', () => {
  test('keeps its data, its port and its password over a restart, and is durable', async () => {
    const first = await start()
    await query(first.url, 'create table kept as select 7 as id')
    await first.stop()

    const second = await start()

    expect(second.url).toBe(first.url)
    expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }])
    expect(await query(second.url, 'show fsync')).toEqual([{ fsync: 'on' }])
    expect(await query(second.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }])
    expect((await stat(path.join(dataFolder, 'postgres', 'otklik.json'))).mode & 0o777).toBe(0o600)
  })

  test('lets nobody in without the password and listens on this machine only', async () => {
    const { url, port } = await start()
    const withoutPassword = new URL(url)
    withoutPassword.password = 'wrong'

    await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect(port).toBeGreaterThan(1023)
  })

  test('sorts and compares Russian text without help of the system', async () => {
    const { url } = await start()

    expect(await query(url, `select lower('ЁЛКА') as lower, to_tsvector('письма')::text as words`)).toEqual([
      { lower: 'ёлка', words: `'письм':1` },
    ])
  })

  test('stops within five seconds although sessions are open', async () => {
    const server = await start()
    const client = new pg.Client({ connectionString: server.url })
    client.on('error', () => undefined)
    await client.connect()
    const startedAt = performance.now()

    await server.stop()

    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(await processBirth(server.pid)).toBeNull()
  })

  test('is refused to a second process with one sentence, and lent to a command', async () => {
    const running = await startInAnotherProcess()

    await expect(startEmbeddedServer({ dataFolder })).rejects.toMatchObject({ reason: 'dataFolderInUse' })
    const lent = await borrowEmbeddedServer({ dataFolder })
    expect(await query(lent.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await lent.stop()

    expect(await processBirth(running.pid)).not.toBeNull()
  })

  test('comes back on the same port when it is killed under us', async () => {
    const outcomes: string[] = []
    const server = await startEmbeddedServer({ dataFolder, onCrash: (outcome) => outcomes.push(outcome) })
    servers.push(server)

    process.kill(server.pid, 'SIGKILL')
    await waitFor(() => outcomes.length > 0, { timeoutMs: 15_000, what: 'the restart' })

    expect(outcomes).toEqual(['restarted'])
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('after a crash', () => {
  test('a server left by a killed process is taken over', async () => {
    const left = await startInAnotherProcess()
    await left.kill()

    const server = await start()

    expect(server).toMatchObject({ pid: left.pid, isAdopted: true })
    await server.stop()
    expect(await processBirth(left.pid)).toBeNull()
  })

  test('nothing blocks the next start when everything was killed', async () => {
    const left = await startInAnotherProcess()
    process.kill(left.pid, 'SIGKILL')
    await left.kill()

    const server = await start()

    expect(server.isAdopted).toBe(false)
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('ids that now belong to other programs do not count as a running server', async () => {
    const left = await startInAnotherProcess()
    process.kill(left.pid, 'SIGKILL')
    await left.kill()
    const stale = (await readFile(postmasterFile(), 'utf8')).split('\n').slice(1)
    await writeFile(postmasterFile(), [process.pid, ...stale].join('\n'))
    await writeFile(
      path.join(dataFolder, 'otklik.lock'),
      JSON.stringify({ pid: process.pid, birth: 'of another program' }),
    )

    const server = await start()

    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a creation that was cut short is begun again', async () => {
    await mkdir(path.join(dataFolder, 'postgres.new', 'base'), { recursive: true })
    await writeFile(path.join(dataFolder, 'otklik.lock'), '{"pid":')

    const server = await start()

    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('another free port is taken when somebody else has ours', async () => {
    const first = await start()
    await first.stop()
    const squatter = net.createServer().listen(first.port, '127.0.0.1')
    await once(squatter, 'listening')

    const second = await start()
    squatter.close()

    expect(second.port).not.toBe(first.port)
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('what is wrong is said in one sentence', () => {
  test('a data folder whose path is a file', async () => {
    await writeFile(dataFolder, '')

    await expect(start()).rejects.toMatchObject({ reason: 'dataFolderUnusable' })
    await expect(start()).rejects.toThrow(/занят файлом.*DATA_DIR/)
  })

  test.skipIf(process.getuid?.() === 0)(
    'a data folder that may not be written (root may write anywhere)',
    async () => {
      await mkdir(dataFolder)
      await chmod(dataFolder, 0o500)

      await expect(start()).rejects.toThrow(/Нет прав на запись в папку данных/)
    },
  )

  test('a data folder of another PostgreSQL', async () => {
    await mkdir(path.join(dataFolder, 'postgres'), { recursive: true })
    await writeFile(path.join(dataFolder, 'postgres', 'PG_VERSION'), '16\n')

    await expect(start()).rejects.toMatchObject({ reason: 'otherVersion' })
    await expect(start()).rejects.toThrow(/PostgreSQL 16/)
  })

  test('a folder with other files where the database should be', async () => {
    await mkdir(path.join(dataFolder, 'postgres'), { recursive: true })
    await writeFile(path.join(dataFolder, 'postgres', 'letter.txt'), 'mine')

    await expect(start()).rejects.toThrow(/посторонние файлы/)
    expect(await readFile(path.join(dataFolder, 'postgres', 'letter.txt'), 'utf8')).toBe('mine')
  })

  test.each([
    ['diskFull', 'FATAL:  could not write lock file "postmaster.pid": No space left on device'],
    ['noPort', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'],
    ['platformUnsupported', 'postgres: error while loading shared libraries: libicuuc.so.60'],
    ['serverFailed', 'PANIC:  could not locate a valid checkpoint record'],
  ])('%s, from the words of the server', (reason, log) => {
    const fault = startFault('/data/postgres', log)

    expect(fault.reason).toBe(reason)
    expect(fault.message).toMatch(/^[А-Я].*\.$/)
  })
})
