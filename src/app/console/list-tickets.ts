/** Pages of the queue and of a search, within what the person may see. */
import { maySeeTicket, visibleTickets } from '../../domain/access.ts'
import type { TicketView } from '../../domain/desk.ts'
import { type TicketId, ticketId } from '../../domain/ids.ts'
import { type Clock, type Instant, addSeconds } from '../../domain/time.ts'
import { viewTicket } from '../ticket-view.ts'
import type { FoundTicket, QueueCounts, QueueFilter, QueuePosition, QueueStore } from './ports.ts'
import type { Worker } from './work-at-console.ts'

export interface Listing {
  readonly queues: QueueStore
  readonly clock: Clock
  /** The region's zone: its midnight ends «сегодня». */
  readonly timeZone: string
}

export interface ListedTicket extends TicketView {
  readonly isWaiting: boolean
}

export interface QueuePage {
  readonly tickets: readonly ListedTicket[]
  /** Where the next page begins; null: this was the last. */
  readonly next: QueuePosition | null
}

/** «Горит»: late, or less than this is left. */
const burningSeconds = 2 * 3600
const searchedMax = 100

export async function listTickets(
  { queues, clock, timeZone }: Listing,
  worker: Worker,
  page: {
    readonly filter: QueueFilter
    readonly after: QueuePosition | null
    readonly limit: number
    /** Null: all. */
    readonly ids: readonly TicketId[] | null
  },
): Promise<QueuePage> {
  const question = { ...scopeOf(worker, clock.now(), timeZone), filter: page.filter, ids: page.ids }
  // One more than is shown tells whether there is another page.
  const found = await queues.findPage(question, page.after, page.limit + 1)
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    tickets: shown.map((one) => listed(one, worker, timeZone)),
    next: found.length > page.limit && last !== undefined ? positionOf(last) : null,
  }
}

export const countTickets = ({ queues, clock, timeZone }: Listing, worker: Worker): Promise<QueueCounts> =>
  queues.count(scopeOf(worker, clock.now(), timeZone))

/** By number, or by words in any form: of the conversation, of the place, of the citizen's name. Newest first. */
export async function searchTickets(
  { queues, timeZone }: Listing,
  worker: Worker,
  words: string,
): Promise<readonly ListedTicket[]> {
  const number = /^(?:№\s*)?(\d{1,12})$/u.exec(words.trim())?.[1]
  const scope = visibleTickets(worker.member)
  const [byNumber, byWords] = await Promise.all([
    number === undefined || Number(number) === 0 ? [] : queues.findTickets([ticketId(Number(number))]),
    queues.search(scope, words, searchedMax),
  ])
  const found = new Map([...byNumber, ...byWords].map((one) => [one.ticket.id, one]))
  return [...found.values()]
    .filter(({ ticket }) => maySeeTicket(worker.member, ticket))
    .map((one) => listed(one, worker, timeZone))
}

export const listed = (found: FoundTicket, { region }: Worker, timeZone: string): ListedTicket => ({
  ...viewTicket(found.ticket, region, timeZone, found.citizenName),
  isWaiting: found.isWaiting,
})

/** What a page is sorted by; the database sorts by the same. */
export const positionOf = ({ ticket }: FoundTicket): QueuePosition => ({
  dueAt: ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt,
  id: ticket.id,
})

function scopeOf({ member }: Worker, now: Instant, timeZone: string) {
  const tomorrow = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 })
  return {
    scope: visibleTickets(member),
    staffId: member.id,
    now,
    todayUntil: tomorrow.toZonedDateTime(timeZone).toInstant(),
    burningUntil: addSeconds(now, burningSeconds),
  }
}
