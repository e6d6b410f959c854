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

/** Buckets with their counts, in the order of buckets. */
export type Histogram = readonly (readonly [bucket: number, count: number])[]

/**
 * The smallest durations that at least these shares of all durations do not exceed (nearest rank), in seconds; null when
 * there are none. Shares rise, 0 < share ≤ 1.
 */
export function percentiles(histogram: Histogram, shares: readonly number[]): readonly (number | null)[] {
  const total = countOf(histogram)
  let [index, below] = [-1, 0]
  return shares.map((share) => {
    const rank = Math.max(1, Math.ceil(share * total - 1e-9))
    while (below < rank && index < histogram.length - 1) {
      index += 1
      below += histogram[index]?.[1] ?? 0
    }
    const bucket = histogram[index]?.[0]
    return bucket === undefined ? null : secondsOf(bucket)
  })
}

export const countOf = (histogram: Histogram): number =>
  histogram.reduce((total, [, count]) => total + count, 0)
