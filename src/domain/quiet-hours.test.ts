import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moment } from '../../test/support/given.ts'
import { addSeconds, isBefore } from './time.ts'
import { endOfQuiet, isQuietAt, readQuietHours } from './quiet-hours.ts'

const night = { fromMinute: 20 * 60, toMinute: 8 * 60, timeZone: 'Europe/Moscow' }

describe('quiet hours', () => {
  it.each([
    ['2026-11-24 19:59', false],
    ['2026-11-24 20:00', true],
    ['2026-11-25 03:00', true],
    ['2026-11-25 07:59', true],
    ['2026-11-25 08:00', false],
  ])('from 20 to 8: at %s quiet is %s', (civil, isQuiet) => {
    expect(isQuietAt(night, moment(civil))).toBe(isQuiet)
  })

  it('are those of the zone where the person works', () => {
    const vladivostok = { ...night, timeZone: 'Asia/Vladivostok' }

    expect(isQuietAt(vladivostok, moment('2026-11-24 14:00'))).toBe(true)
    expect(endOfQuiet(vladivostok, moment('2026-11-24 14:00'))).toEqual(moment('2026-11-25 01:00'))
  })

  it('end at the first moment that is not quiet', () => {
    const anyHours = fc.record({
      fromMinute: fc.nat({ max: 1439 }),
      length: fc.integer({ min: 1, max: 960 }),
    })
    fc.assert(
      fc.property(anyHours, fc.nat({ max: 366 * 24 * 60 }), ({ fromMinute, length }, minutes) => {
        const hours = { ...night, fromMinute, toMinute: (fromMinute + length) % 1440 }
        const at = addSeconds(moment('2026-01-01 00:00'), minutes * 60)
        if (!isQuietAt(hours, at)) return

        const end = endOfQuiet(hours, at)

        expect(isQuietAt(hours, end)).toBe(false)
        expect(isQuietAt(hours, addSeconds(end, -1))).toBe(true)
        expect(isBefore(end, addSeconds(at, 961 * 60))).toBe(true)
      }),
    )
  })
})

describe('words for quiet hours', () => {
  it.each([
    ['Тихие часы с 20 до 8', 1200, 480],
    ['не беспокоить с 20:30 до 7', 1230, 420],
    ['тихие часы с 9 вечера до 8 утра', 1260, 480],
    ['Тихое время: 22:00–7:00.', 1320, 420],
    ['не беспокойте меня с 12 ночи до 7 часов', 0, 420],
    ['тихие часы с 20 до 24', 1200, 0],
  ])('«%s»', (text, fromMinute, toMinute) => {
    expect(readQuietHours(text, false)).toEqual({ kind: 'set', fromMinute, toMinute })
  })

  it('need no name when the bot has asked', () => {
    expect(readQuietHours('с 20 до 8', true)).toEqual({ kind: 'set', fromMinute: 1200, toMinute: 480 })
    expect(readQuietHours('с 20 до 8', false)).toBeNull()
  })

  it('leave a working day, and can be taken back', () => {
    expect(readQuietHours('тихие часы с 8 до 8', false)).toEqual({ kind: 'tooLong' })
    expect(readQuietHours('тихие часы с 12 до 9', false)).toEqual({ kind: 'tooLong' })
    expect(readQuietHours('Без тихих часов', false)).toEqual({ kind: 'off' })
  })

  it.each(['тихие часы', 'тихие часы с 25 до 8', 'не беспокоить', 'яма с 20 до 8 дома', ''])(
    '«%s» says nothing',
    (text) => {
      expect(readQuietHours(text, false)).toBeNull()
    },
  )
})
