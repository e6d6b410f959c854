import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startOfMonth } from './cells.ts'
import { coverOf } from './cover.ts'

const day = fc.integer({ min: 19_000, max: 22_000 })

describe('the cover of a period', () => {
  it('holds every day of it once and no other, with few parts', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 800 }), (from, length) => {
        const days = new Map<number, number>()
        const parts = coverOf(from, from + length)
        for (const { span, startsOn, weight } of parts)
          for (let at = startsOn; span === 'month' ? startOfMonth(at) === startsOn : at === startsOn; at += 1)
            days.set(at, (days.get(at) ?? 0) + weight)

        const held = [...days].filter(([, times]) => times !== 0).toSorted(([left], [right]) => left - right)
        expect(held).toEqual(Array.from({ length }, (_, index) => [from + index, 1]))
        expect(parts.length).toBeLessThanOrEqual(Math.ceil(length / 28) + 32)
      }),
    )
  })

  it('takes a whole month as one', () => {
    const november = Date.UTC(2026, 10, 1) / 86_400_000
    expect(coverOf(november, november + 30)).toEqual([{ span: 'month', startsOn: november, weight: 1 }])
  })
})
