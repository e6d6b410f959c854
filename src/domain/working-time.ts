/**
 * Time as an institution lives it. Deadlines are promised in working hours, so they must never end at night, at
 * lunch or on a holiday.
 */
import { invariant } from './invariant.ts'
import { type Instant, type PlainDate, Temporal } from './time.ts'
import { type WorkingCalendar, workingDay } from './working-day.ts'

/** An interval of work as epoch milliseconds. */
interface OpenSpan {
  readonly from: number
  readonly to: number
}

/** A calendar that opens on no day of four months is a mistake of the directory, not a reason to wait for ever. */
const searchDaysMax = 120
const minuteMs = 60_000

/** The moment when `seconds` of work have passed since `from`. Zero seconds give the next working moment. */
export function addWorkingSeconds(calendar: WorkingCalendar, from: Instant, seconds: number): Instant {
  invariant(seconds >= 0, `negative working time: ${seconds}`)
  let leftMs = seconds * 1000
  for (const span of spansFrom(calendar, from)) {
    const length = span.to - span.from
    if (leftMs < length || (leftMs === length && leftMs > 0)) {
      return Temporal.Instant.fromEpochMilliseconds(span.from + leftMs)
    }
    leftMs -= length
  }
  // The directory promises nothing that could be kept; wall-clock time is the honest remainder.
  return Temporal.Instant.fromEpochMilliseconds(from.epochMilliseconds + seconds * 1000)
}

/** Working seconds between two moments; 0 when `to` is not after `from`. Cost grows with the days between. */
export function workingSecondsBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const end = to.epochMilliseconds
  let totalMs = 0
  let date = localDate(calendar, from)
  for (let start = from.epochMilliseconds; start < end;) {
    for (const span of daySpans(calendar, date)) {
      totalMs += Math.max(0, Math.min(span.to, end) - Math.max(span.from, from.epochMilliseconds))
    }
    date = date.add({ days: 1 })
    start = startOfDayMs(calendar, date)
  }
  return Math.round(totalMs / 1000)
}

/** Where a deadline moves when its clock stood: what was left of the work is left. One that was late stays where it is. */
export function dueAfterPause(
  calendar: WorkingCalendar,
  due: Instant,
  pause: { readonly from: Instant; readonly to: Instant },
): Instant {
  const left = workingSecondsBetween(calendar, pause.from, due)
  return left > 0 ? addWorkingSeconds(calendar, pause.to, left) : due
}

/** The date of the `count`-th working day after that of a moment. */
export function workingDayAfter(calendar: WorkingCalendar, from: Instant, count: number): PlainDate {
  let date = localDate(calendar, from)
  let left = count
  for (let day = 0; day < searchDaysMax && left > 0; day += 1) {
    date = date.add({ days: 1 })
    if (daySpans(calendar, date).length > 0) left -= 1
  }
  return date
}

/** When work ends on a day; on a day without work, at the end of the next one that has it. */
export function endOfWork(calendar: WorkingCalendar, date: PlainDate): Instant {
  for (let day = 0; day < searchDaysMax; day += 1) {
    const last = daySpans(calendar, date.add({ days: day })).at(-1)
    if (last !== undefined) return Temporal.Instant.fromEpochMilliseconds(last.to)
  }
  return date.add({ days: 1 }).toZonedDateTime(calendar.timeZone).toInstant()
}

export function isWorkingMoment(calendar: WorkingCalendar, moment: Instant): boolean {
  const at = moment.epochMilliseconds
  return daySpans(calendar, localDate(calendar, moment)).some((span) => at >= span.from && at < span.to)
}

/** The civil date of a moment where the institution is. */
export const localDate = (calendar: WorkingCalendar, moment: Instant): PlainDate =>
  moment.toZonedDateTimeISO(calendar.timeZone).toPlainDate()

const startOfDayMs = (calendar: WorkingCalendar, date: PlainDate): number =>
  date.toZonedDateTime(calendar.timeZone).epochMilliseconds

function* spansFrom(calendar: WorkingCalendar, from: Instant): Generator<OpenSpan> {
  const start = from.epochMilliseconds
  let date = localDate(calendar, from)
  let lengthMs = 0
  for (let day = 0; day < searchDaysMax || (lengthMs > 0 && day < searchDaysMax * 10); day += 1) {
    for (const span of daySpans(calendar, date)) {
      if (span.to <= start) continue
      const open = { from: Math.max(span.from, start), to: span.to }
      lengthMs += open.to - open.from
      yield open
    }
    date = date.add({ days: 1 })
  }
}

/** Days are asked for again and again by every ticket, and building one costs a time zone conversion. */
const spansByCalendar = new WeakMap<WorkingCalendar, Map<string, readonly OpenSpan[]>>()
const rememberedDaysMax = 1_000

function daySpans(calendar: WorkingCalendar, date: PlainDate): readonly OpenSpan[] {
  const remembered = spansByCalendar.get(calendar) ?? new Map<string, readonly OpenSpan[]>()
  if (!spansByCalendar.has(calendar)) spansByCalendar.set(calendar, remembered)
  const key = date.toString()
  const known = remembered.get(key)
  if (known !== undefined) return known
  const midnight = startOfDayMs(calendar, date)
  const spans = workingDay(calendar, date).intervals.map((interval) => ({
    from: midnight + interval.from * minuteMs,
    to: midnight + interval.to * minuteMs,
  }))
  if (remembered.size >= rememberedDaysMax) remembered.clear()
  remembered.set(key, spans)
  return spans
}
