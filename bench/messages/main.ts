/** `npm run bench:messages`: the product, a bare echo bot and a hand-written loop, one after another on one machine. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { query, startDatabase } from './database.ts'
import { type Options, readOptions, usage } from './options.ts'
import { isEven } from './even.ts'
import { runOutbox } from './outbox-run.ts'
import { type Report, type Round, machineLine, printReport } from './report.ts'
import { type Bench, type ProductRun, runEcho, runFloor, runIdle, runProduct } from './runs.ts'
import { explainAndExit, step } from './step.ts'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const workFolder = await mkdtemp(path.join(os.tmpdir(), 'otklik-bench-'))
  const server = await startDatabase(path.join(workFolder, 'database'))
  const bench: Bench = {
    workFolder,
    server,
    warmupMs: options.warmupSeconds * 1000,
    measureMs: options.seconds * 1000,
  }
  try {
    const [version] = await query<{ version: string }>(
      server.url,
      `select current_setting('server_version') as version`,
    )
    const report = await measure(bench, options, machineLine(version?.version ?? 'unknown'))
    if (options.isJson) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    else printReport(report)
    if (!runsOf(report).every(isEven) || report.outbox?.isEven === false) {
      console.error('Messages were lost or doubled, or the books do not agree: the figures mean nothing.')
      process.exitCode = 1
    }
  } finally {
    await server.stop()
    await rm(workFolder, { recursive: true, force: true })
  }
}

async function measure(bench: Bench, options: Options, machine: string): Promise<Report> {
  const { phases, communities, manyCommunities } = options
  const saturated = { communities, load: { kind: 'saturate', outstanding: options.outstanding } } as const
  const offered = { communities: manyCommunities, load: { kind: 'offer', perSecond: options.rate } } as const
  const rounds: Round[] = []
  if (phases.has('product') || phases.has('echo') || phases.has('floor'))
    for (let number = 1; number <= options.rounds; number += 1)
      rounds.push(await measureRound(bench, options, `round ${number}`))
  const hasRate = phases.has('rate')
  const productRate = hasRate ? await step('product, offered rate', () => runProduct(bench, offered)) : null
  const echoRate = hasRate ? await step('echo bot, offered rate', () => runEcho(bench, offered)) : null
  const outboxOptions = { communities: options.communities, seconds: options.seconds }
  const outbox = phases.has('outbox')
    ? await step('outbox alone', () => runOutbox(bench, outboxOptions))
    : null
  const idleOptions = { communities: manyCommunities, seconds: options.idleSeconds }
  const idle = phases.has('idle') ? await step('product, idle', () => runIdle(bench, idleOptions)) : null
  const profiled = phases.has('profile')
    ? await step('product, profiled', () => runProduct(bench, { ...saturated, isProfiled: true }))
    : null
  return {
    machine,
    options: { ...options, phases: [...phases] },
    rounds,
    productRate,
    echoRate,
    outbox,
    idle,
    profiled,
  }
}

const runsOf = ({ rounds, productRate, profiled }: Report): readonly ProductRun[] =>
  [...rounds.map(({ product }) => product), productRate, profiled].filter((run) => run !== null)

/** What is compared runs one right after another: the rest of the machine changes from minute to minute. */
async function measureRound(bench: Bench, options: Options, name: string): Promise<Round> {
  const { phases } = options
  const saturated = {
    communities: options.communities,
    load: { kind: 'saturate', outstanding: options.outstanding },
  } as const
  const product = await step(`${name}: product`, () => runProduct(bench, saturated))
  const [twoCommits, oneCommit] = phases.has('floor')
    ? [
        await step(`${name}: hand-written loop`, () => runFloor(bench, product, false)),
        await step(`${name}: hand-written loop, one commit`, () => runFloor(bench, product, true)),
      ]
    : [null, null]
  const echo = phases.has('echo') ? await step(`${name}: echo bot`, () => runEcho(bench, saturated)) : null
  return { product, echo, twoCommits, oneCommit }
}

main().catch((error: unknown) => explainAndExit(error, usage))
