import { expect, it } from 'vitest'
import { guessSide } from './guess-side.ts'
import { cautiousTrust } from './trust.ts'

const opinions = { own: Float64Array.of(0.6, 0.25, 0.15), linked: Float64Array.of(0, 0, 1), votes: null }
const side = { trust: cautiousTrust, reliability: new Float32Array(3) }
const labelsAt = (place: number): readonly number[] =>
  guessSide(opinions, side, { words: 5, limit: 3, place, scratch: new Float64Array(3) }).map(
    ({ label }) => label,
  )

it('orders the next topics by the words alone', () => {
  expect(labelsAt(0)).toEqual([0, 1, 2])
})

it('orders who else may answer by what the matter is, too', () => {
  expect(labelsAt(1)).toEqual([0, 2, 1])
})
