import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeCount, peopleMin, poissonTail } from './spike.ts'

describe('the tail of the Poisson distribution', () => {
  // 1 − Σ e^−m m^k / k! for k < n, in double precision.
  it.each([
    [1, 1, 0.6321205588],
    [5, 1, 0.003659846827],
    [8, 1, 1.024919667e-5],
    [10, 3, 0.001102488],
    [3, 0.1, 0.0001546530703],
  ])('P(X ≥ %i) with mean %f', (count, mean, probability) => {
    expect(poissonTail(count, mean)).toBeCloseTo(probability, 8)
  })
})

describe('a spike', () => {
  it('is seen against quiet weeks', () => {
    expect(judgeCount(6, [0, 0, 1, 0, 0, 0, 0, 0])).toMatchObject({ isSpike: true })
  })

  it.each([
    ['few people', peopleMin - 1, [0, 0, 0, 0]],
    ['as many as on every Monday morning', 12, [11, 13, 12, 12]],
    ['somewhat more than usual', 9, [4, 5, 4, 6]],
  ])('is not: %s', (_what, people, weeks) => {
    expect(judgeCount(people, weeks).isSpike).toBe(false)
  })

  it('is not undone by one more person, nor made by a busier past', () => {
    const weeks = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), weeks, (people, past) => {
        const busier = past.map((count) => count + 1)

        expect(judgeCount(people + 1, past).probability).toBeLessThanOrEqual(
          judgeCount(people, past).probability,
        )
        expect(judgeCount(people, busier).probability).toBeGreaterThanOrEqual(
          judgeCount(people, past).probability,
        )
      }),
    )
  })
})
