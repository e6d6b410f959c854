/** One copy of the installation a day, made in the night or as soon as the product runs again; old ones make room. */
import type { Log } from '../app/transport-ports.ts'
import { localTime } from '../domain/local-time.ts'
import type { Clock } from '../domain/time.ts'
import { Loop } from './loop.ts'

export interface CopyShelf {
  /** Names of the copies that lie there. */
  names(): Promise<readonly string[]>
  write(name: string): Promise<void>
  remove(name: string): Promise<void>
}

export interface DailyCopiesOptions {
  readonly shelf: CopyShelf
  /** At least 1. */
  readonly keep: number
  /** IANA name. */
  readonly timeZone: string
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
  readonly intervalMs?: number
}

/** The quietest hour of a public page. */
const nightHour = 3
const lookMs = 600_000

export class DailyCopies {
  readonly #options: DailyCopiesOptions
  readonly #loop: Loop

  constructor(options: DailyCopiesOptions) {
    this.#options = options
    const { random, log, intervalMs = lookMs } = options
    this.#loop = new Loop({
      run: () => this.#look(),
      intervalMs,
      onFault: (error) => log.error({ err: error }, 'the daily copy could not be made'),
      random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  /** A copy that is being made is finished or, when the process ends first, leaves nothing under its name. */
  stop(): Promise<void> {
    return this.#loop.stop()
  }

  async #look(): Promise<void> {
    const { shelf, clock, timeZone, keep, log } = this.#options
    const today = copyName(clock, timeZone)
    const names = await shelf.names()
    if (today === null || names.includes(today)) return
    for (const name of names.filter(isHalf)) await shelf.remove(name)
    await shelf.write(today)
    log.info({ copy: today }, 'daily copy made')
    for (const name of outdated([...names, today], keep)) await shelf.remove(name)
  }
}

/** Null before the hour of copies. */
function copyName(clock: Clock, timeZone: string): string | null {
  const now = clock.now()
  if (localTime(now, timeZone).hour < nightHour) return null
  return `otklik-${now.toZonedDateTimeISO(timeZone).toPlainDate().toString()}.zip`
}

/** Left by a process that ended while it wrote. */
const isHalf = (name: string): boolean => /^otklik-\d{4}-\d{2}-\d{2}\.zip\.part$/u.test(name)

/** Other files in the folder are not ours to remove. */
const outdated = (names: readonly string[], keep: number): readonly string[] =>
  names
    .filter((name) => /^otklik-\d{4}-\d{2}-\d{2}\.zip$/u.test(name))
    .toSorted()
    .slice(0, -keep)
