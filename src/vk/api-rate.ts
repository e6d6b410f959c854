/** @see VK documentation, "Ограничения по запросам" (dev.vk.com, read 2026): 20 requests a second with a community's token. */
const requestsPerSecondMax = 20
/** A second and a margin for clocks and timers. */
const windowMs = 1_010
/** An answer that takes longer is no longer waited for: one stuck request must not cost a twentieth of the rate for long. */
const answerMsMax = 1_000

/**
 * Lets through at most 20 requests of one token in any second, first come, first served; unused time is a burst. VK
 * counts a request when it arrives, some time between start and answer: so a request counts until a second after its
 * answer. Counting starts alone meets error 6 as soon as one request is slower on its way than another.
 */
export class TokenRate {
  readonly #nowMs: () => number
  readonly #windows = new Map<string, Window>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Waits for its turn. What it resolves with has to be called when the request is over. */
  take(token: string): Promise<() => void> {
    return this.#window(token).take()
  }

  /** VK says the token is over its limit (another program uses it too): nothing of it starts for a whole window. */
  exhaust(token: string): void {
    this.#window(token).exhaust()
  }

  #window(token: string): Window {
    const known = this.#windows.get(token)
    if (known !== undefined) return known
    const window = new Window(this.#nowMs)
    this.#windows.set(token, window)
    return window
  }
}

class Window {
  readonly #nowMs: () => number
  /** When each of the 20 places may be used again. */
  readonly #freeAtMs = new Float64Array(requestsPerSecondMax)
  /** Which request holds a place; a late answer must not free the place of another. */
  readonly #holders = new Float64Array(requestsPerSecondMax)
  readonly #waiting: ((release: () => void) => void)[] = []
  #requests = 0
  #timer: NodeJS.Timeout | null = null

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  take(): Promise<() => void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#letThrough()
    })
  }

  exhaust(): void {
    const freeAtMs = this.#nowMs() + windowMs
    for (const [place, known] of this.#freeAtMs.entries()) this.#freeAtMs[place] = Math.max(known, freeAtMs)
  }

  #letThrough(): void {
    const now = this.#nowMs()
    while (this.#waiting.length > 0) {
      const freeAtMs = Math.min(...this.#freeAtMs)
      if (freeAtMs > now) {
        this.#wakeIn(freeAtMs - now)
        return
      }
      this.#waiting.shift()?.(this.#hold(this.#freeAtMs.indexOf(freeAtMs), now))
    }
  }

  #hold(place: number, now: number): () => void {
    this.#requests += 1
    const holder = this.#requests
    this.#holders[place] = holder
    this.#freeAtMs[place] = now + answerMsMax + windowMs
    return () => {
      if (this.#holders[place] !== holder) return
      this.#freeAtMs[place] = Math.min(this.#freeAtMs[place] ?? 0, this.#nowMs() + windowMs)
      this.#letThrough()
    }
  }

  #wakeIn(waitMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#letThrough()
    }, Math.ceil(waitMs))
  }
}
