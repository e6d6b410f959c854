/** In November coordinators hear, once, that the coming year has no production calendar. */
import { isYearKnown } from '../domain/production-calendar.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import { type Instant, type PlainDate, Temporal } from '../domain/time.ts'
import type { Fired } from './fired.ts'
import { tellStaff } from './notify.ts'
import type { Timer } from './timer-ports.ts'

const november = 11
const morningHour = 10
const tomorrow = { days: 1 } as const

/** The first look, on the morning after the first start; later ones are set by the timer itself. */
export const calendarTimer = (now: Instant, timeZone: string): Timer => ({
  kind: 'calendar',
  subject: 'region',
  dueAt: morning(now.toZonedDateTimeISO(timeZone).toPlainDate().add(tomorrow), timeZone),
  facts: {},
})

const morning = (day: PlainDate, timeZone: string): Instant =>
  day.toZonedDateTime({ timeZone, plainTime: { hour: morningHour } }).toInstant()

export function alarmCalendar({ work, region, firing, timer }: Fired): Promise<void> {
  const local = work.now.toZonedDateTimeISO(firing.timeZone)
  const again = (day: PlainDate): void => work.setTimer({ ...timer, dueAt: morning(day, firing.timeZone) })
  const nextNovember = (year: number): Temporal.PlainDate =>
    Temporal.PlainDate.from({ year, month: november, day: 1 })
  if (local.month < november) {
    again(nextNovember(local.year))
    return Promise.resolve()
  }
  const coordinators = coordinatorsFor(region.roster, null).filter((member) => member.contactGroupId !== null)
  const isKnown = isYearKnown(local.year + 1, region.directory.calendarDays)
  // Somebody has to hear it: where nobody has joined yet, tomorrow is another day.
  if (!isKnown && coordinators.length === 0) {
    again(local.toPlainDate().add(tomorrow))
    return Promise.resolve()
  }
  if (!isKnown) tellStaff(work, coordinators, firing.notices.calendarMissing(local.year + 1))
  again(nextNovember(local.year + 1))
  return Promise.resolve()
}
