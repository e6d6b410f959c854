/** «Кто ещё смотрит»: who has a ticket open on the screen at this moment. Kept in memory; a restart forgets it. */
import type { StaffId, TicketId } from '../../domain/ids.ts'
import { type Clock, type Instant, secondsBetween } from '../../domain/time.ts'

export interface Watcher {
  readonly staffId: StaffId
  readonly isWriting: boolean
}

/** Pages repeat themselves every ten seconds; who missed two of them is gone. */
const staysSeconds = 25
const ticketsMax = 5_000

interface Seen {
  readonly at: Instant
  readonly isWriting: boolean
}

export class Watchers {
  readonly #clock: Clock
  readonly #tickets = new Map<TicketId, Map<StaffId, Seen>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Notes that a person looks, or stops looking, and returns the others who look now. */
  note(
    id: TicketId,
    { staffId, isWriting, isLeaving }: Watcher & { readonly isLeaving: boolean },
  ): readonly Watcher[] {
    const people = this.#tickets.get(id) ?? new Map<StaffId, Seen>()
    const now = this.#clock.now()
    for (const [person, { at }] of people) if (secondsBetween(at, now) > staysSeconds) people.delete(person)
    if (isLeaving) people.delete(staffId)
    else people.set(staffId, { at: now, isWriting })
    // The ticket that was looked at last is the last to be forgotten.
    this.#tickets.delete(id)
    if (people.size > 0) this.#tickets.set(id, people)
    this.#forgetOldest()
    return [...people]
      .filter(([person]) => person !== staffId)
      .map(([person, seen]) => ({ staffId: person, isWriting: seen.isWriting }))
  }

  #forgetOldest(): void {
    if (this.#tickets.size <= ticketsMax) return
    const [oldest] = this.#tickets.keys()
    if (oldest !== undefined) this.#tickets.delete(oldest)
  }
}
