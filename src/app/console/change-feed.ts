/**
 * Tells every open console at once what happened to tickets, each only of those that its person may see. It follows
 * the event log and the notes: nothing is added to the way of a message, and other processes on the same database are seen too.
 */
import { maySeeTicket } from '../../domain/access.ts'
import type { TicketId } from '../../domain/ids.ts'
import type { StaffMember } from '../../domain/staff.ts'
import type { ChangeSource, ChangeStore, SeenChange } from './ports.ts'

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
  readonly #tails: readonly Tail[]
  readonly #subscribers = new Set<Subscriber>()

  constructor({ events, notes }: ChangeStore) {
    this.#tails = [new Tail(events), new Tail(notes)]
  }

  /** Returns how to leave. News of what happened before are not told. */
  async subscribe(subscriber: Subscriber): Promise<() => void> {
    if (this.#subscribers.size === 0) await Promise.all(this.#tails.map((tail) => tail.begin()))
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  /** One look. Costs nothing while nobody listens. */
  async look(): Promise<void> {
    if (this.#subscribers.size === 0) return
    const rows = (await Promise.all(this.#tails.map((tail) => tail.read()))).flat()
    if (rows.length === 0) return
    for (const subscriber of this.#subscribers) {
      const news = newsFor(subscriber.member, rows)
      if (news !== null) subscriber.tell(news)
    }
  }
}

/** The growing end of one table. */
class Tail {
  readonly #source: ChangeSource
  #floor: number | null = null
  #seen: readonly number[] = []

  constructor(source: ChangeSource) {
    this.#source = source
  }

  async begin(): Promise<void> {
    const newest = await this.#source.newest()
    this.#floor = Math.max(0, newest - lateRows)
    this.#seen = (await this.#source.findAfter(this.#floor, [], lateRows + rowsMax)).map(({ id }) => id)
  }

  /** Rows that were not read before. */
  async read(): Promise<readonly SeenChange[]> {
    if (this.#floor === null) return []
    const rows = await this.#source.findAfter(this.#floor, this.#seen, rowsMax)
    if (rows.length > 0) this.#remember(this.#floor, rows)
    return rows
  }

  #remember(before: number, rows: readonly SeenChange[]): void {
    const seen = [...this.#seen, ...rows.map(({ id }) => id)]
    const floor = Math.max(before, Math.max(...seen) - lateRows)
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
