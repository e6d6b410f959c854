/**
 * Which sums a period is put together from: whole months, and at its edges either the days that belong to it or the month
 * without the days that do not, whichever are fewer. So a period of any length costs at most some thirty days and a sum
 * for each month.
 */
import type { Span } from './cells.ts'
import { startOfMonth } from './cells.ts'

export interface CoverPart {
  readonly span: Span
  /** Days since 1970. */
  readonly startsOn: number
  /** -1: does not belong to the period. */
  readonly weight: 1 | -1
}

/** Days since 1970, from the first to before the second. */
export function coverOf(from: number, to: number): readonly CoverPart[] {
  const parts: CoverPart[] = []
  for (let month = startOfMonth(from); month < to; month = nextMonth(month)) {
    const end = nextMonth(month)
    const days = range(Math.max(month, from), Math.min(end, to))
    const missing = [...range(month, Math.min(from, end)), ...range(Math.max(to, month), end)]
    if (days.length <= missing.length) parts.push(...days.map((startsOn) => part('day', startsOn, 1)))
    else {
      parts.push(part('month', month, 1), ...missing.map((startsOn) => part('day', startsOn, -1)))
    }
  }
  return parts
}

const part = (span: Span, startsOn: number, weight: 1 | -1): CoverPart => ({ span, startsOn, weight })

const daysOfLongestMonth = 31
const nextMonth = (month: number): number => startOfMonth(month + daysOfLongestMonth)

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
