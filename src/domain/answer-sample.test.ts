import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawSample, sampleSize, sampledWeek } from './answer-sample.ts'
import { Temporal } from './time.ts'

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 60 })
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 })

describe('drawing a sample', () => {
  it('gives the same answers for the same seed, in whatever order they are named', () => {
    fc.assert(
      fc.property(ids, seeds, (candidates, seed) => {
        const drawn = drawSample(candidates, seed)
        expect(drawSample(candidates.toReversed(), seed)).toEqual(drawn)
        expect(new Set(drawn).size).toBe(Math.min(sampleSize, candidates.length))
        expect(drawn.every((id) => candidates.includes(id))).toBe(true)
      }),
    )
  })

  it('gives every answer the same chance', () => {
    const candidates = Array.from({ length: 50 }, (_, index) => 10_000 + index * 8)
    const times = new Map(candidates.map((id) => [id, 0]))
    const rounds = 20_000
    for (let seed = 1; seed <= rounds; seed += 1)
      for (const id of drawSample(candidates, seed * 7919)) times.set(id, (times.get(id) ?? 0) + 1)

    const expected = (rounds * sampleSize) / candidates.length
    const chiSquared = [...times.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)

    // 49 degrees of freedom: 85.4 is passed by chance once in a thousand.
    expect(chiSquared).toBeLessThan(85.4)
  })
})

it.each([
  ['2026-11-23', '2026-11-16'],
  ['2026-11-29', '2026-11-16'],
  ['2027-01-03', '2026-12-21'],
])('on %s the week of %s is judged', (today, monday) => {
  expect(sampledWeek(Temporal.PlainDate.from(today)).toString()).toBe(monday)
})
