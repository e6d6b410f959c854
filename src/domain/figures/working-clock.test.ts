import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Temporal } from '../time.ts'
import { aroundTheClock, parseWorkingHours } from '../working-hours.ts'
import { workingSecondsBetween } from '../working-time.ts'
import { createWorkingClock } from './working-clock.ts'

const weekly = (text: string) => {
  const parsed = parseWorkingHours(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

const calendars = [
  { timeZone: 'Europe/Moscow', weekly: weekly('пн-пт 09:00-18:00, обед 13:00-14:00') },
  { timeZone: 'Asia/Kamchatka', weekly: weekly('пн-сб 08:00-20:00') },
  { timeZone: 'Europe/Kaliningrad', weekly: aroundTheClock },
]

describe('the working clock', () => {
  it('gives what counting day by day gives', () => {
    const from = Date.parse('2025-11-01T00:00:00Z')
    const moment = fc.integer({ min: 0, max: 500 * 86_400 }).map((seconds) => from + seconds * 1000)
    fc.assert(
      fc.property(fc.constantFrom(...calendars), moment, moment, (calendar, a, b) => {
        const clock = createWorkingClock(calendar)
        const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)
        const slow = workingSecondsBetween(calendar, instant(a), instant(b))
        expect(clock(a, b)).toBe(slow * 1000)
      }),
      { numRuns: 40 },
    )
  })
})
