/**
 * Durations counted in buckets whose width grows with the duration, so that any percentile has a relative error of at
 * most one per cent, histograms add up, and their size does not depend on how many durations they hold.
 *
 * @see Masson, Rim, Lee: DDSketch. A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees. PVLDB 12
 * (2019), 2195–2205.
 */

/** Relative error of `percentile`. */
export const relativeError = 0.01
const gamma = (1 + relativeError) / (1 - relativeError)
const logGamma = Math.log(gamma)
/** Bucket 0 holds less than a second; the last one everything above thirteen years. */
export const bucketsMax = 1024

export function bucketOf(seconds: number): number {
  if (seconds < 1) return 0
  return Math.min(bucketsMax - 1, 1 + Math.max(0, Math.ceil(Math.log(seconds) / logGamma - 1e-9)))
}

/** The middle of a bucket in seconds, in the sense of the relative error. */
export const secondsOf = (bucket: number): number =>
  bucket === 0 ? 0 : (2 * gamma ** (bucket - 1)) / (gamma + 1)

/** Bucket → count. */
export type Histogram = ReadonlyMap<number, number>

/**
 * The smallest duration that at least a share of all durations do not exceed (nearest rank), in seconds; null when
 * there are none. 0 < share ≤ 1.
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const buckets = [...histogram].sort(([left], [right]) => left - right)
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return null
  let rank = Math.max(1, Math.ceil(share * total - 1e-9))
  for (const [bucket, count] of buckets) {
    rank -= count
    if (rank <= 0) return secondsOf(bucket)
  }
  return null
}
