import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../src/app/train-figures.ts'

const guess = (truth: string, labels: readonly string[], confidence: number) => ({
  truth,
  ranked: labels.map((label) => ({ label, confidence })),
})

describe('figures', () => {
  it('count the right, the top three and the share that is sure enough', () => {
    const figures = figuresOf([
      ...Array.from({ length: 9 }, () => guess('а', ['а', 'б'], 0.9)),
      guess('б', ['а', 'б'], 0.8),
      guess('б', ['а', 'в', 'г', 'б'], 0.1),
    ])

    expect(figures.accuracy).toBeCloseTo(9 / 11)
    expect(figures.top3).toBeCloseTo(10 / 11)
    expect(figures.coverageAt90).toBeCloseTo(10 / 11)
    expect(figures.macroF1).toBeCloseTo((18 / 20 + 0) / 2)
  })

  it('are zeros when there is nothing to measure', () => {
    expect(figuresOf([])).toEqual({ accuracy: 0, top3: 0, macroF1: 0, coverageAt90: 0 })
  })

  it('stay between 0 and 1, and the three hold the first', () => {
    const label = fc.constantFrom('а', 'б', 'в', 'г')
    const cases = fc.array(fc.tuple(label, fc.uniqueArray(label), fc.double({ min: 0, max: 1, noNaN: true })))

    fc.assert(
      fc.property(cases, (drawn) => {
        const figures = figuresOf(
          drawn.map(([truth, labels, confidence]) => guess(truth, labels, confidence)),
        )

        for (const figure of Object.values(figures)) {
          expect(figure).toBeGreaterThanOrEqual(0)
          expect(figure).toBeLessThanOrEqual(1)
        }
        expect(figures.top3).toBeGreaterThanOrEqual(figures.accuracy)
      }),
    )
  })
})
