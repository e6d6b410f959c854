import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partRandomId, splitText } from './send-parts.ts'

const words = fc.string({ unit: fc.constantFrom('а', 'б', ' ', '.', '\n', '😀'), maxLength: 400 })
const isWhole = (text: string): boolean => !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(text)

describe('splitText', () => {
  it('keeps every character but spaces, within the limit, and no character is cut', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (text, lengthMax) => {
        const parts = splitText(text, lengthMax)

        expect(parts.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
        expect(parts.every((part) => part.length > 0 && part.length <= lengthMax && isWhole(part))).toBe(true)
      }),
    )
  })

  it('prefers the end of a paragraph to the end of a sentence', () => {
    expect(splitText('Один. Два.\n\nТри. Четыре.', 18)).toEqual(['Один. Два.', 'Три. Четыре.'])
  })
})

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
