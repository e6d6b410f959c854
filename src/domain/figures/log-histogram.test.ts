import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketOf, percentiles, relativeError } from './log-histogram.ts'

const histogram = (durations: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const seconds of durations) counts.set(bucketOf(seconds), (counts.get(bucketOf(seconds)) ?? 0) + 1)
  return [...counts].sort(([left], [right]) => left - right)
}

describe('a histogram of durations', () => {
  it('knows nothing about nothing', () => {
    expect(percentiles([], [0.5, 0.9])).toEqual([null, null])
  })

  it('gives every percentile within one per cent', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 400_000_000 }), { minLength: 1, maxLength: 60 })
    const shares = [0.5, 0.75, 0.9, 1]
    fc.assert(
      fc.property(durations, (values) => {
        const sorted = values.toSorted((left, right) => left - right)

        const found = percentiles(histogram(values), shares)

        for (const [index, share] of shares.entries()) {
          const exact = sorted[Math.ceil(share * sorted.length - 1e-9) - 1] ?? 0
          expect(Math.abs((found[index] ?? 0) - exact)).toBeLessThanOrEqual(exact * relativeError + 1e-6)
        }
      }),
    )
  })
})
