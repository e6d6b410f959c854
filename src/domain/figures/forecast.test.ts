import { describe, expect, it } from 'vitest'
import { dutiesOf, forecastOf } from './forecast.ts'

const week = (hours: Readonly<Record<number, number>>): readonly number[] =>
  Array.from({ length: 168 }, (_, hour) => hours[hour] ?? 0)

describe('the forecast of a week', () => {
  it('expects nothing where nothing is known', () => {
    expect(forecastOf([]).every((count) => count === 0)).toBe(true)
  })

  it('follows the usual week, not a single flood', () => {
    const usual = week({ 9: 4, 34: 2 })
    const flood = week({ 9: 400, 34: 2 })

    const expected = forecastOf([usual, usual, flood, week({ 9: 6 })])

    expect([expected[9], expected[34], expected[35]]).toEqual([5, 2, 0])
  })

  it('puts the duty where most questions come', () => {
    const [monday, tuesday] = dutiesOf(week({ 9: 4, 11: 3, 20: 5, 33: 1 }))

    expect(monday).toEqual({ weekday: 0, fromHour: 8, toHour: 12, expected: 7 })
    expect(tuesday).toMatchObject({ weekday: 1, expected: 1 })
  })
})
