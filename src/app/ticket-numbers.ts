/** Hands out ticket numbers; asks the store for several at once, because every question to it costs a round trip. */
import type { TicketId } from '../domain/ids.ts'
import { invariant } from '../domain/invariant.ts'
import type { Store } from './ports.ts'

/** Numbers lost when the process ends: people see a gap of at most this many. */
const reservedMax = 8

export class TicketNumbers {
  readonly #store: Pick<Store, 'nextTicketIds'>
  #reserved: readonly TicketId[] = []

  constructor(store: Pick<Store, 'nextTicketIds'>) {
    this.#store = store
  }

  async next(): Promise<TicketId> {
    if (this.#reserved.length === 0) this.#reserved = await this.#store.nextTicketIds(reservedMax)
    const [first, ...rest] = this.#reserved
    invariant(first !== undefined, 'the store gave no ticket numbers')
    this.#reserved = rest
    return first
  }
}
