/** The built product as a process of its own, as `npm start` runs it. */
import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stopProcess } from './child.ts'
import { query } from './database.ts'

export interface RunningProduct {
  readonly pid: number
  /** When it was started, in ms since 1970. */
  readonly spawnedAtMs: number
  /** From there until it said that it is ready. */
  readonly readyMs: number
  /** With a profile, it is written into `folder` by then. */
  stop(): Promise<void>
  readonly folder: string
}

const main = path.resolve(import.meta.dirname, '../../dist/src/main.js')
const readyMs = 120_000
const stopMs = 15_000

export async function startProduct(options: {
  readonly workFolder: string
  readonly databaseUrl: string
  readonly sandboxUrl: string
  readonly communities: number
  readonly isProfiled?: boolean
  /** False: the text model is not trained meanwhile. The load decides in a minute as much as a region in a day. */
  readonly trains?: boolean
  /** Of an earlier run that is to be gone on with. */
  readonly folder?: string
}): Promise<RunningProduct> {
  const folder = options.folder ?? (await mkdtemp(path.join(options.workFolder, 'product-')))
  const profiling = options.isProfiled === true ? ['--cpu-prof', '--cpu-prof-dir', folder] : []
  const spawnedAtMs = Date.now()
  const child = spawn(process.execPath, [...profiling, main], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PORT: '0',
      DATA_DIR: folder,
      DATABASE_URL: options.databaseUrl,
      VK_API_URL: `${options.sandboxUrl}/method`,
      LOG_LEVEL: 'warn',
      // The citizens of the load write again faster than anybody can read.
      SILENCE_SECONDS: '0',
      ...(options.trains === false ? { RETRAIN_AFTER: '0' } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const hasEnded = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the product ended with code ${code ?? 'none'}`)))
  })
  hasEnded.catch(() => {})
  const saysReady = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('otklik ready')) resolve()
    })
  })
  await Promise.race([saysReady, hasEnded])
  const readyMs = Date.now() - spawnedAtMs
  await Promise.race([allPolled(options.databaseUrl, options.communities), hasEnded])
  return { pid: child.pid ?? 0, spawnedAtMs, readyMs, stop: () => stopProcess(child, stopMs), folder }
}

/** Every community is listened to, and what was said before the first start has been looked up. */
async function allPolled(databaseUrl: string, communities: number): Promise<void> {
  const deadline = performance.now() + readyMs
  for (;;) {
    const [row] = await query<{ polled: number }>(
      databaseUrl,
      'select count(*)::int as polled from poll_cursors where server is not null and gap_since is null',
    )
    if (row?.polled === communities) break
    if (performance.now() > deadline) throw new Error(`only ${row?.polled ?? 0} communities are polled`)
    await delay(200)
  }
  await delay(1_000)
}
