/** The single measurements. Each starts its own sandbox and its own database, so that none inherits another's rows. */
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { EmbeddedServer } from '../../src/db/embedded-server.ts'
import { type Child, startChild } from './child.ts'
import {
  countWritten,
  createDatabase,
  query,
  resetStatements,
  slowestStatements,
  type StatementTime,
  type Written,
} from './database.ts'
import { type DialogueCheck, type LoadFigures, dialogueCheck, loadFigures } from './figures.ts'
import { type ProfileSummary, summariseProfile } from './profile.ts'
import { startProduct } from './product.ts'
import { type BenchRegion, writeRegion } from './region.ts'
import { type Usage, UsageMeter } from './usage.ts'

export interface Bench {
  readonly workFolder: string
  readonly server: EmbeddedServer
  readonly warmupMs: number
  readonly measureMs: number
}

export type LoadKind =
  | { readonly kind: 'saturate'; readonly outstanding: number }
  | { readonly kind: 'offer'; readonly perSecond: number }

export interface LoadRun {
  readonly communities: number
  readonly load: LoadFigures
  readonly usage: Usage
  readonly check: DialogueCheck
}

export interface ProductRun extends LoadRun {
  readonly databaseUrl: string
  readonly written: Written
  readonly statements: readonly StatementTime[]
  readonly profile: ProfileSummary | null
}

const seed = 20_261_123

export async function runProduct(
  bench: Bench,
  options: { readonly communities: number; readonly load: LoadKind; readonly isProfiled?: boolean },
): Promise<ProductRun> {
  const { region, databaseUrl, sandbox, sandboxUrl } = await prepare(bench, options.communities)
  const product = await startProduct({
    workFolder: bench.workFolder,
    databaseUrl,
    sandboxUrl,
    communities: region.communities.length,
    isProfiled: options.isProfiled ?? false,
  })
  await resetStatements(databaseUrl)
  const window = { beginUs: 0, endUs: 0 }
  const meter = new UsageMeter({ bot: product.pid, sandbox: sandbox.pid, database: bench.server.pid })
  const load = await playLoad(bench, sandbox, options.load, (edge) => {
    meter.mark(edge)
    window[edge === 'begin' ? 'beginUs' : 'endUs'] = Number(process.hrtime.bigint() / 1000n)
  })
  const statements = await slowestStatements(databaseUrl)
  await allDone(databaseUrl)
  await product.stop()
  // Both books are compared only when nobody writes in them any more: cards wait for their token's turn for seconds.
  const check = await sandbox.ask({ ask: 'check' }, dialogueCheck)
  const written = await countWritten(databaseUrl)
  await sandbox.stop()
  const profile = options.isProfiled === true ? await summariseProfile(product.folder, window) : null
  return {
    communities: options.communities,
    load,
    usage: meter.usage,
    check,
    databaseUrl,
    written,
    statements,
    profile,
  }
}

const doneMs = 60_000

/** Everything received has been handled and sent, or a minute has passed: the books will then tell. */
export async function allDone(databaseUrl: string, withinMs = doneMs): Promise<void> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    const { unfinished, unsent } = await countWritten(databaseUrl)
    if (unfinished === 0 && unsent === 0) return
    await delay(250)
  }
}

export async function runEcho(
  bench: Bench,
  options: { readonly communities: number; readonly load: LoadKind },
): Promise<LoadRun> {
  const region = await writeRegion(
    path.join(bench.workFolder, `region-${options.communities}`),
    options.communities,
  )
  const { sandbox, sandboxUrl } = await startSandbox(region)
  const bot = startChild('echo-process.ts')
  await bot.ask({ apiUrl: `${sandboxUrl}/method`, communities: region.communities }, z.number())
  const meter = new UsageMeter({ bot: bot.pid, sandbox: sandbox.pid })
  const load = await playLoad(bench, sandbox, options.load, (edge) => meter.mark(edge))
  const check = await sandbox.ask({ ask: 'check' }, dialogueCheck)
  await bot.stop()
  await sandbox.stop()
  return { communities: options.communities, load, usage: meter.usage, check }
}

export interface IdleRun {
  readonly communities: number
  readonly usage: Usage
}

export async function runIdle(
  bench: Bench,
  options: { readonly communities: number; readonly seconds: number },
): Promise<IdleRun> {
  const { databaseUrl, sandbox, sandboxUrl } = await prepare(bench, options.communities)
  const { communities } = options
  const product = await startProduct({ workFolder: bench.workFolder, databaseUrl, sandboxUrl, communities })
  const meter = new UsageMeter({ bot: product.pid, sandbox: sandbox.pid, database: bench.server.pid })
  await delay(bench.warmupMs)
  meter.mark('begin')
  await delay(options.seconds * 1000)
  meter.mark('end')
  await product.stop()
  await sandbox.stop()
  return { communities, usage: meter.usage }
}

export interface FloorRun {
  readonly messagesPerSecond: number
  readonly usage: Usage
}

const floorFigures = z.object({ messages: z.number(), seconds: z.number() })

/** Rows in the shares and sizes of an earlier run of the product. */
export async function runFloor(
  bench: Bench,
  product: ProductRun,
  isOneTransaction: boolean,
): Promise<FloorRun> {
  const region = await writeRegion(path.join(bench.workFolder, 'region-floor'), 10)
  databases += 1
  const url = await createDatabase(bench.server, `floor_${databases}`, region)
  const [sample] = await query(
    product.databaseUrl,
    `select ${String(region.communities[0]?.groupId ?? 0)} as "groupId", 1 as "institutionId",
       (select body::text from inbox where type = 'message_new' order by abs(pg_column_size(body) - (select avg(pg_column_size(body)) from inbox)) limit 1) as "inboxBody",
       (select value::text from sessions order by abs(pg_column_size(value) - (select avg(pg_column_size(value)) from sessions)) limit 1) as session,
       (select body::text from outbox order by abs(pg_column_size(body) - (select avg(pg_column_size(body)) from outbox)) limit 1) as "outboxBody",
       (select facts::text from ticket_events order by pg_column_size(facts) desc limit 1) as facts,
       (select text from messages order by abs(length(text) - (select avg(length(text)) from messages)) limit 1) as words`,
  )
  const { inbox, citizens, tickets, events, messages, outbox } = product.written
  const share = (rows: number): number => rows / inbox
  const floor = startChild('floor-process.ts')
  const meter = new UsageMeter({ bot: floor.pid, database: bench.server.pid })
  const figures = await floor.ask(
    {
      url,
      warmupMs: bench.warmupMs,
      measureMs: bench.measureMs,
      isOneTransaction,
      sample,
      shares: {
        citizens: share(citizens),
        tickets: share(tickets),
        events: share(events),
        messages: share(messages),
        outbox: share(outbox),
      },
    },
    floorFigures,
    (edge) => meter.mark(edge),
  )
  await floor.stop()
  return { messagesPerSecond: figures.messages / figures.seconds, usage: meter.usage }
}

let databases = 0

export async function prepare(bench: Bench, communities: number, serverCallMs = 0) {
  const region = await writeRegion(path.join(bench.workFolder, `region-${communities}`), communities)
  databases += 1
  const databaseUrl = await createDatabase(bench.server, `product_${databases}`, region)
  return { region, databaseUrl, ...(await startSandbox(region, serverCallMs)) }
}

/** `serverCallMs`: how long groups.getLongPollServer takes. */
export async function startSandbox(
  { folder, communities }: BenchRegion,
  serverCallMs = 0,
): Promise<{ sandbox: Child; sandboxUrl: string }> {
  const sandbox = startChild('sandbox-process.ts')
  const asked = { ask: 'open', folder, communities, seed, serverCallMs }
  const sandboxUrl = await sandbox.ask(asked, z.string())
  return { sandbox, sandboxUrl }
}

export function playLoad(
  { warmupMs, measureMs }: Bench,
  sandbox: Child,
  load: LoadKind,
  onWindow: (edge: string) => void,
): Promise<LoadFigures> {
  const { kind, ...asked } = load
  return sandbox.ask({ ask: kind, ...asked, timing: { warmupMs, measureMs } }, loadFigures, onWindow)
}
