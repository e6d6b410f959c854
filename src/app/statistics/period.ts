/** Days of a report. */
import type { PlainDate } from '../../domain/time.ts'

/** From the first to before the second. */
export interface DateRange {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** As long, directly before; a whole month is compared with the whole month before. */
export function periodBefore({ from, to }: DateRange): DateRange {
  const isMonth = from.day === 1 && to.day === 1 && from.add({ months: 1 }).equals(to)
  const start = isMonth ? from.subtract({ months: 1 }) : from.subtract(from.until(to, { largestUnit: 'day' }))
  return { from: start, to: from }
}
