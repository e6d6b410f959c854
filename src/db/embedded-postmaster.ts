import type { ChildProcess } from 'node:child_process'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedBinaries } from './embedded-binaries.ts'
import type { Cluster } from './embedded-cluster.ts'
import { diskFullFault, EmbeddedServerFault } from './embedded-fault.ts'
import { isProcessAlive, processBirth, processCommandLine } from './embedded-process.ts'
import { settingArguments } from './embedded-settings.ts'

/** A running server of a cluster; `child` when this process started it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly child: ChildProcess | null
}

export type Durability = 'durable' | 'throwAway'

const attemptsMax = 8
/** Long, because a start after a crash replays the log; progress is shown while it lasts. */
const readyTimeoutMs = 300_000
const pollMs = 10
const slowAfterMs = 3_000
const fastShutdownMs = 4_000
const immediateShutdownMs = 1_000
const logBytesMax = 10_000_000

/** The server of this cluster that is already running (left by a killed process), or null. A stale postmaster.pid is removed. */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const file = path.join(folder, 'postmaster.pid')
  const status = await readStatus(file)
  if (status === null) return null
  // The id may belong to another program by now; PostgreSQL itself would then refuse to start.
  const command = isProcessAlive(status.pid) ? await processCommandLine(status.pid) : null
  if (command !== null && command.includes('postgres') && command.includes(folder)) {
    return { pid: status.pid, port: status.port, child: null }
  }
  await rm(file, { force: true })
  return null
}

/** Starts the server on the port of last time, or on a free one; returns when it accepts connections. */
export async function startPostmaster(
  cluster: Cluster,
  binaries: EmbeddedBinaries,
  durability: Durability,
  onProgress: (text: string) => void,
): Promise<Postmaster> {
  let port = cluster.port !== null && (await isPortFree(cluster.port)) ? cluster.port : await freePort()
  for (let attempt = 1; ; attempt += 1) {
    const started = await tryStart(cluster, binaries, durability, port, onProgress)
    if (started.type === 'ready') return started.postmaster
    const isLast = attempt === attemptsMax
    if (isLast || !/could not bind|Address already in use|pre-existing shared memory/.test(started.log)) {
      throw startFault(cluster.folder, started.log)
    }
    // Sessions of a killed server hold its memory for a moment; a port may be taken between looking and binding.
    await pause(100 * attempt)
    port = await freePort()
  }
}

/** Stops the server so that everything is on disk; after 4 s without sessions being asked, always within 5 s. */
export async function stopPostmaster(pid: number): Promise<void> {
  const birth = await processBirth(pid)
  if (birth === null) return
  const steps = [
    ['SIGINT', fastShutdownMs],
    ['SIGQUIT', immediateShutdownMs],
    ['SIGKILL', immediateShutdownMs],
  ] as const
  for (const [signal, waitMs] of steps) {
    if (!isProcessAlive(pid)) return
    process.kill(pid, signal)
    const deadline = performance.now() + waitMs
    while (performance.now() < deadline) {
      if ((await processBirth(pid)) !== birth) return
      await pause(pollMs)
    }
  }
}

type Start = { type: 'ready'; postmaster: Postmaster } | { type: 'ended'; log: string }

async function tryStart(
  cluster: Cluster,
  binaries: EmbeddedBinaries,
  durability: Durability,
  port: number,
  onProgress: (text: string) => void,
): Promise<Start> {
  const log = await openLog(`${cluster.folder}.log`)
  try {
    const args = ['-D', cluster.folder, '-p', String(port), ...settingArguments(durability)]
    const child = cluster.launch(binaries.postgres, args, ['ignore', log.handle.fd, log.handle.fd])
    // Its end is read from exitCode; without a listener a failed spawn would end this process.
    child.on('error', () => undefined)
    if (await waitUntilReady(cluster.folder, child, onProgress)) {
      child.unref()
      return { type: 'ready', postmaster: { pid: child.pid ?? 0, port, child } }
    }
    return { type: 'ended', log: (await readFile(log.file)).subarray(log.startsAt).toString('utf8') }
  } finally {
    await log.handle.close()
  }
}

/** True when the server accepts connections, false when it ended. */
async function waitUntilReady(
  folder: string,
  child: ChildProcess,
  onProgress: (text: string) => void,
): Promise<boolean> {
  const startedAt = performance.now()
  let nextReportMs = slowAfterMs
  for (;;) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return false
    const status = await readStatus(path.join(folder, 'postmaster.pid'))
    if (status !== null && status.pid === child.pid && status.isReady) return true
    const elapsedMs = performance.now() - startedAt
    if (elapsedMs > readyTimeoutMs) {
      child.kill('SIGQUIT')
      const text = `База данных в ${folder} не запустилась за ${readyTimeoutMs / 1000} с. Посмотрите ${folder}.log и запустите Отклик ещё раз.`
      throw new EmbeddedServerFault('serverFailed', text)
    }
    if (elapsedMs > nextReportMs) {
      onProgress(`база данных восстанавливается после сбоя, прошло ${Math.round(elapsedMs / 1000)} с`)
      nextReportMs += 5_000
    }
    await pause(pollMs)
  }
}

/** @see https://www.postgresql.org/docs/18/storage-file-layout.html postmaster.pid: id, folder, start, port, socket, address, memory, state */
async function readStatus(file: string): Promise<{ pid: number; port: number; isReady: boolean } | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1) return null
  return { pid, port: Number(lines[3] ?? 0), isReady: (lines[7] ?? '').trim() === 'ready' }
}

async function openLog(file: string) {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  if (size > logBytesMax) await rename(file, `${file}.old`)
  const handle = await open(file, 'a', 0o600)
  return { file, handle, startsAt: (await handle.stat()).size }
}

export function startFault(folder: string, log: string): EmbeddedServerFault {
  if (log.includes('No space left on device')) return diskFullFault(folder, log)
  if (log.includes('loading shared libraries')) {
    const text =
      'Встроенному PostgreSQL не хватает системных библиотек. Укажите в DATABASE_URL адрес своего PostgreSQL 15 или новее.'
    return new EmbeddedServerFault('platformUnsupported', text, log)
  }
  if (/could not bind|Address already in use/.test(log)) {
    const text =
      'Для базы данных не нашлось свободного порта на 127.0.0.1. Закройте лишние программы и запустите Отклик ещё раз.'
    return new EmbeddedServerFault('noPort', text, log)
  }
  const line =
    log.split('\n').findLast((text) => /FATAL|PANIC/.test(text)) ?? log.trim().split('\n').at(-1) ?? ''
  const text = `База данных в ${folder} не запустилась: ${line.replace(/^.*?(FATAL|PANIC):\s*/, '')}. Подробности — в ${folder}.log.`
  return new EmbeddedServerFault('serverFailed', text, log)
}

async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === null) throw startFault('', 'could not bind')
  return port
}

/** The port that could be listened on, or null. */
function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const found = address !== null && typeof address === 'object' ? address.port : null
      server.close(() => resolve(found))
    })
  })
}
