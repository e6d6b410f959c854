import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moment, moscow } from '../../test/support/given.ts'
import { type Instant, addSeconds, isBefore } from './time.ts'
import { aroundTheClock, parseWorkingHours } from './working-hours.ts'
import type { WorkingCalendar } from './working-day.ts'
import { addWorkingSeconds, dueAfterPause, isWorkingMoment, workingSecondsBetween } from './working-time.ts'

const hour = 3600
const office = 'пн-пт 09:00-18:00, обед 13:00-14:00'

describe('addWorkingSeconds', () => {
  // Computed by hand from the decree 1466 of 24.09.2025 (2026), its like for 2025, and Labour Code art. 95, 112.
  it.each([
    ['within a morning', office, '2026-11-24 09:30', 2, '2026-11-24 11:30'],
    ['over lunch', office, '2026-11-24 12:00', 2, '2026-11-24 15:00'],
    ['from lunch', office, '2026-11-24 13:20', 1, '2026-11-24 15:00'],
    ['up to the last minute of a day', office, '2026-11-24 09:00', 8, '2026-11-24 18:00'],
    ['from the evening to the next morning', office, '2026-11-24 22:15', 1, '2026-11-25 10:00'],
    ['from before opening', office, '2026-11-24 06:00', 1, '2026-11-24 10:00'],
    ['over a weekend', office, '2026-11-27 17:00', 3, '2026-11-30 11:00'],
    ['over the short 30 April and 1–3 May', office, '2026-04-30 16:00', 2, '2026-05-04 10:00'],
    ['over the short 8 May and 9–11 May', office, '2026-05-08 16:30', 1, '2026-05-12 09:30'],
    ['over the short 3 November and the 4th', office, '2026-11-03 16:00', 2, '2026-11-05 10:00'],
    ['over the New Year holidays', office, '2025-12-30 17:00', 2, '2026-01-12 10:00'],
    ['over 12 June', office, '2026-06-11 16:00', 2, '2026-06-15 10:00'],
    ['on the working Saturday of 2025, short by an hour', office, '2025-11-01 16:00', 2, '2025-11-05 10:00'],
    ['round the clock on a holiday night', 'круглосуточно', '2026-01-01 23:00', 4, '2026-01-02 03:00'],
    [
      'on the Saturday of a six-day school',
      'пн-пт 08:00-17:00, сб 08:00-13:00',
      '2026-11-28 12:00',
      2,
      '2026-11-30 09:00',
    ],
    ['on a Saturday that is a holiday', 'пн-сб 08:00-13:00', '2026-05-09 09:00', 1, '2026-05-12 09:00'],
  ])('ends %s', (_what, hours, from, workingHours, expected) => {
    const calendar = givenCalendar(hours)

    const end = addWorkingSeconds(calendar, moment(from), workingHours * hour)

    expect(civil(end, moscow)).toBe(expected)
  })

  it.each(['Europe/Kaliningrad', 'Asia/Yekaterinburg', 'Asia/Kamchatka'])(
    'lives by the clock of the institution in %s',
    (timeZone) => {
      const calendar = givenCalendar(office, timeZone)

      const end = addWorkingSeconds(calendar, moment('2026-11-24 17:00', timeZone), 2 * hour)

      expect(civil(end, timeZone)).toBe('2026-11-25 10:00')
    },
  )

  it('starts the day of Kamchatka when Kaliningrad still sleeps', () => {
    const written = moment('2026-11-25 01:00', moscow)

    const kamchatka = addWorkingSeconds(givenCalendar(office, 'Asia/Kamchatka'), written, hour)
    const kaliningrad = addWorkingSeconds(givenCalendar(office, 'Europe/Kaliningrad'), written, hour)

    expect(civil(kamchatka, moscow)).toBe('2026-11-25 02:00')
    expect(civil(kaliningrad, moscow)).toBe('2026-11-25 11:00')
  })

  it('gives the next working moment for no time at all', () => {
    const calendar = givenCalendar(office)

    expect(civil(addWorkingSeconds(calendar, moment('2026-11-28 12:00'), 0), moscow)).toBe('2026-11-30 09:00')
  })

  it('falls back to the clock on the wall when an institution never opens', () => {
    const calendar = { timeZone: moscow, weekly: [[], [], [], [], [], [], []] }

    const end = addWorkingSeconds(calendar, moment('2026-11-24 12:00'), hour)

    expect(civil(end, moscow)).toBe('2026-11-24 13:00')
  })

  it('refuses to go back in time', () => {
    expect(() => addWorkingSeconds(givenCalendar(office), moment('2026-11-24 12:00'), -1)).toThrow(
      /negative working time/u,
    )
  })

  it('never ends outside of working time', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anySeconds, (calendar, from, seconds) => {
        const end = addWorkingSeconds(calendar, from, seconds)

        const lastMoment = seconds === 0 ? end : addSeconds(end, -1)
        expect(isWorkingMoment(calendar, lastMoment)).toBe(true)
        expect(isBefore(end, from)).toBe(false)
      }),
    )
  })

  it('ends where exactly that much work has been done', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anySeconds, (calendar, from, seconds) => {
        const end = addWorkingSeconds(calendar, from, seconds)

        expect(workingSecondsBetween(calendar, from, end)).toBe(seconds)
      }),
    )
  })

  it('adds up: first one part, then the other, is the same as both at once', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anySeconds, anySeconds, (calendar, from, first, second) => {
        fc.pre(second > 0)

        const inTwo = addWorkingSeconds(calendar, addWorkingSeconds(calendar, from, first), second)

        expect(inTwo.toString()).toBe(addWorkingSeconds(calendar, from, first + second).toString())
      }),
    )
  })

  it('ends no earlier for a later start or more work', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anySeconds, anySeconds, (calendar, from, seconds, more) => {
        const end = addWorkingSeconds(calendar, from, seconds)

        expect(isBefore(addWorkingSeconds(calendar, addSeconds(from, more), seconds), end)).toBe(false)
        expect(isBefore(addWorkingSeconds(calendar, from, seconds + more), end)).toBe(false)
      }),
    )
  })
})

describe('a pause', () => {
  it.each([
    ['of two working hours', '2026-11-24 10:00', '2026-11-24 12:00', '2026-11-25 12:00', '2026-11-25 15:00'],
    ['over a night', '2026-11-24 17:00', '2026-11-25 10:00', '2026-11-25 12:00', '2026-11-25 15:00'],
    [
      'over a weekend costs nothing',
      '2026-11-27 18:00',
      '2026-11-30 09:00',
      '2026-11-30 12:00',
      '2026-11-30 12:00',
    ],
  ])('%s moves a deadline by the work of that time', (_what, from, to, due, expected) => {
    const calendar = givenCalendar(office)

    const moved = dueAfterPause(calendar, moment(due), { from: moment(from), to: moment(to) })

    expect(civil(moved, moscow)).toBe(expected)
  })

  it('leaves as much work as was left, and never brings a deadline nearer', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anySeconds, anySeconds, (calendar, from, left, stood) => {
        fc.pre(left > 0)
        const due = addWorkingSeconds(calendar, from, left)
        const to = addSeconds(from, stood)

        const moved = dueAfterPause(calendar, due, { from, to })

        expect(workingSecondsBetween(calendar, to, moved)).toBe(left)
        expect(isBefore(moved, due)).toBe(false)
      }),
    )
  })

  it('does not save what was late before it', () => {
    const pause = { from: moment('2026-11-24 12:00'), to: moment('2026-11-25 12:00') }

    const late = moment('2026-11-24 10:00')

    expect(dueAfterPause(givenCalendar(office), late, pause).toString()).toBe(late.toString())
  })
})

describe('workingSecondsBetween', () => {
  it.each([
    ['an ordinary day', '2026-11-24 00:00', '2026-11-25 00:00', 8],
    ['a short day', '2026-04-30 00:00', '2026-05-01 00:00', 7],
    ['the New Year holidays', '2025-12-31 00:00', '2026-01-12 00:00', 0],
    ['an ordinary week', '2026-11-23 00:00', '2026-11-30 00:00', 40],
    ['lunch', '2026-11-24 13:00', '2026-11-24 14:00', 0],
    // The norms of a 40-hour week that are published with each production calendar: 1,972 hours in both years.
    ['the whole of 2025', '2025-01-01 00:00', '2026-01-01 00:00', 1972],
    ['the whole of 2026', '2026-01-01 00:00', '2027-01-01 00:00', 1972],
  ])('counts %s', (_what, from, to, hours) => {
    expect(workingSecondsBetween(givenCalendar(office), moment(from), moment(to))).toBe(hours * hour)
  })

  it('is zero when time does not pass', () => {
    const calendar = givenCalendar(office)

    expect(workingSecondsBetween(calendar, moment('2026-11-24 12:00'), moment('2026-11-24 12:00'))).toBe(0)
    expect(workingSecondsBetween(calendar, moment('2026-11-24 12:00'), moment('2026-11-23 12:00'))).toBe(0)
  })

  it('adds up over any moment between, and is never more than the time that passed', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anySeconds, anySeconds, (calendar, from, first, second) => {
        const middle = addSeconds(from, first)
        const end = addSeconds(middle, second)

        const whole = workingSecondsBetween(calendar, from, end)

        expect(whole).toBe(
          workingSecondsBetween(calendar, from, middle) + workingSecondsBetween(calendar, middle, end),
        )
        expect(whole).toBeGreaterThanOrEqual(0)
        expect(whole).toBeLessThanOrEqual(first + second)
      }),
    )
  })

  it('is the time that passed for those who work round the clock', () => {
    fc.assert(
      fc.property(anyMoment, anySeconds, (from, seconds) => {
        const calendar = { timeZone: moscow, weekly: aroundTheClock }

        expect(workingSecondsBetween(calendar, from, addSeconds(from, seconds))).toBe(seconds)
      }),
    )
  })
})

describe('isWorkingMoment', () => {
  it.each([
    ['2026-11-24 08:59', false],
    ['2026-11-24 09:00', true],
    ['2026-11-24 12:59', true],
    ['2026-11-24 13:00', false],
    ['2026-11-24 17:59', true],
    ['2026-11-24 18:00', false],
    ['2026-11-28 12:00', false],
    ['2026-04-30 17:30', false],
    ['2026-11-04 12:00', false],
  ])('at %s is %s', (civilTime, expected) => {
    expect(isWorkingMoment(givenCalendar(office), moment(civilTime))).toBe(expected)
  })
})

function givenCalendar(hours: string, timeZone = moscow): WorkingCalendar {
  const parsed = parseWorkingHours(hours)
  if (!parsed.ok) throw new Error(`not read: ${parsed.refusal.part}`)
  return { timeZone, weekly: parsed.value }
}

const civil = (at: Instant, timeZone: string): string =>
  at.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')

const anyCalendar = fc
  .tuple(
    fc.constantFrom(
      office,
      'пн-пт 08:00-17:00, сб 08:00-13:00',
      'вт-вс 10:00-19:00',
      'чт 14:00-15:00',
      'пн-вс 00:00-12:00',
      'круглосуточно',
    ),
    fc.constantFrom('Europe/Kaliningrad', moscow, 'Asia/Kamchatka'),
  )
  .map(([hours, timeZone]) => givenCalendar(hours, timeZone))

const anyMoment = fc
  .integer({ min: 0, max: 2 * 365 * 24 * hour })
  .map((seconds) => addSeconds(moment('2025-03-01 00:00'), seconds))

const anySeconds = fc.integer({ min: 0, max: 60 * hour })
