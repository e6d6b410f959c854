/** One ticket with everything that staff may know of it: words of both sides, notes, history, how answers travelled. */
import { whyThisDeadline } from '../../../scenes/deadline-texts.ts'
import { maySeeTicket, mayWorkOnTicket } from '../../domain/access.ts'
import type { TicketId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { calendarOf } from '../../domain/institution-calendar.ts'
import { lastPromisedDay, offeredDays } from '../../domain/promised-day.ts'
import { type Ticket, forwardsMax, isOpen } from '../../domain/ticket.ts'
import { colleaguesOn, staffName } from '../../domain/staff-mentions.ts'
import { isCoordinator } from '../../domain/staff.ts'
import type { PlainDate } from '../../domain/time.ts'
import { nameOf } from '../ticket-view.ts'
import { type ListedTicket, type Listing, listed } from './list-tickets.ts'
import type {
  DeliveryState,
  FileStore,
  StoredCopy,
  StoredFact,
  StoredNote,
  StoredWords,
  TicketFile,
} from './ports.ts'
import type { Worker } from './work-at-console.ts'

export interface ShownTicket {
  readonly listed: ListedTicket
  readonly words: readonly ShownWords[]
  readonly notes: readonly (StoredNote & { readonly authorName: string })[]
  readonly history: readonly ShownFact[]
  /** «Почему такой срок?», line by line. */
  readonly deadlineExplained: string
  readonly mayWork: boolean
  /** The next forward goes to the coordinators, whomever it names. */
  readonly isForwardLimited: boolean
  readonly copies: ReadonlyMap<string, StoredCopy>
  /** Open tickets of the same person that may be merged with this one. */
  readonly mates: readonly Ticket[]
  readonly incident: TicketFile['incident']
  /** Who can be called to it in a note. */
  readonly colleagues: readonly string[]
  /** Days that an interim answer may name: some to choose from, and the last. */
  readonly promise: { readonly offered: readonly PlainDate[]; readonly last: PlainDate }
}

interface ShownWords extends StoredWords {
  readonly authorName: string
  /** Null: words of others than staff. */
  readonly delivery: DeliveryState | null
}

export interface ShownFact extends StoredFact {
  readonly actorName: string | null
  readonly institutionTitle: string | null
}

export async function showTicketFile(
  listing: Listing & { readonly files: FileStore },
  worker: Worker,
  id: TicketId,
): Promise<Result<ShownTicket, { readonly kind: 'notFound' }>> {
  const { member, region } = worker
  const [found] = await listing.queues.findTickets([id])
  // Whether the number exists is nobody's business either.
  if (found === undefined || !maySeeTicket(member, found.ticket)) return refuse({ kind: 'notFound' })
  const { ticket } = found
  const file = await listing.files.findFile(ticket)
  const view = listed(found, worker, listing.timeZone)
  const citizenName = view.citizenName ?? 'Житель'
  return success({
    listed: view,
    words: file.words.map((words) => ({
      ...words,
      authorName: authorName(words, citizenName, region.roster),
      delivery:
        words.author.kind === 'staff' ? (file.deliveries.get(words.vkAt.epochMilliseconds) ?? null) : null,
    })),
    notes: file.notes.map((note) => ({
      ...note,
      authorName: nameOf(region.roster, note.staffId) ?? 'Коллега',
    })),
    history: file.history.map((fact) => shownFact(fact, worker)),
    deadlineExplained: whyThisDeadline(
      view,
      { directory: region.directory, timeZone: listing.timeZone },
      listing.clock.now(),
    ).text,
    mayWork: mayWorkOnTicket(member, ticket),
    copies: file.copies,
    mates: isOpen(ticket) ? file.mates.filter((mate) => mayWorkOnTicket(member, mate)) : [],
    incident: file.incident,
    colleagues: colleaguesOn(region.roster, ticket, member)
      .map(staffName)
      .toSorted((left, right) => left.localeCompare(right, 'ru')),
    promise: promiseFor(ticket, worker, listing),
    isForwardLimited: ticket.forwards >= forwardsMax && !isCoordinator(member),
  })
}

function promiseFor(
  { institutionId }: Pick<Ticket, 'institutionId'>,
  { member, region }: Worker,
  { clock, timeZone }: Listing,
): ShownTicket['promise'] {
  const calendar = calendarOf(region.directory, institutionId, timeZone)
  const now = clock.now()
  return {
    offered: offeredDays(calendar, now),
    last: lastPromisedDay(calendar, now, isCoordinator(member)),
  }
}

function authorName(words: StoredWords, citizenName: string, roster: Worker['region']['roster']): string {
  const { author } = words
  if (author.kind === 'citizen') return citizenName
  return author.kind === 'staff' ? (nameOf(roster, author.id) ?? 'Коллега') : 'Из сообщества, вручную'
}

function shownFact(fact: StoredFact, { region }: Worker): ShownFact {
  const { actor, institutionId } = fact
  const owner = institutionId === null ? undefined : region.directory.institutions.get(institutionId)
  return {
    ...fact,
    actorName: actor.kind === 'staff' ? (nameOf(region.roster, actor.id) ?? 'Коллега') : null,
    institutionTitle: owner?.shortTitle ?? null,
  }
}
