import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localTime } from './local-time.ts'
import { Temporal } from './time.ts'

const zones = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Asia/Kamchatka',
  // Summer time, half-hour and quarter-hour offsets.
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
]

it('shows what Temporal shows, in every zone and also around changes of the clock', () => {
  const since1980 = fc.integer({ min: 315_532_800, max: 4_102_444_800 })
  fc.assert(
    fc.property(since1980, fc.constantFrom(...zones), (seconds, zone) => {
      const moment = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      const expected = moment.toZonedDateTimeISO(zone)
      const { epochDay, ...fields } = localTime(moment, zone)

      expect(fields).toEqual({
        month: expected.month,
        day: expected.day,
        dayOfWeek: expected.dayOfWeek,
        hour: expected.hour,
        minute: expected.minute,
      })
      expect(epochDay).toBe(
        Temporal.PlainDate.from('1970-01-01').until(expected.toPlainDate(), { largestUnit: 'day' }).days,
      )
    }),
  )
})

it.each([
  ['2026-03-29T00:59:59Z', 1, 59],
  ['2026-03-29T01:00:00Z', 3, 0],
  ['2026-10-25T00:59:59Z', 2, 59],
  ['2026-10-25T01:00:00Z', 2, 0],
])('follows a change of the clock at %s', (moment, hour, minute) => {
  expect(localTime(Temporal.Instant.from(moment), 'Europe/Berlin')).toMatchObject({ hour, minute })
})
