import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPlaceText } from './place-names.ts'

describe('findPlaceText', () => {
  it.each([
    ['Яма на ул. Лесная, 5 у подъезда', 'ул. Лесная, 5'],
    ['На улице Мира темно', 'улица Мира'],
    ['проспект 50 лет Победы, д. 3к2', 'проспект 50 лет Победы, д. 3к2'],
    ['по адресу Ромашковая улица, 12а нет воды', 'Ромашковая улица, 12а'],
    ['в селе Малые Кочки нет связи', 'село Малые Кочки'],
    ['Озёрная, 7 течёт крыша', 'Озёрная, 7'],
    ['по улице садовой, 14 не чистят', 'улице садовой, 14'],
    ['по проспекту Ленинскому, 8 не ходит', 'проспекту Ленинскому, 8'],
  ])('finds the place in «%s»', (text, place) => {
    expect(findPlaceText(text)).toBe(place)
  })

  it.each([
    'на улице темно и страшно',
    'улица не убирается',
    'детская площадка сломана',
    'ждём с 9 мая',
    'автобус 12 не пришёл',
    '',
  ])('finds no place in «%s»', (text) => {
    expect(findPlaceText(text)).toBeNull()
  })

  it('gives at most 120 characters whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect((findPlaceText(`ул. ${text}`) ?? '').length).toBeLessThanOrEqual(120)
      }),
    )
  })
})
