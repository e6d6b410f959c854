/**
 * Runs one load at a time. A request that comes during a load starts exactly one more after it, so the last load always
 * began after the last change. A load that could not reach the sandbox is repeated until it can or until `stop`.
 */

const retryMs = 2_000

export type LoadOutcome = 'loaded' | 'unreachable'

export class Refresher {
  readonly #load: () => Promise<LoadOutcome>
  #isRunning = false
  #isWanted = false
  #isStopped = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(load: () => Promise<LoadOutcome>) {
    this.#load = load
  }

  readonly refresh = (): void => {
    this.#isWanted = true
    if (!this.#isRunning) void this.#run()
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#retry)
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    clearTimeout(this.#retry)
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false
      const outcome = await this.#load()
      if (outcome === 'unreachable' && !this.#isStopped) this.#retry = setTimeout(this.refresh, retryMs)
    }
    this.#isRunning = false
  }
}
