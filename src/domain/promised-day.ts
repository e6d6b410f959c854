/** How far an interim answer may promise. */
import type { WorkingCalendar } from './working-day.ts'
import { type Instant, type PlainDate, Temporal } from './time.ts'
import { localDate, workingDayAfter } from './working-time.ts'

/** An interim answer may promise that many working days; a coordinator that many days. */
const promisedWorkingDaysMax = 7
const promisedDaysMaxOfCoordinator = 90
const offeredWorkingDays = [1, 3, 5] as const

/** Days that are promised most often. */
export const offeredDays = (calendar: WorkingCalendar, now: Instant): readonly PlainDate[] =>
  offeredWorkingDays.map((count) => workingDayAfter(calendar, now, count))

/** The last day that may be promised. */
export const lastPromisedDay = (calendar: WorkingCalendar, now: Instant, isCoordinator: boolean): PlainDate =>
  isCoordinator
    ? localDate(calendar, now).add({ days: promisedDaysMaxOfCoordinator })
    : workingDayAfter(calendar, now, promisedWorkingDaysMax)

export type PromiseRefusal =
  | { readonly kind: 'dayIsPast' }
  | { readonly kind: 'dayTooFar'; readonly last: PlainDate }

/** Null when the day may be promised. */
export function refusePromise(
  day: PlainDate,
  {
    calendar,
    now,
    isCoordinator,
  }: {
    readonly calendar: WorkingCalendar
    readonly now: Instant
    readonly isCoordinator: boolean
  },
): PromiseRefusal | null {
  if (Temporal.PlainDate.compare(day, localDate(calendar, now)) < 0) return { kind: 'dayIsPast' }
  const last = lastPromisedDay(calendar, now, isCoordinator)
  return Temporal.PlainDate.compare(day, last) > 0 ? { kind: 'dayTooFar', last } : null
}
