import { setTimeout as delay } from 'node:timers/promises'

/** @see VK documentation, "Ограничения по запросам" (dev.vk.com, read 2026): 20 requests a second with a community's token. */
const requestsPerSecondMax = 20
/** A second and a margin: requests that started apart may arrive closer together. */
const windowMs = 1_080

/** Lets at most 20 requests of one token start in any second, first come, first served; unused time is a burst. */
export class TokenRate {
  readonly #nowMs: () => number
  readonly #windows = new Map<string, Window>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Waits for its turn; the turn is fixed at the call, so waiting ones keep their order. */
  async take(token: string): Promise<void> {
    const waitMs = this.reserve(token)
    if (waitMs > 0) await delay(Math.ceil(waitMs))
  }

  /** Takes the next free turn; says how long from now it is. */
  reserve(token: string): number {
    const now = this.#nowMs()
    const window = this.#window(token)
    const startMs = Math.max(now, (window.starts[window.next] ?? -windowMs) + windowMs)
    window.starts[window.next] = startMs
    window.next = (window.next + 1) % requestsPerSecondMax
    return startMs - now
  }

  /** VK says the token is over its limit (another program uses it too): nothing of it starts for a whole window. */
  exhaust(token: string): void {
    const now = this.#nowMs()
    const { starts } = this.#window(token)
    for (const [index, start] of starts.entries()) starts[index] = Math.max(start, now)
  }

  #window(token: string): Window {
    const known = this.#windows.get(token)
    if (known !== undefined) return known
    const starts = Array.from({ length: requestsPerSecondMax }, () => -windowMs)
    const window = { starts, next: 0 }
    this.#windows.set(token, window)
    return window
  }
}

interface Window {
  /** Starts of the last 20 requests, those in the future included; a ring. */
  readonly starts: number[]
  next: number
}
