/** Moments as spreadsheets of the region read them: `02.11.2026 14:05:00`, or a number of days. */
import { createLocalTime } from '../../domain/figures/region-days.ts'
import { Temporal } from '../../domain/time.ts'

export interface RegionTime {
  spell(epochMs: number): string
  /** Days since 30 December 1899, in the region's zone: what spreadsheets hold dates as. */
  serial(epochMs: number): number
}

const dayMs = 86_400_000
/** 1 January 1970. */
const firstDay = 25_569

export function createRegionTime(timeZone: string): RegionTime {
  const two = (value: number): string => String(value).padStart(2, '0')
  const local = createLocalTime(timeZone)
  return {
    spell(epochMs) {
      const at = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone)
      const date = `${two(at.day)}.${two(at.month)}.${at.year}`
      return `${date} ${two(at.hour)}:${two(at.minute)}:${two(at.second)}`
    },
    serial: (epochMs) => firstDay + local(epochMs) / dayMs,
  }
}
