import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type WeeklyHours, aroundTheClock, parseDayHours, parseWorkingHours } from './working-hours.ts'

const nine = 9 * 60
const one = 13 * 60
const two = 14 * 60
const six = 18 * 60

describe('parseWorkingHours', () => {
  it('opens on the named days only', () => {
    const week = readWeek('пн-пт 09:00-18:00')

    expect(week.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [{ from: nine, to: six }]))
    expect(week.slice(5)).toEqual([[], []])
  })

  it('takes lunch out of every day it falls into', () => {
    const week = readWeek('пн-пт 09:00-18:00, сб 08:00-12:00, обед 13:00-14:00')

    expect(week[0]).toEqual([
      { from: nine, to: one },
      { from: two, to: six },
    ])
    expect(week[5]).toEqual([{ from: 8 * 60, to: 12 * 60 }])
  })

  it('takes lunch out also when it is named first', () => {
    expect(readWeek('обед 13:00-14:00, пн-пт 09:00-18:00')).toEqual(
      readWeek('пн-пт 09:00-18:00, обед 13:00-14:00'),
    )
  })

  it.each([
    ['Пн–Пт 9:00–18:00', 'пн-пт 09:00-18:00'],
    ['  пн - пт  09:00 - 18:00 ,сб 10:00-14:00', 'пн-пт 09:00-18:00, сб 10:00-14:00'],
    ['вс-вт 10:00-12:00', 'вс 10:00-12:00, пн 10:00-12:00, вт 10:00-12:00'],
    ['пн 09:00-13:00, пн 13:00-18:00', 'пн 09:00-18:00'],
    ['пн-пт 08:00-12:00, 14:00-17:00', 'пн-пт 08:00-17:00, обед 12:00-14:00'],
    ['пн-пт 09:00-18:00, перерыв 13:00-13:30, сб-вс выходной', 'пн-пт 09:00-18:00, обед 13:00-13:30'],
    ['ежедневно 08:00-20:00, вс выходной', 'пн-сб 08:00-20:00'],
  ])('reads «%s» like «%s»', (written, plain) => {
    expect(readWeek(written)).toEqual(readWeek(plain))
  })

  it('knows «круглосуточно»', () => {
    expect(readWeek('Круглосуточно')).toEqual(aroundTheClock)
    expect(readWeek('пн-вс 00:00-24:00')).toEqual(aroundTheClock)
  })

  it.each([
    ['', ''],
    ['ежедневно 9-18', 'ежедневно 9-18'],
    ['09:00-18:00', '09:00-18:00'],
    ['обед выходной', 'обед выходной'],
    ['пн-пт 09:00-18:00, по записи', 'по записи'],
    ['пн 18:00-09:00', 'пн 18:00-09:00'],
    ['пн 09:00-24:30', 'пн 09:00-24:30'],
    ['пн 09:60-18:00', 'пн 09:60-18:00'],
  ])('refuses «%s» and names the part that it cannot read', (text, part) => {
    expect(parseWorkingHours(text)).toEqual({
      ok: false,
      refusal: { kind: 'workingHoursUnreadable', part },
    })
  })

  it.each(['обед 13:00-14:00', 'пн 13:00-14:00, обед 13:00-14:00'])(
    'refuses «%s»: an institution that never opens could promise nothing',
    (text) => {
      expect(parseWorkingHours(text)).toMatchObject({ ok: false })
    },
  )

  it('counts no minute twice when two parts name the same day', () => {
    expect(readWeek('пн-пт 09:00-18:00, пт 09:00-17:00')[4]).toEqual([{ from: nine, to: six }])
  })

  it('gives intervals in order that do not touch, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 6 }), (parts) => {
        const parsed = parseWorkingHours(parts.join(', '))
        if (!parsed.ok) return
        for (const day of parsed.value)
          for (const [index, interval] of day.entries()) {
            expect(interval.from).toBeLessThan(interval.to)
            expect(interval.from).toBeGreaterThan(day[index - 1]?.to ?? -1)
          }
      }),
    )
  })

  it('never throws on what people type', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(typeof parseWorkingHours(text).ok).toBe('boolean')
      }),
    )
  })
})

const clock = (minutes: number): string =>
  `${String(Math.trunc(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const anyPart = fc
  .tuple(
    fc.constantFrom('пн', 'вт-чт', 'пн-пт', 'сб', 'сб-пн', 'обед'),
    fc.integer({ min: 0, max: 1439 }),
    fc.integer({ min: 1, max: 1440 }),
  )
  .filter(([, from, to]) => from < to)
  .map(([days, from, to]) => `${days} ${clock(from)}-${clock(to)}`)

function readWeek(text: string): WeeklyHours {
  const parsed = parseWorkingHours(text)
  if (!parsed.ok) throw new Error(`not read: ${parsed.refusal.part}`)
  return parsed.value
}

describe('parseDayHours', () => {
  it('reads the hours of one day', () => {
    expect(parseDayHours('09:00-12:00, 14:00-18:00')).toEqual({
      ok: true,
      value: [
        { from: nine, to: 720 },
        { from: two, to: six },
      ],
    })
  })

  it.each(['', 'круглосуточно', '09:00-12:00, вт 10:00-12:00'])('refuses «%s»', (text) => {
    expect(parseDayHours(text)).toMatchObject({ ok: false })
  })
})
