import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSamePlace } from './same-place.ts'

describe('two places', () => {
  it.each([
    ['улица Садовая, 5', 'на Садовой, 5'],
    ['ул. Садовая д. 5', 'улица Садовая, 7'],
    ['улице Кленовой, 12', 'Кленовая 12'],
    ['Мира, 4', 'улица Мира, 4'],
    ['54.62913, 39.73601', 'Сквер (54.62990, 39.73650)'],
    ['улица Лесная', 'на улице Лесной'],
  ])('are one: «%s» and «%s»', (left, right) => {
    expect(isSamePlace(left, right)).toBe(true)
    expect(isSamePlace(right, left)).toBe(true)
  })

  it.each([
    ['улица Садовая, 5', 'улица Садовая, 45'],
    ['улица Садовая, 5', 'улица Кленовая, 5'],
    ['улица Садовая', 'улица Садовая, 5'],
    ['54.62913, 39.73601', '54.64913, 39.73601'],
    ['где-то', ''],
  ])('are two: «%s» and «%s»', (left, right) => {
    expect(isSamePlace(left, right)).toBe(false)
  })

  it('are compared without regard to their order, whatever was written', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(isSamePlace(left, right)).toBe(isSamePlace(right, left))
      }),
    )
  })
})
