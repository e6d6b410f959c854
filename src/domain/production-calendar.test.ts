import { describe, expect, it } from 'vitest'
import { dayKinds, listedYears } from './production-calendar.ts'
import { Temporal } from './time.ts'

describe('the production calendar', () => {
  // Published norms of the year for a five-day week: 247 working days in both years.
  it.each([
    [2025, 247],
    [2026, 247],
  ])('has the published number of working days in %i', (year, workingDays) => {
    const days = daysOf(year)

    const working = days.filter(
      (day) =>
        (day.dayOfWeek <= 5 && !dayKinds(day.toString()).has('off')) ||
        dayKinds(day.toString()).has('working'),
    )

    expect(working).toHaveLength(workingDays)
  })

  // Government decree 1466 of 24.09.2025 moves 3 January to the 9th and 4 January to 31 December.
  it.each(['2026-01-01', '2026-01-09', '2026-02-23', '2026-03-09', '2026-05-11', '2026-11-04', '2026-12-31'])(
    'has a day off on %s',
    (day) => {
      expect(dayKinds(day).has('off')).toBe(true)
    },
  )

  // Labour Code, art. 95: the eve of a holiday is shorter by an hour when it is a working day.
  it.each(['2026-04-30', '2026-05-08', '2026-06-11', '2026-11-03'])('has a shorter day on %s', (day) => {
    expect([...dayKinds(day)]).toEqual(['short'])
  })

  it('has one working Saturday in 2025, shorter than others, and none in 2026', () => {
    expect([...dayKinds('2025-11-01')].sort()).toEqual(['short', 'working'])
    expect(daysOf(2026).filter((day) => dayKinds(day.toString()).has('working'))).toEqual([])
  })

  it('has no day that is off and yet worked, and works no weekday twice', () => {
    const contradictions = listedYears.flatMap(daysOf).filter((day) => {
      const kinds = dayKinds(day.toString())
      return (kinds.has('off') && kinds.size > 1) || (kinds.has('working') && day.dayOfWeek <= 5)
    })

    expect(contradictions).toEqual([])
  })

  it('says nothing of ordinary days', () => {
    expect(dayKinds('2026-11-24').size).toBe(0)
    expect(dayKinds('2031-01-09').size).toBe(0)
  })

  it('knows the holidays of the Labour Code in years whose moved days are not known yet', () => {
    expect([...dayKinds('2027-01-04')]).toEqual(['off'])
    expect([...dayKinds('2031-11-04')]).toEqual(['off'])
    expect(dayKinds('2026-01-10').size).toBe(0)
  })
})

function daysOf(year: number): readonly Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  return Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }))
}
