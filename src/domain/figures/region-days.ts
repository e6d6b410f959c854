/** Days and hours of the region's zone, for millions of moments: a zone's offset is looked up once an hour. */
import { Temporal } from '../time.ts'

export interface RegionDays {
  /** Days since 1970 of the civil date. */
  dayOf(ms: number): number
  /** 0 is Monday from 0:00 to 1:00. */
  hourOfWeek(ms: number): number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** 1 January 1970 was a Thursday. */
const thursday = 3

/** Milliseconds as if the zone were UTC. */
export function createLocalTime(timeZone: string): (ms: number) => number {
  const offsets = new Map<number, number>()
  return (ms) => {
    const hour = Math.floor(ms / hourMs)
    const known = offsets.get(hour)
    if (known !== undefined) return ms + known
    const moment = Temporal.Instant.fromEpochMilliseconds(hour * hourMs)
    const offsetMs = moment.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000
    offsets.set(hour, offsetMs)
    return ms + offsetMs
  }
}

export function createRegionDays(timeZone: string): RegionDays {
  const localMs = createLocalTime(timeZone)
  return {
    dayOf: (ms) => Math.floor(localMs(ms) / dayMs),
    hourOfWeek(ms) {
      const local = localMs(ms)
      const weekday = (((Math.floor(local / dayMs) + thursday) % 7) + 7) % 7
      return weekday * 24 + Math.floor((((local % dayMs) + dayMs) % dayMs) / hourMs)
    },
  }
}
