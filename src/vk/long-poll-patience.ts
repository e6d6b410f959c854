/**
 * How long VK is asked to hold a poll. VK advises 25 seconds, because proxies on the way may cut a silent connection
 * after 30, and allows 90 («Bots Long Poll API», read 2026-11-23). Where nothing cuts, longer polls cost a region a
 * third of the requests, so longer ones are tried: by one community at a time, and by all only when that went well.
 */
export class PollPatience {
  readonly #usual: number
  readonly #most: number
  readonly #nowMs: () => number
  #proven: number
  #isTrying = false
  #triesAgainMs = 0

  /** `usual` seconds are never doubted, more than `most` never tried. `nowMs` never goes back. */
  constructor(usual: number, most: number, nowMs: () => number) {
    this.#usual = usual
    this.#most = most
    this.#proven = usual
    this.#nowMs = nowMs
  }

  begin(): PollWait {
    const isTrial = !this.#isTrying && this.#proven < this.#most && this.#nowMs() >= this.#triesAgainMs
    if (!isTrial) return { seconds: this.#proven, end: (outcome) => this.#endUsual(outcome) }
    this.#isTrying = true
    const seconds = Math.min(this.#most, this.#proven + this.#usual)
    return { seconds, end: (outcome) => this.#endTrial(seconds, outcome) }
  }

  #endTrial(seconds: number, outcome: PollOutcome): void {
    this.#isTrying = false
    if (outcome === 'held') this.#proven = Math.max(this.#proven, seconds)
    if (outcome === 'failed') this.#restUntilLater()
  }

  /** Also when all of VK was away, which a poll cannot tell from a proxy: an hour of shorter polls is no loss. */
  #endUsual(outcome: PollOutcome): void {
    if (outcome !== 'failed' || this.#proven === this.#usual) return
    this.#proven = this.#usual
    this.#restUntilLater()
  }

  #restUntilLater(): void {
    this.#triesAgainMs = this.#nowMs() + restMs
  }
}

/** Held: to the end, with nothing to tell. Answered: before that, or given up by us. Failed: no answer came. */
export type PollOutcome = 'held' | 'answered' | 'failed'

export interface PollWait {
  readonly seconds: number
  /** Called once. */
  readonly end: (outcome: PollOutcome) => void
}

const restMs = 3_600_000
