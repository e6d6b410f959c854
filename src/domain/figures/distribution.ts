/** How many durations lie between readable bounds. */
import { secondsOf } from './log-histogram.ts'
import { type Duration, type Sums, durationKey } from './measures.ts'
import { bucketsMax } from './log-histogram.ts'

export interface DurationBand {
  readonly fromSeconds: number
  /** Null: no upper bound. */
  readonly toSeconds: number | null
  readonly count: number
}

const hour = 3_600
const day = 24 * hour
const bounds = [
  0,
  hour / 4,
  hour / 2,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  day,
  2 * day,
  3 * day,
  7 * day,
  14 * day,
  30 * day,
] as const

/** A duration within one per cent of a bound may be counted on its other side. */
export function distributionOf(sums: Sums, name: Duration): readonly DurationBand[] {
  const first = durationKey(name)
  const counts = bounds.map(() => 0)
  for (const [key, count] of sums) {
    if (key < first || key >= first + bucketsMax) continue
    const band = bounds.findLastIndex((bound) => bound <= secondsOf(key - first))
    counts[band] = (counts[band] ?? 0) + count
  }
  return bounds.map((fromSeconds, index) => ({
    fromSeconds,
    toSeconds: bounds[index + 1] ?? null,
    count: counts[index] ?? 0,
  }))
}
