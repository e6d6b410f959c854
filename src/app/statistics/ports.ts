/** What keeping and reading figures needs from the database. */
import type { HistoryList } from '../../domain/figures/listed-tickets.ts'
import type { LoggedEvent } from '../../domain/figures/logged-event.ts'
import type { SimulatedRegion } from '../../domain/simulation/simulated-region.ts'
import type { SimulatedTicket } from '../../domain/simulation/simulated-ticket.ts'
import type { Figures, OpenCounts } from '../../domain/figures/figures.ts'
import type { Sums } from '../../domain/figures/measures.ts'
import type { Instant } from '../../domain/time.ts'
import type { FigureSelection } from './figure-rights.ts'

/** Something in the event log is not as it was when it was sealed. */
export type LogDamage =
  | { readonly kind: 'changed' | 'deleted' | 'added'; readonly eventId: number }
  /** The events agree with the traces and the chain does not: the seal itself was changed. */
  | { readonly kind: 'sealBroken'; readonly seal: number }

export interface LogVerification {
  readonly events: number
  readonly seals: number
  /** Written since the last seal: not protected yet. */
  readonly unsealed: number
  /** Hash of the last seal in hexadecimal; null when nothing was sealed. Noted elsewhere, it guards the whole log. */
  readonly head: string | null
  readonly damages: readonly LogDamage[]
  /** Whether a hash noted earlier is still a link of the chain; null when none was given. */
  readonly isExpectedFound: boolean | null
}

/** The hash chain over the event log. */
export interface EventSeals {
  /** Seals what can be sealed, and returns how many events that were. */
  seal(): Promise<number>
  /** Reads the whole log. Names at most a hundred damages. */
  verify(expectedHead?: string): Promise<LogVerification>
}

/** The derived tables of figures. */
export interface FigureKeeper {
  /**
   * Counts every event that was written before this call. When calendars, the region's zone or the definitions are
   * other ones than before, a patient caller counts everything anew; a hasty one leaves the figures as they are.
   */
  catchUp(manner?: 'patient' | 'hasty'): Promise<void>
  /** The number of the last event that is counted. */
  mark(): Promise<number>
  /** Counts everything anew from the event log. Figures stay readable meanwhile. */
  rebuild(): Promise<void>
}

export type GroupBy = 'institution' | 'kind' | 'municipality' | 'topic' | 'community' | 'administrator'

export interface FigureQuery {
  readonly by: GroupBy
  /** ISO dates in the region's zone: from the first to before the second. */
  readonly from: string
  readonly to: string
  /** What is open is judged at this moment. */
  readonly now: Instant
  /** Null: the whole region. */
  readonly municipalityIds: readonly number[] | null
}

export interface FigureRow {
  /** Number or code of the member; `-` where it is not known, which of institutions means the coordinators. */
  readonly member: string
  readonly title: string
  /** Of an institution: what it is; its league. Null of everything else. */
  readonly kind: string | null
  readonly figures: Figures
  /** Late responses by the hour of the week at which the owner got the ticket, from Monday 0:00. */
  readonly lateHeat: readonly number[]
}

export interface FigureTable {
  readonly by: GroupBy
  readonly from: string
  readonly to: string
  readonly total: Figures
  /** Tickets by hour of the week, from Monday 0:00. */
  readonly heat: readonly number[]
  /** Most overdue first. */
  readonly rows: readonly FigureRow[]
}

/** Figures as the derived tables have them; `FigureKeeper.catchUp` brings these up to date. */
export interface FigureReader {
  read(query: FigureQuery): Promise<FigureTable>
}

/** Calendars of a period that were changed after it. */
export interface CalendarNotes {
  /** `to`: ISO date, the day after the period. What was reported then and what is counted now may differ. */
  haveChangedSince(to: string): Promise<boolean>
}

/** Shown with figures of such a period. */
export const calendarsChanged =
  'Рабочие календари этих дней потом изменили: показатели пересчитаны по нынешним. Прежний отчёт — otklik stats --as-of'

/** Figures of an earlier state of the log: an old report once more. */
export interface FiguresAsOf {
  /** Reads everything up to the event; takes as long as counting anew. `at`: when it was written. */
  read<Value>(
    eventId: number,
    ask: (reader: FigureReader, at: Instant) => Promise<Value>,
  ): Promise<{
    readonly at: Instant
    /** Working time that had passed then is counted otherwise today. */
    readonly areCalendarsOther: boolean
    readonly value: Value
  }>
}

/** Sums of a selection over some days, with what is open of these days at the moment of asking. */
export interface FigureSums {
  readonly sums: Sums
  readonly open: OpenCounts
}

export interface SelectedFigures {
  /** ISO dates in the region's zone: from the first to before the second. */
  readonly from: string
  readonly to: string
  readonly now: Instant
  readonly selection: FigureSelection
}

export interface FigureDetails {
  read(asked: SelectedFigures): Promise<FigureSums>
  /** Days that have something, in order, as ISO dates. */
  days(asked: SelectedFigures): Promise<readonly (FigureSums & { readonly day: string })[]>
}

export const openLists = ['open', 'waiting', 'overdue'] as const
/** `received` and what became of them: of the period; the rest: what is so at the moment of asking. */
export type TicketListKind = 'received' | (typeof openLists)[number] | HistoryList

/** The tickets that a figure counts. */
export interface FigureTickets {
  /** Newest number first. `before` is the last number of the page before. */
  find(
    asked: SelectedFigures,
    page: { readonly kind: TicketListKind; readonly before: number | null; readonly limit: number },
  ): Promise<readonly number[]>
}

/** A database for made-up tickets. */
export interface SimulationStore {
  /** False, and nothing is written, when anything is in the directory already. */
  begin(region: SimulatedRegion): Promise<boolean>
  /** Tickets get numbers from `firstId` on. */
  add(firstId: number, tickets: readonly SimulatedTicket[]): Promise<void>
  finish(lastId: number): Promise<void>
}

/** Moments are epoch milliseconds. */
export interface TicketRow {
  readonly id: number
  /** `merged` for one that a ticket of the same person took in; what is measured of it is null, as in figures. */
  readonly status: string
  readonly openedMs: number
  readonly community: string | null
  readonly institution: string | null
  readonly municipality: string | null
  readonly topic: string | null
  readonly replyDueMs: number | null
  readonly firstResponseMs: number | null
  readonly firstResponseWorkingMs: number | null
  readonly resolvedMs: number | null
  readonly forwards: number | null
  readonly reopenings: number | null
  readonly rating: string | null
  /** The ticket that took it in. */
  readonly mergedInto: number | null
  /** Personal data: who asked, and the first words. */
  readonly citizenId: number
  readonly summary: string
}

/** Tickets opened from one moment to before another, in portions, by number. */
export interface LogExport {
  tickets(period: { readonly from: Instant; readonly to: Instant }): AsyncGenerator<readonly TicketRow[]>
  events(period: { readonly from: Instant; readonly to: Instant }): AsyncGenerator<readonly LoggedEvent[]>
}
