import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenDirectory, givenInstitution, givenTopic, moment, moscow } from '../../test/support/given.ts'
import { explainDeadline, priorityOf, promisedHours, usualHours } from './deadline.ts'
import { institutionId } from './ids.ts'
import { calendarOf } from './institution-calendar.ts'
import { addSeconds } from './time.ts'
import { addWorkingSeconds } from './working-time.ts'

const office = 'пн-пт 09:00-18:00, обед 13:00-14:00'
const directory = givenDirectory({
  institutions: [
    givenInstitution(1, { workingHours: office }),
    givenInstitution(2, { workingHours: 'круглосуточно' }),
    givenInstitution(3, {
      workingHours: 'пн-пт 08:00-12:00, 14:00-17:00, сб 08:00-13:00',
      timeZone: 'Asia/Kamchatka',
    }),
  ],
})
const calendar = calendarOf(directory, institutionId(1), moscow)

describe('promised hours', () => {
  const pits = givenTopic('DOR-01', { priority: 'fast-track', firstReplyHours: 3, finalAnswerHours: 30 })

  it('are those of the topic at its own priority', () => {
    expect(promisedHours(pits, 'fast-track')).toMatchObject({ firstReplyHours: 3, finalAnswerHours: 30 })
  })

  it('are those of the priority where nobody knows the topic', () => {
    expect(promisedHours(undefined, 'urgent')).toEqual(usualHours.urgent)
  })

  it('shrink when somebody may be in danger, and never grow', () => {
    expect(priorityOf(pits, 'gas')).toBe('urgent')
    expect(promisedHours(pits, 'urgent')).toEqual({ firstReplyHours: 2, finalAnswerHours: 24 })
    const quick = givenTopic('GAZ-01', { firstReplyHours: 1, finalAnswerHours: 4 })
    expect(promisedHours(quick, 'urgent')).toEqual({ firstReplyHours: 1, finalAnswerHours: 4 })
  })
})

describe('the explanation of a deadline', () => {
  it('names every day that counts and every day that does not', () => {
    const { due, stretches } = explainDeadline(calendar, moment('2026-11-27 16:00'), 5)

    expect(due.toString()).toBe(moment('2026-11-30 12:00').toString())
    expect(
      stretches.map(({ first, last, workedSeconds }) => [
        first.toString(),
        last.toString(),
        workedSeconds / 3600,
      ]),
    ).toEqual([
      ['2026-11-27', '2026-11-27', 2],
      ['2026-11-28', '2026-11-29', 0],
      ['2026-11-30', '2026-11-30', 3],
    ])
  })

  it('tells a holiday from a weekend and a short day from a whole one', () => {
    const { stretches } = explainDeadline(calendar, moment('2026-11-03 09:00'), 9)

    expect(stretches.map(({ reason, workedSeconds }) => [reason.kind, workedSeconds / 3600])).toEqual([
      ['shortDay', 7],
      ['holiday', 0],
      ['usual', 2],
    ])
  })

  it('ends a deadline at midnight on the day before', () => {
    const duty = calendarOf(directory, institutionId(2), moscow)

    const { stretches } = explainDeadline(duty, moment('2026-11-24 22:00'), 2)

    expect(stretches).toHaveLength(1)
  })

  it('adds up to the hours that were promised and ends where the deadline is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3),
        fc.integer({ min: 0, max: 600 * 24 * 60 }),
        fc.integer({ min: 1, max: 80 }),
        (institution, minutes, hours) => {
          const own = calendarOf(directory, institutionId(institution), moscow)
          const from = addSeconds(moment('2025-06-01 00:00'), minutes * 60)

          const { due, stretches } = explainDeadline(own, from, hours)

          expect(due.toString()).toBe(addWorkingSeconds(own, from, hours * 3600).toString())
          expect(stretches.reduce((sum, { workedSeconds }) => sum + workedSeconds, 0)).toBe(hours * 3600)
          const days = stretches.slice(1).map(({ first }, index) => stretches[index]?.last.until(first).days)
          expect(days.every((distance) => distance === 1)).toBe(true)
        },
      ),
    )
  })
})
