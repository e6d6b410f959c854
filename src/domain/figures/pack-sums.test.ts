import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addPacked, packSums } from './pack-sums.ts'

it('gives packed sums back, and adds them up', () => {
  const sums = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 2 ** 45 })),
    { selector: ([key]) => key },
  )
  fc.assert(
    fc.property(sums, (pairs) => {
      const packed = packSums(new Map([...pairs, [30_000, 0]]))

      expect(addPacked(packed, new Map())).toEqual(new Map(pairs))
      const twice = addPacked(packed, addPacked(packed, new Map()))
      expect(twice).toEqual(new Map(pairs.map(([key, amount]) => [key, amount * 2])))
    }),
  )
})
