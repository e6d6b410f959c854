import os from 'node:os'
import { isEven } from './even.ts'
import type { Options } from './options.ts'
import type { OutboxRun } from './outbox-run.ts'
import type { FloorRun, IdleRun, LoadRun, ProductRun } from './runs.ts'
import type { Usage } from './usage.ts'

/** One of each, one right after another. */
export interface Round {
  readonly product: ProductRun
  readonly echo: LoadRun | null
  readonly twoCommits: FloorRun | null
  readonly oneCommit: FloorRun | null
}

export interface Report {
  readonly machine: string
  readonly options: Omit<Options, 'phases'> & { readonly phases: readonly string[] }
  readonly rounds: readonly Round[]
  readonly productRate: ProductRun | null
  readonly echoRate: LoadRun | null
  readonly outbox: OutboxRun | null
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
  const { rounds, productRate, echoRate, outbox, idle, profiled } = report
  say(`\n${report.machine}`)
  say(`load at the end: ${os.loadavg()[0]?.toFixed(1) ?? '?'} (1 min)\n`)
  for (const [index, round] of rounds.entries()) printRound(index + 1, round)
  if (rounds.length > 0) printMedians(rounds)
  if (productRate !== null) printLoad('product, offered rate', productRate)
  if (echoRate !== null) printLoad('vk-io echo, offered rate', echoRate)
  if (productRate !== null) printCheck(productRate)
  if (outbox !== null) printOutbox(outbox)
  if (idle !== null) printIdle(idle)
  const last = rounds.at(-1)
  if (last !== undefined) printStatements('saturated', last.product)
  if (productRate !== null) printStatements('offered rate', productRate)
  if (profiled !== null) printProfile(profiled)
}

function printRound(number: number, { product, echo, twoCommits, oneCommit }: Round): void {
  say(`round ${number}`)
  printLoad('product, saturated', product)
  printCheck(product)
  if (twoCommits !== null) printFloor('hand-written loop', twoCommits)
  if (oneCommit !== null) printFloor('hand-written loop, one commit a message', oneCommit)
  if (echo !== null) printLoad('vk-io echo, saturated', echo)
  say('')
}

function printMedians(rounds: readonly Round[]): void {
  const values = (of: (round: Round) => number | null): readonly number[] =>
    rounds.map(of).filter((value) => value !== null)
  const line = (name: string, of: (round: Round) => number | null, digits: number): void => {
    const sorted = values(of).toSorted((left, right) => left - right)
    const middle = sorted[Math.floor((sorted.length - 1) / 2)]
    if (middle === undefined) return
    const range = `${sorted[0]?.toFixed(digits) ?? ''} … ${sorted.at(-1)?.toFixed(digits) ?? ''}`
    say(`  ${name}: ${middle.toFixed(digits)} (${range})`)
  }
  const rate = ({ product }: Round): number => perSecond(product)
  say(`medians of ${rounds.length} rounds (least … most)`)
  line('product, messages/s', rate, 0)
  line('product / echo', (round) => round.echo && rate(round) / perSecond(round.echo), 2)
  line(
    'product / hand-written loop',
    (round) => round.twoCommits && rate(round) / round.twoCommits.messagesPerSecond,
    2,
  )
  line(
    'product / loop with one commit',
    (round) => round.oneCommit && rate(round) / round.oneCommit.messagesPerSecond,
    2,
  )
  say('')
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

function printOutbox({ communities, rows, seconds, isEven: isWhole, usage }: OutboxRun): void {
  say(`outbox alone, ${communities} communities: ${rows} messages in ${seconds.toFixed(1)} s`)
  say(`  ${(rows / seconds).toFixed(0)} messages/s; ${usageLine(usage, rows)}`)
  say(`  each once and in the order of its dialogue: ${isWhole ? 'even' : 'NOT EVEN'}`)
}

function printIdle({ communities, usage }: IdleRun): void {
  const share = ((usage.botCpuSeconds / usage.seconds) * 100).toFixed(1)
  const database = ((usage.databaseCpuSeconds / usage.seconds) * 100).toFixed(1)
  say(`idle, ${communities} communities, ${usage.seconds.toFixed(0)} s`)
  say(`  RSS ${megabytes(usage.botRssBytes)} MB, ${share} % of a core; PostgreSQL ${database} %`)
}

/** The product's own books against what was said. */
function printCheck(run: ProductRun): void {
  const { check, written } = run
  const { inbox, unfinished, outbox, unsent, tickets, cards } = written
  say(
    `database: inbox ${inbox} of ${check.said} said, unfinished ${unfinished}; outbox ${outbox}, seen ${check.replies} replies + ${check.cards} cards, unsent ${unsent}; tickets ${tickets}, rows about tickets ${cards}: ${isEven(run) ? 'even' : 'NOT EVEN'}`,
  )
}

function printStatements(name: string, { statements, load }: ProductRun): void {
  say(`\nstatements by time in PostgreSQL, ${name} (warm-up included)`)
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

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)
