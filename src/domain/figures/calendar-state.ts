/** All working calendars of a region at one time. */
import { officeHours } from '../institution-calendar.ts'
import type { InstitutionId, MunicipalityId } from '../ids.ts'
import { type CalendarDay, namedDaysFor } from '../working-day.ts'
import { aroundTheClock, parseWorkingHours } from '../working-hours.ts'
import { type WorkingClock, createWorkingClock } from './working-clock.ts'

export interface CalendarState {
  readonly regionTimeZone: string
  readonly institutions: readonly {
    readonly id: InstitutionId
    readonly municipalityId: MunicipalityId | null
    readonly timeZone: string
    readonly workingHours: string
  }[]
  readonly days: readonly CalendarDay[]
}

/** Institutions with equal calendars share one clock. Null, and whoever is not listed, has the coordinators' hours. */
export function clocksOf(state: CalendarState): (owner: number | null) => WorkingClock {
  const shared = new Map<string, WorkingClock>()
  const clockFor = (institution: CalendarState['institutions'][number] | null): WorkingClock => {
    const timeZone = institution?.timeZone ?? state.regionTimeZone
    const hours = institution?.workingHours ?? officeHours
    const parsed = parseWorkingHours(hours)
    const weekly = parsed.ok ? parsed.value : aroundTheClock
    const days = namedDaysFor(institution, weekly, state.days)
    const key = JSON.stringify([timeZone, hours, [...days]])
    const clock = shared.get(key) ?? createWorkingClock({ timeZone, weekly, days })
    shared.set(key, clock)
    return clock
  }
  const office = clockFor(null)
  const own = new Map(state.institutions.map((one) => [Number(one.id), clockFor(one)]))
  return (owner) => (owner === null ? office : (own.get(owner) ?? office))
}

/**
 * Whether working time that has passed is another one by the later state. Institutions that are new and days to come
 * change nothing that was counted. `today` is an ISO date.
 */
export function changesThePast(
  before: Omit<CalendarState, 'regionTimeZone'>,
  after: Omit<CalendarState, 'regionTimeZone'>,
  today: string,
): boolean {
  const now = new Map(after.institutions.map((one) => [one.id, JSON.stringify(one)]))
  if (before.institutions.some((one) => now.get(one.id) !== JSON.stringify(one))) return true
  const past = (days: readonly CalendarDay[]): string =>
    JSON.stringify(days.filter(({ date }) => date <= today))
  return past(before.days) !== past(after.days)
}
