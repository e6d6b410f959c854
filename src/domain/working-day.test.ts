import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenDirectory, givenInstitution, moment, moscow } from '../../test/support/given.ts'
import { institutionId, municipalityId } from './ids.ts'
import { calendarOf } from './institution-calendar.ts'
import { Temporal } from './time.ts'
import { type CalendarDay, type CalendarDayKind, workingDay } from './working-day.ts'
import { addWorkingSeconds, workingSecondsBetween } from './working-time.ts'

const office = 'пн-пт 09:00-18:00, обед 13:00-14:00'
const day = (date: string, kind: CalendarDayKind, fields: Partial<CalendarDay> = {}): CalendarDay => ({
  date,
  kind,
  hours: [],
  title: '',
  municipalityId: null,
  institutionId: null,
  ...fields,
})
const town = municipalityId(1)
const withDays = (...calendarDays: readonly CalendarDay[]) =>
  givenDirectory({
    institutions: [
      givenInstitution(1, { workingHours: office, municipalityId: town }),
      givenInstitution(2, { workingHours: office, municipalityId: municipalityId(2) }),
      givenInstitution(3, { workingHours: 'круглосуточно', municipalityId: town }),
    ],
    calendarDays,
  })
const hoursOn = (
  directory: ReturnType<typeof withDays>,
  institution: number | null,
  date: string,
): number => {
  const calendar = calendarOf(directory, institution === null ? null : institutionId(institution), moscow)
  return (
    workingSecondsBetween(calendar, moment(`${date} 00:00`), moment(`${date} 00:00`).add({ hours: 24 })) /
    3600
  )
}

describe('a day that coordinators named', () => {
  // Радоница of 2026 falls on 21 April, a Tuesday; 28 November is a Saturday, 4 November a holiday.
  it.each([
    ['off', '2026-04-21', 0],
    ['short', '2026-04-21', 7],
    ['working', '2026-11-28', 8],
    ['working', '2026-11-04', 8],
    ['usual', '2026-11-04', 0],
  ] as const)('%s on %s gives %i hours of work', (kind, date, hours) => {
    expect(hoursOn(withDays(day(date, kind)), 1, date)).toBe(hours)
  })

  it('may have hours of its own', () => {
    const named = day('2026-12-25', 'custom', { hours: [{ from: 540, to: 720 }] })

    expect(hoursOn(withDays(named), 1, '2026-12-25')).toBe(3)
  })

  it('binds the whole region, a municipality or one institution', () => {
    const date = '2026-10-07'
    const regional = withDays(day(date, 'off'))
    const municipal = withDays(day(date, 'off', { municipalityId: town }))
    const own = withDays(day(date, 'off', { institutionId: institutionId(2) }))

    expect([1, 2, null].map((who) => hoursOn(regional, who, date))).toEqual([0, 0, 0])
    expect([1, 2, null].map((who) => hoursOn(municipal, who, date))).toEqual([0, 8, 8])
    expect([1, 2, null].map((who) => hoursOn(own, who, date))).toEqual([8, 0, 8])
  })

  it('gives way to what is decided nearer', () => {
    const date = '2026-10-07'
    const directory = withDays(
      day(date, 'off'),
      day(date, 'short', { municipalityId: town }),
      day(date, 'usual', { institutionId: institutionId(2) }),
    )

    expect([1, 2, null].map((who) => hoursOn(directory, who, date))).toEqual([7, 8, 0])
  })

  it('does not close a duty service, unless it is a day of its own', () => {
    const date = '2026-10-07'

    expect(hoursOn(withDays(day(date, 'off')), 3, date)).toBe(24)
    expect(hoursOn(withDays(day(date, 'off', { institutionId: institutionId(3) })), 3, date)).toBe(0)
  })

  it('says why', () => {
    const calendar = calendarOf(
      withDays(day('2026-04-21', 'off', { title: 'Радоница' })),
      institutionId(1),
      moscow,
    )

    expect(workingDay(calendar, Temporal.PlainDate.from('2026-04-21')).reason).toEqual({
      kind: 'named',
      title: 'Радоница',
    })
  })
})

describe('moving a day', () => {
  it('off to a Saturday that is worked instead keeps the time of work of the week', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 4 }), (weeks, weekday) => {
        const monday = Temporal.PlainDate.from('2025-01-13').add({ weeks })
        const moved = monday.add({ days: weekday }).toString()
        const saturday = monday.add({ days: 5 }).toString()
        const ordinary = withDays()
        fc.pre(hoursOn(ordinary, 1, moved) === 8 && hoursOn(ordinary, 1, saturday) === 0)

        const directory = withDays(day(moved, 'off'), day(saturday, 'working'))

        const week = (of: typeof directory): number =>
          workingSecondsBetween(
            calendarOf(of, institutionId(1), moscow),
            moment(`${monday.toString()} 00:00`),
            moment(`${monday.add({ weeks: 1 }).toString()} 00:00`),
          )
        expect(week(directory)).toBe(week(ordinary))
      }),
    )
  })

  it('off never brings a deadline nearer, and a day worked more never moves it away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 60 }),
        (start, distance, hours) => {
          const first = Temporal.PlainDate.from('2025-02-01').add({ days: start })
          const from = moment(`${first.toString()} 10:30`)
          const date = first.add({ days: distance }).toString()
          const due = (...days: readonly CalendarDay[]): number =>
            addWorkingSeconds(calendarOf(withDays(...days), institutionId(1), moscow), from, hours * 3600)
              .epochMilliseconds

          expect(due(day(date, 'off'))).toBeGreaterThanOrEqual(due())
          expect(due(day(date, 'working'))).toBeLessThanOrEqual(due())
        },
      ),
    )
  })
})
