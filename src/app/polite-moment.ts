/** When one may write to a person unasked: by day, in their zone. */
import { localTime } from '../domain/local-time.ts'
import type { Instant } from '../domain/time.ts'

const toHour = 20

/** The moment itself by day, else the next morning at `fromHour`. */
export function politeMoment(at: Instant, timeZone: string, fromHour = 10): Instant {
  const { hour } = localTime(at, timeZone)
  if (hour >= fromHour && hour < toHour) return at
  const day = at
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: hour >= toHour ? 1 : 0 })
  return day.toZonedDateTime({ timeZone, plainTime: { hour: fromHour } }).toInstant()
}
