/** Figures for a screen, within what the person may see. */
import type { Duration } from '../../domain/figures/measures.ts'
import { type DurationBand, distributionOf } from '../../domain/figures/distribution.ts'
import { type Duty, dutiesOf, forecastOf } from '../../domain/figures/forecast.ts'
import { type Side, addOpen, readFigures, readHeat, readLateHeat } from '../../domain/figures/figures.ts'
import { ticketId } from '../../domain/ids.ts'
import { maySeeTicket } from '../../domain/access.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { type PlainDate, Temporal } from '../../domain/time.ts'
import { type ClockName, type FigureValues, figureValues } from '../statistics/figure-definitions.ts'
import {
  type FigureScope,
  type FigureSelection,
  figureScopeOf,
  mayGroup,
  selectionOf,
  visibleMembers,
} from '../statistics/figure-rights.ts'
import { type DateRange, periodBefore } from '../statistics/period.ts'
import {
  type CalendarNotes,
  type FigureDetails,
  type FigureReader,
  type FigureRow,
  type FigureTickets,
  type GroupBy,
  type SelectedFigures,
  type TicketListKind,
  calendarsChanged,
} from '../statistics/ports.ts'
import type { RadarWork } from '../statistics/silence-radar.ts'
import { type ListedTicket, type Listing, listed } from './list-tickets.ts'
import type { Worker } from './work-at-console.ts'

export interface FigureShowing {
  readonly reader: FigureReader
  readonly details: FigureDetails
  readonly calendars: CalendarNotes
  readonly tickets: FigureTickets
  readonly listing: Listing
  readonly silence: RadarWork
}

export interface Asked {
  readonly period: DateRange
  readonly by: GroupBy
  readonly clock: ClockName
  /** Undefined: all that the person may see. */
  readonly member?: string | undefined
}

/** `notGrouped`: this person has no figures in this division. */
export interface FigureRefusal {
  readonly kind: 'notYours' | 'notGrouped'
}

export interface ShownRow {
  readonly member: string
  readonly title: string
  readonly kind: string | null
  readonly values: FigureValues
  readonly before: FigureValues | null
}

export interface Summary {
  readonly before: DateRange
  /** Something to know before comparing with an older report; null: nothing. */
  readonly note: string | null
  readonly total: FigureValues
  readonly totalBefore: FigureValues
  readonly rows: readonly ShownRow[]
}

export async function showSummary(
  showing: FigureShowing,
  worker: Worker,
  asked: Asked,
): Promise<Result<Summary, FigureRefusal>> {
  const { period, clock } = asked
  const selected = select(worker, asked)
  if (!selected.ok) return selected
  const before = periodBefore(period)
  const [isChanged, total, totalBefore, now, then] = await Promise.all([
    showing.calendars.haveChangedSince(period.to.toString()),
    valuesOf(showing, selected.value, period, clock),
    valuesOf(showing, selected.value, before, clock),
    readRows(showing, worker, asked, period),
    readRows(showing, worker, asked, before),
  ])
  const side = sideOf(asked.by)
  const earlier = new Map(then.map(({ member, figures }) => [member, figureValues(figures, clock, side)]))
  const rows = now.map(({ member, title, kind, figures }) => ({
    member,
    title,
    kind,
    values: figureValues(figures, clock, side),
    before: earlier.get(member) ?? null,
  }))
  return success({ before, note: isChanged ? calendarsChanged : null, total, totalBefore, rows })
}

export type Step = 'day' | 'week' | 'month'

export interface SeriesPoint {
  readonly from: string
  readonly values: FigureValues
}

/** Points without a ticket are left out; a week begins on Monday. */
export async function showSeries(
  showing: FigureShowing,
  worker: Worker,
  asked: Asked & { readonly step: Step },
): Promise<Result<readonly SeriesPoint[], FigureRefusal>> {
  const selected = select(worker, asked)
  if (!selected.ok) return selected
  const side = sideOfSelection(selected.value)
  const days = await showing.details.days(sums(showing, selected.value, asked.period))
  const steps = new Map<string, (typeof days)[number][]>()
  for (const day of days) {
    const from = startOf(Temporal.PlainDate.from(day.day), asked.step).toString()
    steps.set(from, [...(steps.get(from) ?? []), day])
  }
  return success(
    [...steps].map(([from, parts]) => {
      const all = parts.reduce((one, other) => ({ ...added(one, other), day: one.day }))
      return { from, values: figureValues(readFigures(all.sums, all.open, side), asked.clock, side) }
    }),
  )
}

export type Waited = 'response' | 'run' | 'final'

export async function showDistribution(
  showing: FigureShowing,
  worker: Worker,
  asked: Asked & { readonly of: Waited },
): Promise<Result<readonly DurationBand[], FigureRefusal>> {
  const selected = select(worker, asked)
  if (!selected.ok) return selected
  const found = await showing.details.read(sums(showing, selected.value, asked.period))
  const response = sideOfSelection(selected.value) === 'owner' ? 'owner' : 'first'
  const name = asked.of === 'response' ? response : asked.of
  const duration: Duration = asked.clock === 'wall' ? `${name}Wall` : `${name}Working`
  return success(distributionOf(found.sums, duration))
}

/**
 * Counts by hour of the week, from Monday 0:00: by t0, of institutions by when they got their tickets. `late`: what was
 * answered late, by when the owner got it.
 */
export async function showHeatMap(
  showing: FigureShowing,
  worker: Worker,
  asked: Asked & { readonly of: 'received' | 'late' },
): Promise<Result<readonly number[], FigureRefusal>> {
  const selected = select(worker, asked)
  if (!selected.ok) return selected
  const found = await showing.details.read(sums(showing, selected.value, asked.period))
  return success(asked.of === 'late' ? readLateHeat(found.sums) : readHeat(found.sums))
}

export interface Forecast {
  readonly hours: readonly number[]
  readonly duties: readonly Duty[]
  readonly weeks: number
}

const forecastWeeks = 8

/** What next week may bring, from the whole weeks before today. */
export async function showForecast(
  showing: FigureShowing,
  worker: Worker,
  asked: Pick<Asked, 'by' | 'member'>,
): Promise<Result<Forecast, FigureRefusal>> {
  const { clock, timeZone } = showing.listing
  const today = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
  const monday = startOf(today, 'week')
  const period = { from: monday.subtract({ weeks: forecastWeeks }), to: monday }
  const selected = select(worker, { ...asked, period, clock: 'wall' })
  if (!selected.ok) return selected
  const weeks = await Promise.all(
    Array.from({ length: forecastWeeks }, async (_, index) => {
      const from = period.from.add({ weeks: index })
      const found = await showing.details.read(
        sums(showing, selected.value, { from, to: from.add({ weeks: 1 }) }),
      )
      return readHeat(found.sums)
    }),
  )
  const hours = forecastOf(weeks)
  return success({ hours, duties: dutiesOf(hours), weeks: forecastWeeks })
}

export async function showFigureTickets(
  showing: FigureShowing,
  worker: Worker,
  asked: Asked & { readonly kind: TicketListKind; readonly before: number | null; readonly limit: number },
): Promise<
  Result<{ readonly tickets: readonly ListedTicket[]; readonly next: number | null }, FigureRefusal>
> {
  const selected = select(worker, asked)
  if (!selected.ok) return selected
  const { kind, before, limit } = asked
  const { listing } = showing
  const question = sums(showing, selected.value, asked.period)
  const ids = await showing.tickets.find(question, { kind, before, limit })
  const found = await listing.queues.findTickets(ids.map(ticketId))
  // An institution forwarded some of its tickets: the figure counts them, the person may not read them any more.
  const tickets = found
    .filter(({ ticket }) => maySeeTicket(worker.member, ticket))
    .toSorted((left, right) => right.ticket.id - left.ticket.id)
    .map((one) => listed(one, worker, listing.timeZone))
  return success({ tickets, next: ids.length === limit ? (ids.at(-1) ?? null) : null })
}

const peopleOf = ({ region }: Worker) => ({ directory: region.directory, roster: region.roster })

const ownersSides: ReadonlySet<GroupBy> = new Set(['institution', 'kind', 'administrator'])
const sideOf = (by: GroupBy): Side => (ownersSides.has(by) ? 'owner' : 'citizen')
const sideOfSelection = ({ dimension }: FigureSelection): Side =>
  dimension === 'institution' || dimension === 'administrator' ? 'owner' : 'citizen'

function select(worker: Worker, { by, member }: Asked): Result<FigureSelection, FigureRefusal> {
  const scope = figureScopeOf(worker.member)
  if (!mayGroup(scope, by)) return refuse({ kind: 'notGrouped' })
  const selection = selectionOf(scope, by, member, peopleOf(worker))
  return selection === null ? refuse({ kind: 'notYours' }) : success(selection)
}

const sums = (
  { listing }: FigureShowing,
  selection: FigureSelection,
  { from, to }: DateRange,
): SelectedFigures => ({ from: from.toString(), to: to.toString(), now: listing.clock.now(), selection })

async function valuesOf(
  showing: FigureShowing,
  selection: FigureSelection,
  period: DateRange,
  clock: ClockName,
): Promise<FigureValues> {
  const side = sideOfSelection(selection)
  const found = await showing.details.read(sums(showing, selection, period))
  return figureValues(readFigures(found.sums, found.open, side), clock, side)
}

async function readRows(
  { reader, listing }: FigureShowing,
  worker: Worker,
  { by, member }: Asked,
  { from, to }: DateRange,
): Promise<readonly FigureRow[]> {
  const scope: FigureScope = figureScopeOf(worker.member)
  const { rows } = await reader.read({
    by,
    from: from.toString(),
    to: to.toString(),
    now: listing.clock.now(),
    municipalityIds: scope.kind === 'municipalities' && by === 'kind' ? scope.ids : null,
  })
  const visible = visibleMembers(scope, by, peopleOf(worker))
  return rows.filter(
    (row) => (visible === null || visible.has(row.member)) && (member === undefined || row.member === member),
  )
}

function startOf(date: PlainDate, step: Step): PlainDate {
  if (step === 'day') return date
  return step === 'month' ? date.with({ day: 1 }) : date.subtract({ days: date.dayOfWeek - 1 })
}

type Sums = Awaited<ReturnType<FigureDetails['read']>>

function added(one: Sums, other: Sums): Sums {
  const total = new Map(one.sums)
  for (const [key, amount] of other.sums) total.set(key, (total.get(key) ?? 0) + amount)
  return { sums: total, open: addOpen(one.open, other.open) }
}
