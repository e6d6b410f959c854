/**
 * Tells every open console at once what happened to tickets, each only of those that its person may see. It follows
 * the event log: nothing is added to the way of a message, and other processes on the same database are seen too.
 */
import { maySeeTicket } from '../../domain/access.ts'
import type { TicketId } from '../../domain/ids.ts'
import type { StaffMember } from '../../domain/staff.ts'
import type { ChangeStore, SeenChange } from './ports.ts'

/** `changed`: look again. `gone`: it was yours and is not any more. */
export interface TicketNews {
  readonly changed: readonly TicketId[]
  readonly opened: readonly TicketId[]
  readonly gone: readonly TicketId[]
}

export interface Subscriber {
  readonly member: StaffMember
  readonly tell: (news: TicketNews) => void
}

/** A statement that began earlier may end later, so that its rows appear behind newer ones. */
const lateRows = 2_000
const rowsMax = 1_000

export class ChangeFeed {
  readonly #store: ChangeStore
  readonly #subscribers = new Set<Subscriber>()
  #floor: number | null = null
  #seen: readonly number[] = []

  constructor(store: ChangeStore) {
    this.#store = store
  }

  /** Returns how to leave. News of what happened before are not told. */
  async subscribe(subscriber: Subscriber): Promise<() => void> {
    if (this.#subscribers.size === 0) await this.#begin()
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  /** One look at the log. Costs nothing while nobody listens. */
  async look(): Promise<void> {
    if (this.#subscribers.size === 0 || this.#floor === null) return
    const rows = await this.#store.findAfter(this.#floor, this.#seen, rowsMax)
    if (rows.length === 0) return
    this.#remember(rows)
    for (const subscriber of this.#subscribers) {
      const news = newsFor(subscriber.member, rows)
      if (news !== null) subscriber.tell(news)
    }
  }

  async #begin(): Promise<void> {
    const newest = await this.#store.newest()
    this.#floor = Math.max(0, newest - lateRows)
    this.#seen = (await this.#store.findAfter(this.#floor, [], lateRows + rowsMax)).map(({ id }) => id)
  }

  #remember(rows: readonly SeenChange[]): void {
    const seen = [...this.#seen, ...rows.map(({ id }) => id)]
    const floor = Math.max(this.#floor ?? 0, Math.max(...seen) - lateRows)
    this.#floor = floor
    this.#seen = seen.filter((id) => id > floor)
  }
}

function newsFor(member: StaffMember, rows: readonly SeenChange[]): TicketNews | null {
  const visible = rows.filter((row) => maySeeTicket(member, row.currentOwner))
  const isVisible = new Set(visible.map(({ ticketId }) => ticketId))
  // The log names the institution responsible when it happened: whoever could see it then is told that it left.
  const gone = rows.filter((row) => !isVisible.has(row.ticketId) && maySeeTicket(member, row.owner))
  if (visible.length === 0 && gone.length === 0) return null
  return {
    changed: [...isVisible],
    opened: visible.filter(({ type }) => type === 'ticketOpened').map(({ ticketId }) => ticketId),
    gone: [...new Set(gone.map(({ ticketId }) => ticketId))],
  }
}
