import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketOf, percentile, relativeError } from './log-histogram.ts'

const histogram = (durations: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const seconds of durations) counts.set(bucketOf(seconds), (counts.get(bucketOf(seconds)) ?? 0) + 1)
  return counts
}

describe('a histogram of durations', () => {
  it('knows nothing about nothing', () => {
    expect(percentile(new Map(), 0.5)).toBeNull()
  })

  it('gives every percentile within one per cent', () => {
    const durations = fc.array(fc.integer({ min: 0, max: 400_000_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.75, 0.9, 1), (values, share) => {
        const sorted = values.toSorted((left, right) => left - right)
        const exact = sorted[Math.ceil(share * sorted.length - 1e-9) - 1] ?? 0

        const found = percentile(histogram(values), share) ?? 0

        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * relativeError + 1e-6)
      }),
    )
  })
})
