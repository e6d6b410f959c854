import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cautiousTrust, confidenceOf, fitTrust } from './trust.ts'

const fact = fc.double({ min: -10, max: 10, noNaN: true })
const facts = fc.record({
  logOdds: fact,
  votes: fc.double({ min: 0, max: 1, noNaN: true }),
  words: fact,
  reliability: fact,
})
const cases = fc.array(fc.record({ facts, isRight: fc.boolean() }), { minLength: 30, maxLength: 60 })

it('is never less sure of a surer score, whatever it has learnt from', () => {
  fc.assert(
    fc.property(cases, facts, fc.double({ min: 0, max: 20, noNaN: true }), (learnt, given, more) => {
      const trust = fitTrust(learnt)
      const surer = confidenceOf(trust, { ...given, logOdds: given.logOdds + more })

      expect(surer).toBeGreaterThanOrEqual(confidenceOf(trust, given))
      expect(surer).toBeLessThanOrEqual(1)
    }),
    { numRuns: 50 },
  )
})

it('learns that odds tell right from wrong', () => {
  const given = (logOdds: number, isRight: boolean) => ({
    facts: { logOdds, votes: 0, words: 2, reliability: 0 },
    isRight,
  })
  const learnt = Array.from({ length: 200 }, (_, at) =>
    given(at % 2 === 0 ? 2 : -2, at % 20 < 10 === (at % 2 === 0)),
  )

  expect(fitTrust([])).toEqual(cautiousTrust)
  const trust = fitTrust(Array.from({ length: 200 }, (_, at) => given(at % 2 === 0 ? 2 : -2, at % 2 === 0)))
  expect(confidenceOf(trust, given(2, true).facts)).toBeGreaterThan(0.9)
  expect(confidenceOf(trust, given(-2, true).facts)).toBeLessThan(0.1)
  expect(confidenceOf(fitTrust(learnt), given(2, true).facts)).toBeLessThan(0.9)
})
