/** Hands out ticket numbers; asks the store for several at once, because every question to it costs a round trip. */
import type { TicketId } from '../domain/ids.ts'
import { invariant } from '../domain/invariant.ts'
import type { Store } from './ports.ts'

/** Numbers lost when the process ends: people see a gap of at most this many. */
const reservedMax = 8

export class TicketNumbers {
  readonly #store: Pick<Store, 'nextTicketIds'>
  #reserved: readonly TicketId[] = []
  #waitingCount = 0
  #reserving: Promise<void> | null = null

  constructor(store: Pick<Store, 'nextTicketIds'>) {
    this.#store = store
  }

  async next(): Promise<TicketId> {
    this.#waitingCount += 1
    try {
      while (this.#reserved.length === 0) await (this.#reserving ??= this.#reserve())
    } finally {
      this.#waitingCount -= 1
    }
    const [first, ...rest] = this.#reserved
    invariant(first !== undefined, 'the store gave no ticket numbers')
    this.#reserved = rest
    return first
  }

  async #reserve(): Promise<void> {
    try {
      // All who ask in the same turn are counted before the question is put.
      await Promise.resolve()
      this.#reserved = await this.#store.nextTicketIds(Math.max(reservedMax, this.#waitingCount))
      invariant(this.#reserved.length > 0, 'the store gave no ticket numbers')
    } finally {
      this.#reserving = null
    }
  }
}
