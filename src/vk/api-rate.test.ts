import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TokenRate } from './api-rate.ts'

/** Times at which requests start that are asked for after these pauses. */
function startsAfter(pausesMs: readonly number[]): readonly number[] {
  let nowMs = 0
  const rate = new TokenRate(() => nowMs)
  return pausesMs.map((pauseMs) => {
    nowMs += pauseMs
    return nowMs + rate.reserve('token')
  })
}

it('starts at most 20 requests of a token in any second, in the order they were asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 120 }), (pausesMs) => {
      const starts = startsAfter(pausesMs)

      const spans = starts.slice(20).map((startMs, index) => startMs - (starts[index] ?? 0))
      expect(spans.every((span) => span > 1_000)).toBe(true)
      expect(starts.toSorted((left, right) => left - right)).toEqual(starts)
    }),
  )
})

it('lets a burst of 20 start at once and keeps tokens apart', () => {
  const rate = new TokenRate(() => 0)

  const waits = Array.from({ length: 20 }, () => rate.reserve('one'))

  expect(Math.max(...waits)).toBe(0)
  expect(rate.reserve('one')).toBeGreaterThan(1_000)
  expect(rate.reserve('two')).toBe(0)
})

it('starts nothing for a second after VK said the token is over its limit', () => {
  const rate = new TokenRate(() => 0)

  rate.exhaust('one')

  expect(rate.reserve('one')).toBeGreaterThan(1_000)
})
