/** Handles stored events as they come: woken by the long poll, and looking by itself now and then. */
import { peopleAtOnce } from '../app/community-pace.ts'
import { setTimeout as delay } from 'node:timers/promises'

export interface InboxWorkerOptions {
  /** Handles at most `limit` events and returns how many there were. */
  readonly handle: (limit: number) => Promise<number>
  /** Until something that was left out on purpose may be handled; null: nothing was. */
  readonly restMs: () => number | null
  readonly onError: (error: unknown) => void
  /** Events taken into one transaction. */
  readonly batchSize?: number
}

const batchSizeUsual = 100
/** A batch leaves something out only where one community has more people than this. */
const wholeBelow = peopleAtOnce
/** Somebody else may have stored events, or a wake-up was lost with a crash. */
const lookAgainMs = 1_000
/** After a failed round: the database may be restarting. */
const backOffMs = 500

export class InboxWorker {
  readonly #options: InboxWorkerOptions
  #isStopping = false
  #isAwake = false
  #wake: () => void = () => {}
  #running: Promise<void> | null = null

  constructor(options: InboxWorkerOptions) {
    this.#options = options
  }

  start(): void {
    this.#isStopping = false
    this.#running ??= this.#run()
  }

  /** There may be something new. Cheap; may be called from anywhere. */
  wake(): void {
    this.#isAwake = true
    this.#wake()
  }

  /** Handles everything that waits at the moment; for tests, and before a stop. */
  async drain(): Promise<void> {
    for (;;) {
      const restMs = this.#options.restMs()
      const handled = await this.#options.handle(this.#batchSize)
      if (handled === 0 && restMs === null) return
      if (handled === 0) await delay(restMs ?? 0)
    }
  }

  /** Takes no more and finishes the batch that runs. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.wake()
    await this.#running
    this.#running = null
  }

  get #batchSize(): number {
    return this.#options.batchSize ?? batchSizeUsual
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isAwake = false
      // Whose rest ends while the batch is read was left out of it all the same.
      const restMs = this.#options.restMs()
      try {
        const handled = await this.#options.handle(this.#batchSize)
        if (handled >= wholeBelow) continue
      } catch (error) {
        this.#options.onError(error)
        await delay(backOffMs)
      }
      await this.#sleep(restMs ?? lookAgainMs)
    }
  }

  async #sleep(mostMs: number): Promise<void> {
    if (this.#isAwake || this.#isStopping) return
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    const abort = new AbortController()
    const waitMs = Math.min(lookAgainMs, mostMs, this.#options.restMs() ?? lookAgainMs)
    await Promise.race([woken, delay(waitMs, undefined, { signal: abort.signal }).catch(() => {})])
    abort.abort()
  }
}
