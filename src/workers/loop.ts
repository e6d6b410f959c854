import { setTimeout as delay } from 'node:timers/promises'

export interface LoopOptions {
  /** One pass. It must have a bound of its own. */
  readonly run: () => Promise<void>
  /** Between two passes when nobody wakes the loop. */
  readonly intervalMs: number
  /** A pass failed; the next comes after a growing wait. */
  readonly onFault: (error: unknown) => void
  /** 0 ≤ value < 1. */
  readonly random: () => number
}

const faultWaitMaxMs = 30_000

/** Repeats a pass: at the latest after an interval, at once when woken; never two at the same time. */
export class Loop {
  readonly #options: LoopOptions
  readonly #stopping = new AbortController()
  #isStarted = false
  #isWoken = false
  #interrupt = new AbortController()
  #current: Promise<void> = Promise.resolve()
  #faults = 0
  #ended: Promise<void> = Promise.resolve()

  constructor(options: LoopOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#isStarted || this.#stopping.signal.aborted) return
    this.#isStarted = true
    this.#ended = this.#repeat()
  }

  /** Asks for a pass that sees everything done before this call. */
  wake(): void {
    this.#isWoken = true
    // After a fault the wait is there to protect a database that is down: waking does not shorten it.
    if (this.#faults === 0) this.#interrupt.abort()
  }

  /** A pass that began after this call has ended; its fault is thrown. */
  drain(): Promise<void> {
    return this.#pass()
  }

  /** No new pass; resolves when the running one has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#interrupt.abort()
    await this.#ended
    await Promise.allSettled([this.#current])
  }

  async #repeat(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#isWoken = false
      try {
        await this.#pass()
        this.#faults = 0
      } catch (error) {
        this.#faults += 1
        this.#options.onFault(error)
      }
      await this.#wait()
    }
  }

  /** Passes queue up behind each other; the fault of one is told to who asked for it, not to the next. */
  #pass(): Promise<void> {
    const pass = Promise.allSettled([this.#current]).then(() => this.#options.run())
    this.#current = pass
    return pass
  }

  async #wait(): Promise<void> {
    if (this.#isWoken && this.#faults === 0) return
    this.#interrupt = new AbortController()
    const { signal } = this.#interrupt
    if (this.#stopping.signal.aborted) return
    try {
      await delay(this.#waitMs(), undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #waitMs(): number {
    const { intervalMs, random } = this.#options
    if (this.#faults === 0) return intervalMs
    return Math.min(faultWaitMaxMs, intervalMs * 2 ** Math.min(this.#faults, 10)) * (0.5 + random() / 2)
  }
}
