/**
 * Polls that brought nothing are repeated together, at the next tick. Waking up costs a process more than a poll does:
 * 1,700 communities polled each for itself wake it 70 times a second, and what begins together also ends together.
 *
 * VK keeps what is said meanwhile and gives it to the next poll at once, so a message waits for a tick only if it came
 * between two polls: with ticks of 100 ms and polls of 25 s one in 250, for 50 ms in the mean.
 */
export class Ticks {
  readonly #intervalMs: number
  #waiting: (() => void)[] = []

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs
  }

  /** Resolves at the next tick, with all others that wait. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      if (this.#waiting.length === 1) setTimeout(() => this.#tick(), this.#intervalMs)
    })
  }

  #tick(): void {
    const due = this.#waiting
    this.#waiting = []
    for (const resolve of due) resolve()
  }
}
