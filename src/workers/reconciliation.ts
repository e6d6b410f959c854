import { setTimeout as delay } from 'node:timers/promises'
import type { HistoryGap, HistoryStore, Log, ReadHistory } from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'
import { addSeconds, isBefore, type Clock, type Instant } from '../domain/time.ts'
import { Loop } from './loop.ts'

export interface ReconciliationOptions {
  readonly store: HistoryStore
  readonly readHistory: ReadHistory
  /** Missed messages are in the inbox. */
  readonly onMissed: () => void
  readonly clock: Clock
  /** 0 ≤ value < 1. */
  readonly random: () => number
  readonly log: Log
  readonly timing?: ReconciliationTiming
}

export interface ReconciliationTiming {
  readonly intervalMs: number
  /** After a failed reading; doubles up to the bound. */
  readonly retryFirstMs: number
  readonly retryMaxMs: number
}

const defaultTiming: ReconciliationTiming = { intervalMs: 2_000, retryFirstMs: 2_000, retryMaxMs: 600_000 }
/** Requests to VK beside the polls: each community reads one page after another, so at most so many at once. */
const communitiesAtOnce = 8
/** After a longer downtime people have long asked elsewhere, and a thousand late tickets would bury today's. */
const lookBackSecondsMax = 30 * 86_400
/** A request that hangs must not hold up the stop of the process; what it brings is then dropped. */
const stopTimeoutMs = 2_000

interface Failure {
  readonly count: number
  readonly retryAtMs: number
}

/** Reads the history of communities with a gap. Each is read by one task at a time, however often a gap is noticed. */
export class ReconciliationWorker {
  readonly #options: ReconciliationOptions
  readonly #timing: ReconciliationTiming
  readonly #loop: Loop
  readonly #running = new Map<GroupId, Promise<void>>()
  readonly #failures = new Map<GroupId, Failure>()
  readonly #stopping = new AbortController()

  constructor(options: ReconciliationOptions) {
    this.#options = options
    this.#timing = options.timing ?? defaultTiming
    this.#loop = new Loop({
      run: () => this.#begin(),
      intervalMs: this.#timing.intervalMs,
      onFault: (error) => options.log.error({ err: error }, 'gaps could not be looked up'),
      random: options.random,
    })
  }

  start(): void {
    this.#loop.start()
  }

  /** A gap was noted. */
  wake(): void {
    this.#loop.wake()
  }

  /** Every gap that is due has been read once. */
  async drain(): Promise<void> {
    do {
      await this.#loop.drain()
      await Promise.all(this.#running.values())
    } while (this.#isFull)
  }

  /** Ends between two requests, within 2 seconds; an unfinished gap is read again by the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop.stop()
    await Promise.race([Promise.all(this.#running.values()), delay(stopTimeoutMs, undefined, { ref: false })])
  }

  #isFull = false

  async #begin(): Promise<void> {
    const { store } = this.#options
    const free = communitiesAtOnce - this.#running.size
    this.#isFull = false
    if (free <= 0) return
    const gaps = await store.findGaps([...this.#running.keys(), ...this.#waiting()], free)
    this.#isFull = gaps.length === free
    for (const gap of gaps) this.#running.set(gap.groupId, this.#reconcile(gap))
  }

  #waiting(): readonly GroupId[] {
    const nowMs = this.#options.clock.now().epochMilliseconds
    return [...this.#failures].filter(([, { retryAtMs }]) => retryAtMs > nowMs).map(([id]) => id)
  }

  async #reconcile(gap: HistoryGap): Promise<void> {
    const { groupId } = gap
    const { log } = this.#options
    try {
      const missedCount = await this.#read(gap)
      if (this.#stopping.signal.aborted) return
      await this.#options.store.closeGap(gap)
      this.#failures.delete(groupId)
      log.info({ groupId, missedCount }, 'history was read')
    } catch (error) {
      this.#noteFailure(groupId, error)
    } finally {
      this.#running.delete(groupId)
      // Somebody may wait for this place.
      if (this.#isFull) this.#loop.wake()
    }
  }

  async #read({ groupId, token, since }: HistoryGap): Promise<number> {
    const { store, readHistory, onMissed, clock } = this.#options
    const from = this.#bounded(since)
    let missedCount = 0
    for await (const events of readHistory(token, from, this.#stopping.signal)) {
      const added = await store.addMissed(groupId, events, clock.now())
      missedCount += added
      if (added > 0) onMissed()
    }
    return missedCount
  }

  #bounded(since: Instant): Instant {
    const earliest = addSeconds(this.#options.clock.now(), -lookBackSecondsMax)
    return isBefore(since, earliest) ? earliest : since
  }

  #noteFailure(groupId: GroupId, error: unknown): void {
    const { clock, random, log } = this.#options
    const { retryFirstMs, retryMaxMs } = this.#timing
    const count = (this.#failures.get(groupId)?.count ?? 0) + 1
    const waitMs = Math.min(retryMaxMs, retryFirstMs * 2 ** Math.min(count - 1, 20)) * (0.5 + random() / 2)
    this.#failures.set(groupId, { count, retryAtMs: clock.now().epochMilliseconds + waitMs })
    const reason = error instanceof Error ? error.message : 'unknown fault'
    log.warn({ groupId, count, reason }, 'history could not be read')
  }
}
