/** Moments as spreadsheets of the region read them: `02.11.2026 14:05:00`. */
import { Temporal } from '../../domain/time.ts'

export interface RegionTime {
  spell(epochMs: number): string
}

export function createRegionTime(timeZone: string): RegionTime {
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    spell(epochMs) {
      const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone)
      const date = `${two(local.day)}.${two(local.month)}.${local.year}`
      return `${date} ${two(local.hour)}:${two(local.minute)}:${two(local.second)}`
    },
  }
}
