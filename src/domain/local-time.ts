/** What the clock on the wall shows. Several times cheaper than a ZonedDateTime, because offsets are remembered. */
import { type Instant, Temporal } from './time.ts'

export interface LocalTime {
  /** Days since 1970-01-01 in the zone. */
  readonly epochDay: number
  readonly month: number
  readonly day: number
  /** Monday is 1, Sunday is 7. */
  readonly dayOfWeek: number
  readonly hour: number
  readonly minute: number
}

export type LocalDay = Omit<LocalTime, 'hour' | 'minute'>

export function localTime(moment: Instant, timeZone: string): LocalTime {
  const atMs = moment.epochMilliseconds + offsetMs(moment.epochMilliseconds, timeZone)
  const epochDay = Math.floor(atMs / dayMs)
  const minutes = Math.floor((atMs - epochDay * dayMs) / minuteMs)
  return { ...localDay(epochDay), hour: Math.floor(minutes / 60), minute: minutes % 60 }
}

const days = new Map<number, LocalDay>()

export function localDay(epochDay: number): LocalDay {
  const remembered = days.get(epochDay)
  if (remembered !== undefined) return remembered
  const { month, day, dayOfWeek } = firstDay.add({ days: epochDay })
  const found = { epochDay, month, day, dayOfWeek }
  if (days.size >= rememberedMax) days.clear()
  days.set(epochDay, found)
  return found
}

const firstDay = Temporal.PlainDate.from('1970-01-01')
const minuteMs = 60_000
const dayMs = 86_400_000
/** Clocks have been changed at full, half or quarter hours of UTC only (IANA time zone database, since 1972). */
const steadyMs = 900_000
const rememberedMax = 2_000
const offsets = new Map<string, Map<number, number>>()

function offsetMs(epochMs: number, timeZone: string): number {
  const known = offsets.get(timeZone) ?? new Map<number, number>()
  if (!offsets.has(timeZone)) offsets.set(timeZone, known)
  const quarter = Math.floor(epochMs / steadyMs)
  const remembered = known.get(quarter)
  if (remembered !== undefined) return remembered
  const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * steadyMs).toZonedDateTimeISO(timeZone)
  const offset = zoned.offsetNanoseconds / 1e6
  if (known.size >= rememberedMax) known.clear()
  known.set(quarter, offset)
  return offset
}
