/** The working calendar of an institution, or of the coordinators' office, as the directory describes it. */
import type { Directory } from './directory.ts'
import type { InstitutionId } from './ids.ts'
import { type WorkingCalendar, namedDaysFor } from './working-day.ts'
import { type WeeklyHours, aroundTheClock, parseWorkingHours } from './working-hours.ts'

/** Of the coordinators, who answer where nobody else does. */
export const officeHours = 'пн-пт 09:00-18:00, обед 13:00-14:00'

/** One calendar object for each institution of a directory: working time remembers the days of each. */
const known = new WeakMap<Directory, Map<string, WorkingCalendar>>()

/** Null stands for the coordinators, who live in the zone of the region. */
export function calendarOf(
  directory: Directory,
  id: InstitutionId | null,
  regionTimeZone: string,
): WorkingCalendar {
  const calendars = known.get(directory) ?? new Map<string, WorkingCalendar>()
  if (!known.has(directory)) known.set(directory, calendars)
  const key = `${id ?? 'office'}:${regionTimeZone}`
  const calendar = calendars.get(key) ?? build(directory, id, regionTimeZone)
  calendars.set(key, calendar)
  return calendar
}

function build(directory: Directory, id: InstitutionId | null, regionTimeZone: string): WorkingCalendar {
  const institution = id === null ? undefined : directory.institutions.get(id)
  const weekly = weeklyHours(institution?.workingHours ?? officeHours)
  const days = namedDaysFor(institution ?? null, weekly, directory.calendarDays)
  return { timeZone: institution?.timeZone ?? regionTimeZone, weekly, days }
}

/** The import checks opening hours; should a row have come another way, promising round the clock is the stricter. */
function weeklyHours(text: string): WeeklyHours {
  const parsed = parseWorkingHours(text)
  return parsed.ok ? parsed.value : aroundTheClock
}
