/**
 * The events of one community, as its long poll server keeps them: numbered, bounded, the same for everyone who polls.
 * Updates are kept as JSON text, because every poll answers with the same bytes.
 */
export type QueueAnswer =
  | { readonly kind: 'updates'; readonly ts: number; readonly updates: readonly string[] }
  | { readonly kind: 'failed'; readonly body: string }
  | { readonly kind: 'nothing' }

export type LongPollState = {
  readonly key: string
  readonly lastTs: number
  readonly updates: readonly string[]
}

export class LongPollQueue {
  key: string
  #lastTs: number
  #updates: string[] = []
  #waiters = new Set<() => void>()
  #isWakeScheduled = false
  readonly #historyLength: number

  constructor(options: { readonly key: string; readonly firstTs: number; readonly historyLength: number }) {
    this.key = options.key
    this.#lastTs = options.firstTs
    this.#historyLength = options.historyLength
  }

  state(): LongPollState {
    return { key: this.key, lastTs: this.#lastTs, updates: this.#updates }
  }

  goOn({ key, lastTs, updates }: LongPollState): void {
    this.key = key
    this.#lastTs = lastTs
    this.#updates = [...updates]
  }

  get ts(): number {
    return this.#lastTs
  }

  push(update: string): void {
    this.#updates.push(update)
    this.#lastTs += 1
    if (this.#updates.length > this.#historyLength) this.#updates.shift()
    this.#wakeSoon()
  }

  /** What a poll with this key and ts gets right now. A ts that is not a number is treated as an outdated one. */
  read(key: string, ts: number): QueueAnswer {
    if (key !== this.key) return { kind: 'failed', body: '{"failed":2}' }
    const oldestTs = this.#lastTs - this.#updates.length
    if (!Number.isInteger(ts) || ts > this.#lastTs) return failedHistory(this.#lastTs)
    if (ts < oldestTs) return failedHistory(oldestTs)
    if (ts === this.#lastTs) return { kind: 'nothing' }
    return { kind: 'updates', ts: this.#lastTs, updates: this.#updatesAfter(ts) }
  }

  /** An answer that repeats the last events, as VK does now and then after a reconnect. */
  readAgain(count: number): string {
    const ts = Math.max(this.#lastTs - count, this.#lastTs - this.#updates.length)
    return updatesBody(this.#lastTs, this.#updatesAfter(ts))
  }

  emptyAnswer(): string {
    return updatesBody(this.#lastTs, [])
  }

  /** From now on only the new key works; polls that are open learn it at once. */
  replaceKey(key: string): void {
    this.key = key
    this.#wakeSoon()
  }

  /** Open polls look again: something besides an event has changed. */
  wake(): void {
    this.#wakeSoon()
  }

  /** Calls back once after the next event or change of key. */
  wait(wake: () => void): void {
    this.#waiters.add(wake)
  }

  forget(wake: () => void): void {
    this.#waiters.delete(wake)
  }

  #updatesAfter(ts: number): readonly string[] {
    return this.#updates.slice(this.#updates.length - (this.#lastTs - ts))
  }

  /** Events of one action (message_allow, then message_new) leave in one answer. */
  #wakeSoon(): void {
    if (this.#isWakeScheduled || this.#waiters.size === 0) return
    this.#isWakeScheduled = true
    queueMicrotask(() => {
      this.#isWakeScheduled = false
      const waiters = this.#waiters
      this.#waiters = new Set()
      for (const wake of waiters) wake()
    })
  }
}

export function updatesBody(ts: number, updates: readonly string[]): string {
  return `{"ts":"${ts}","updates":[${updates.join(',')}]}`
}

/** VK writes this ts as a number, unlike every other one. */
function failedHistory(ts: number): QueueAnswer {
  return { kind: 'failed', body: `{"failed":1,"ts":${ts}}` }
}
