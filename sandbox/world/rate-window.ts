const windowMs = 1000

/** Lets `limit` requests through in any window of one second. */
export type RateWindow = { readonly admit: (monotonicMs: number) => boolean }

/** A ring of the last `limit` moments: a request passes when the one `limit` places before it is old enough. */
export function createRateWindow(limit: number): RateWindow {
  if (!Number.isFinite(limit)) return { admit: () => true }
  const moments: number[] = []
  let oldest = 0
  const admit = (monotonicMs: number): boolean => {
    if (moments.length < limit) {
      moments.push(monotonicMs)
      return true
    }
    const previous = moments[oldest]
    if (previous !== undefined && monotonicMs - previous < windowMs) return false
    moments[oldest] = monotonicMs
    oldest = (oldest + 1) % limit
    return true
  }
  return { admit }
}
