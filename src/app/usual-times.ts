/** How soon an institution usually answers, for the receipt. Looked up rarely: habits change over weeks. */
import type { InstitutionId } from '../domain/ids.ts'
import { type Clock, type Instant, secondsBetween } from '../domain/time.ts'
import type { Store } from './ports.ts'

const refreshAfterSeconds = 3_600

export class UsualTimes {
  readonly #store: Pick<Store, 'findUsualTimes'>
  readonly #clock: Clock
  #seconds: ReadonlyMap<InstitutionId | null, number> = new Map()
  #readAt: Instant | null = null

  constructor(store: Pick<Store, 'findUsualTimes'>, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** Null when there were too few answers to speak of a habit. */
  of(id: InstitutionId | null): number | null {
    return this.#seconds.get(id) ?? null
  }

  /** Reads the database at most once an hour. */
  async refresh(): Promise<void> {
    const now = this.#clock.now()
    if (this.#readAt !== null && secondsBetween(this.#readAt, now) < refreshAfterSeconds) return
    this.#seconds = await this.#store.findUsualTimes(now)
    this.#readAt = now
  }
}
