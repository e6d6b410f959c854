/** One bot over all communities, through the parts that were asked for: start, silence, offered rates, a storm. */
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { type Child, startChild } from '../messages/child.ts'
import { countWritten } from '../messages/database.ts'
import { type DoorFigures, doorFigures } from '../messages/doors.ts'
import { isEven } from '../messages/even.ts'
import {
  type DialogueCheck,
  type LoadFigures,
  type StormFigures,
  dialogueCheck,
  stormFigures,
} from '../messages/figures.ts'
import { startProduct } from '../messages/product.ts'
import { writeRegion } from '../messages/region.ts'
import { type Bench, allDone, playLoad, prepare, startSandbox } from '../messages/runs.ts'
import { type Usage, UsageMeter } from '../messages/usage.ts'
import type { Options } from './options.ts'
import { type Storage, readStorage, walPosition } from './storage.ts'

export interface StartFigures extends DoorFigures {
  /** From the start of the process until every long poll was open for the first time; null: not all were. */
  readonly heardAfterMs: number | null
}

export interface RateRun {
  readonly perSecond: number
  readonly load: LoadFigures
  readonly usage: Usage
}

export interface StormRun {
  readonly storm: StormFigures
  readonly usage: Usage
}

export interface Session {
  readonly name: 'product' | 'vk-io echo'
  readonly firstStart: StartFigures
  /** With saved places in the long polls; null: not tried, or the bot saves none. */
  readonly secondStart: StartFigures | null
  readonly idle: Usage | null
  readonly rates: readonly RateRun[]
  readonly storm: StormRun | null
  /** Of the product, over everything said in the session. */
  readonly storage: Storage | null
  readonly check: DialogueCheck
  /** Books of the product against the sandbox's; null for a bot without books. */
  readonly isEven: boolean | null
}

/** VK takes so long; without it no two calls would ever meet at the sandbox. */
const serverCallMs = 50
const booksMs = 180_000

interface Bot {
  readonly name: Session['name']
  readonly pid: number
  readonly databasePid?: number
  readonly sandbox: Child
}

export async function runProductSession(bench: Bench, options: Options): Promise<Session> {
  const { communities, trains } = options
  const { databaseUrl, sandbox, sandboxUrl } = await prepare(bench, communities, serverCallMs)
  const started = { workFolder: bench.workFolder, databaseUrl, sandboxUrl, communities, trains }
  await sandbox.ask({ ask: 'beginDoors' }, z.null())
  let product = await startProduct(started)
  const firstStart = await startOf(sandbox, product.spawnedAtMs)
  const bot: Bot = { name: 'product', pid: product.pid, databasePid: bench.server.pid, sandbox }
  const walBefore = await walPosition(databaseUrl)
  const measured = await measure(bench, options, bot)
  await allDone(databaseUrl, booksMs)
  await product.stop()
  // Both books are compared only when nobody writes in them any more.
  const check = await sandbox.ask({ ask: 'check' }, dialogueCheck)
  const written = await countWritten(databaseUrl)
  const storage = await readStorage(databaseUrl, walBefore, check.said)
  let secondStart: StartFigures | null = null
  if (options.parts.has('start')) {
    await sandbox.ask({ ask: 'beginDoors' }, z.null())
    product = await startProduct({ ...started, folder: product.folder })
    secondStart = await startOf(sandbox, product.spawnedAtMs)
    await product.stop()
  }
  await sandbox.stop()
  const books = { storage, check, isEven: isEven({ check, written }) }
  return { name: bot.name, firstStart, secondStart, ...measured, ...books }
}

export async function runEchoSession(bench: Bench, options: Options): Promise<Session> {
  const region = await writeRegion(path.join(bench.workFolder, 'region-echo'), options.communities)
  const { sandbox, sandboxUrl } = await startSandbox(region, serverCallMs)
  await sandbox.ask({ ask: 'beginDoors' }, z.null())
  const spawnedAtMs = Date.now()
  const child = startChild('echo-process.ts')
  await child.ask({ apiUrl: `${sandboxUrl}/method`, communities: region.communities }, z.number())
  const firstStart = await startOf(sandbox, spawnedAtMs)
  const measured = await measure(bench, options, { name: 'vk-io echo', pid: child.pid, sandbox })
  await child.stop()
  const check = await sandbox.ask({ ask: 'check' }, dialogueCheck)
  await sandbox.stop()
  const books = { storage: null, check, isEven: null }
  return { name: 'vk-io echo', firstStart, secondStart: null, ...measured, ...books }
}

const heardMs = 120_000

async function startOf(sandbox: Child, spawnedAtMs: number): Promise<StartFigures> {
  const deadline = performance.now() + heardMs
  for (;;) {
    const figures = await sandbox.ask({ ask: 'doors' }, doorFigures)
    const heardAfterMs = figures.allHeardAtMs === null ? null : figures.allHeardAtMs - spawnedAtMs
    if (heardAfterMs !== null || performance.now() > deadline) return { ...figures, heardAfterMs }
    await delay(100)
  }
}

async function measure(
  bench: Bench,
  { parts, idleSeconds, rates, flood }: Options,
  bot: Bot,
): Promise<Pick<Session, 'idle' | 'rates' | 'storm'>> {
  const meterOf = (): UsageMeter =>
    new UsageMeter({
      bot: bot.pid,
      sandbox: bot.sandbox.pid,
      ...(bot.databasePid === undefined ? {} : { database: bot.databasePid }),
    })
  const idle = parts.has('idle') ? await silence(bench, meterOf(), idleSeconds * 1000) : null
  const measured: RateRun[] = []
  for (const perSecond of parts.has('rate') ? rates : []) {
    const meter = meterOf()
    const offered = { kind: 'offer', perSecond } as const
    const load = await playLoad(bench, bot.sandbox, offered, (edge) => meter.mark(edge))
    measured.push({ perSecond, load, usage: meter.usage })
  }
  const storm = parts.has('storm') ? await brew(bench, bot, meterOf(), rates[0] ?? 100, flood) : null
  return { idle, rates: measured, storm }
}

async function silence({ warmupMs }: Bench, meter: UsageMeter, ms: number): Promise<Usage> {
  await delay(warmupMs)
  meter.mark('begin')
  await delay(ms)
  meter.mark('end')
  return meter.usage
}

async function brew(
  { warmupMs, measureMs }: Bench,
  { sandbox }: Bot,
  meter: UsageMeter,
  perSecond: number,
  flood: number,
): Promise<StormRun> {
  const asked = { ask: 'storm', perSecond, flood, timing: { warmupMs, measureMs } }
  const storm = await sandbox.ask(asked, stormFigures, (edge) => meter.mark(edge))
  return { storm, usage: meter.usage }
}
