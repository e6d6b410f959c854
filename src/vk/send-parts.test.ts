import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partRandomId } from './send-parts.ts'

describe('partRandomId', () => {
  it('is never 0 and stays a 32-bit integer', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 50 }), (randomId, index) => {
        const id = partRandomId(randomId, index)

        expect(id !== 0 && (id | 0) === id && id !== randomId).toBe(true)
      }),
    )
  })
})
