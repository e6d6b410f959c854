/** Handles stored events as they come: woken by the long poll, and looking by itself now and then. */
import { setTimeout as delay } from 'node:timers/promises'

export interface InboxWorkerOptions {
  /** Handles at most `limit` events and returns how many there were. */
  readonly handle: (limit: number) => Promise<number>
  readonly onError: (error: unknown) => void
  /** Events taken into one transaction. */
  readonly batchSize?: number
}

const batchSizeUsual = 100
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
    while ((await this.#options.handle(this.#batchSize)) > 0);
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
      try {
        const handled = await this.#options.handle(this.#batchSize)
        if (handled > 0) continue
      } catch (error) {
        this.#options.onError(error)
        await delay(backOffMs)
      }
      await this.#sleep()
    }
  }

  async #sleep(): Promise<void> {
    if (this.#isAwake || this.#isStopping) return
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    const abort = new AbortController()
    await Promise.race([woken, delay(lookAgainMs, undefined, { signal: abort.signal }).catch(() => {})])
    abort.abort()
  }
}
