import { setTimeout as delay } from 'node:timers/promises'
import type { Log, OutboxResult, OutboxStore } from '../app/transport-ports.ts'

export interface ResultRecorderOptions {
  readonly store: OutboxStore
  readonly random: () => number
  readonly log: Log
}

const resultsAtOnce = 500
const faultWaitFirstMs = 100
const faultWaitMaxMs = 10_000

interface Waiting {
  readonly result: OutboxResult
  readonly resolve: () => void
}

/**
 * Writes down how sending ended, many results in one statement: what arrives while one runs goes into the next.
 * While the database is away results wait in memory; if the process ends first, VK recognises the repeats.
 */
export class ResultRecorder {
  readonly #options: ResultRecorderOptions
  readonly #stopping = new AbortController()
  #waiting: Waiting[] = []
  #writing: Promise<void> | null = null

  constructor(options: ResultRecorderOptions) {
    this.#options = options
  }

  /** Resolves when the result is durable, or given up at the stop. */
  record(result: OutboxResult): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ result, resolve })
      this.#writing ??= this.#writeAll()
    })
  }

  /** Everything recorded so far is durable, or given up at the stop. */
  async drain(): Promise<void> {
    await this.#writing
  }

  /** Writes what waits once more, without retries. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#writing
  }

  async #writeAll(): Promise<void> {
    let faults = 0
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, resultsAtOnce)
      try {
        await this.#options.store.recordResults(batch.map(({ result }) => result))
        faults = 0
      } catch (error) {
        faults += 1
        this.#options.log.error(
          { err: error, count: batch.length },
          'results of sending could not be recorded',
        )
        if (!this.#stopping.signal.aborted) {
          await this.#waitAfter(faults)
          continue
        }
      }
      this.#waiting = this.#waiting.slice(batch.length)
      for (const { resolve } of batch) resolve()
    }
    this.#writing = null
  }

  async #waitAfter(faults: number): Promise<void> {
    const { signal } = this.#stopping
    const waitMs = Math.min(faultWaitMaxMs, faultWaitFirstMs * 2 ** Math.min(faults, 10))
    try {
      await delay(waitMs * (0.5 + this.#options.random() / 2), undefined, { signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}
