import os from 'node:os'
import type { Options } from './options.ts'
import type { FloorRun, IdleRun, LoadRun, ProductRun } from './runs.ts'
import type { Usage } from './usage.ts'

export interface Report {
  readonly machine: string
  readonly options: Options
  readonly product: ProductRun | null
  readonly echo: LoadRun | null
  readonly floors: { readonly twoCommits: FloorRun; readonly oneCommit: FloorRun } | null
  readonly productRate: ProductRun | null
  readonly echoRate: LoadRun | null
  readonly idle: IdleRun | null
  readonly profiled: ProductRun | null
}

export function machineLine(databaseVersion: string): string {
  const cpus = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  return `${cpus[0]?.model.trim() ?? 'unknown cpu'}, ${cpus.length} cores, ${memory} GiB; ${os.type()} ${os.release()}; Node ${process.version}; PostgreSQL ${databaseVersion}, fsync on`
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const perSecond = ({ load }: LoadRun): number => load.answered / load.seconds

export function printReport(report: Report): void {
  const { product, echo, floors, productRate, echoRate, idle, profiled } = report
  say(`\n${report.machine}`)
  say(`load at the end: ${os.loadavg()[0]?.toFixed(1) ?? '?'} (1 min)\n`)
  if (product !== null) printLoad('product, saturated', product)
  if (echo !== null) printLoad('vk-io echo, saturated', echo)
  if (floors !== null) {
    printFloor('hand-written loop', floors.twoCommits)
    printFloor('  the same, one commit a message', floors.oneCommit)
  }
  if (productRate !== null) printLoad('product, offered rate', productRate)
  if (echoRate !== null) printLoad('vk-io echo, offered rate', echoRate)
  if (product !== null && echo !== null)
    say(`ratio product / echo: ${ratio(perSecond(product), perSecond(echo))}`)
  if (product !== null && floors !== null) {
    say(
      `ratio product / hand-written loop: ${ratio(perSecond(product), floors.twoCommits.messagesPerSecond)}`,
    )
    say(
      `ratio product / loop with one commit: ${ratio(perSecond(product), floors.oneCommit.messagesPerSecond)}`,
    )
  }
  if (idle !== null) printIdle(idle)
  for (const run of [product, productRate]) if (run !== null) printCheck(run)
  if (product !== null) printStatements(product)
  if (profiled !== null) printProfile(profiled)
}

function printLoad(name: string, run: LoadRun): void {
  const { load, usage, communities } = run
  say(`${name} (${communities} communities, ${load.seconds.toFixed(0)} s)`)
  say(
    `  ${perSecond(run).toFixed(0)} messages/s; p50 ${load.p50Ms.toFixed(1)} ms, p99 ${load.p99Ms.toFixed(1)} ms, max ${load.maxMs.toFixed(0)} ms` +
      (load.lagMaxMs > 0 ? `; generator late by at most ${load.lagMaxMs.toFixed(0)} ms` : ''),
  )
  say(`  ${usageLine(usage, load.answered)}; RSS of the bot ${megabytes(usage.botRssBytes)} MB`)
  const { citizens, said, lost, doubled, cards } = run.check
  say(`  ${citizens} citizens said ${said}: lost ${lost}, doubled ${doubled}; ${cards} cards to staff`)
}

function printFloor(name: string, run: FloorRun): void {
  say(`${name}\n  ${run.messagesPerSecond.toFixed(0)} messages/s`)
  say(`  ${usageLine(run.usage, run.messagesPerSecond * run.usage.seconds)}`)
}

function usageLine(usage: Usage, messages: number): string {
  const each = (seconds: number): string => ((seconds / messages) * 1000).toFixed(2)
  const { botCpuSeconds, sandboxCpuSeconds, databaseCpuSeconds, foreignCores } = usage
  return `CPU s per 1,000 messages: bot ${each(botCpuSeconds)}, sandbox ${each(sandboxCpuSeconds)}, PostgreSQL ${each(databaseCpuSeconds)}; others kept ${foreignCores.toFixed(2)} cores busy`
}

function printIdle({ communities, usage }: IdleRun): void {
  const share = ((usage.botCpuSeconds / usage.seconds) * 100).toFixed(1)
  const database = ((usage.databaseCpuSeconds / usage.seconds) * 100).toFixed(1)
  say(`idle, ${communities} communities, ${usage.seconds.toFixed(0)} s`)
  say(`  RSS ${megabytes(usage.botRssBytes)} MB, ${share} % of a core; PostgreSQL ${database} %`)
}

/** The product's own books against what was said. */
function printCheck({ check, written }: ProductRun): void {
  const { inbox, unfinished, outbox, unsent, tickets, cards } = written
  const isEven =
    inbox === check.said && unfinished === 0 && unsent === 0 && outbox === check.replies + check.cards
  say(
    `database: inbox ${inbox} of ${check.said} said, unfinished ${unfinished}; outbox ${outbox}, seen ${check.replies} replies + ${check.cards} cards, unsent ${unsent}; tickets ${tickets}, rows about tickets ${cards}: ${isEven ? 'even' : 'NOT EVEN'}`,
  )
}

function printStatements({ statements, load }: ProductRun): void {
  say('\nstatements of the saturated run by time in PostgreSQL (warm-up included)')
  for (const { name, calls, milliseconds } of statements)
    say(`  ${milliseconds.toFixed(0).padStart(7)} ms ${String(calls).padStart(7)} × ${name}`)
  say(`  in a window of ${load.seconds.toFixed(0)} s`)
}

function printProfile({ profile, load }: ProductRun): void {
  if (profile === null) return
  const total = profile.areas.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  say(
    `\nCPU profile of the product, saturated (${(load.answered / load.seconds).toFixed(0)} messages/s while profiled)`,
  )
  for (const { name, milliseconds } of profile.areas)
    say(`  ${((milliseconds / total) * 100).toFixed(1).padStart(5)} %  ${name}`)
  say('  functions by self time')
  for (const { name, milliseconds } of profile.functions)
    say(`  ${((milliseconds / total) * 100).toFixed(1).padStart(5)} %  ${name}`)
}

const ratio = (left: number, right: number): string => (left / right).toFixed(2)
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)
