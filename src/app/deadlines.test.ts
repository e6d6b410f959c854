import { describe, expect, it } from 'vitest'
import { institutionId, topicId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { givenDirectory, givenInstitution, givenTopic, moment, moscow } from '../../test/support/given.ts'
import { deadlines } from './deadlines.ts'

const kamchatka = 'Asia/Kamchatka'
const urgent = givenTopic('VOD-01', { firstReplyHours: 1, finalAnswerHours: 8 })
const directory = givenDirectory({
  institutions: [
    givenInstitution(1, { workingHours: 'пн-пт 09:00-18:00, обед 13:00-14:00' }),
    givenInstitution(2, { workingHours: 'круглосуточно' }),
    givenInstitution(3, { workingHours: 'пн-пт 09:00-18:00', timeZone: kamchatka }),
    givenInstitution(4, { workingHours: 'когда как' }),
  ],
  topics: [urgent],
})

describe('deadlines', () => {
  it.each([
    ['on the owner’s own calendar', 1, '2026-11-27 17:30', '2026-11-30 09:30', '2026-11-30 17:30'],
    ['round the clock for those on duty', 2, '2026-11-27 23:30', '2026-11-28 00:30', '2026-11-28 07:30'],
    [
      'the stricter way when opening hours cannot be read',
      4,
      '2026-11-28 12:00',
      '2026-11-28 13:00',
      '2026-11-28 20:00',
    ],
  ])('are counted %s', (_how, owner, from, firstReply, finalAnswer) => {
    const due = deadlines(questionOf(owner, moment(from)), directory, moscow)

    expect(due.firstReplyDueAt.toString()).toBe(moment(firstReply).toString())
    expect(due.finalAnswerDueAt.toString()).toBe(moment(finalAnswer).toString())
  })

  it('are counted by the clock of an owner far to the east', () => {
    const due = deadlines(questionOf(3, moment('2026-11-27 17:30', kamchatka)), directory, moscow)

    expect(due.firstReplyDueAt.toString()).toBe(moment('2026-11-30 09:30', kamchatka).toString())
  })

  it('are those of an office of the region for what the coordinators have', () => {
    const due = deadlines(questionOf(null, moment('2026-11-27 17:30')), directory, moscow)

    expect(due.firstReplyDueAt.toString()).toBe(moment('2026-11-30 09:30').toString())
  })

  it.each([null, topicId('GONE-01')])('are the usual 8 and 56 hours for the topic %s', (unknown) => {
    const asked = {
      topicId: unknown,
      priority: 'normal' as const,
      institutionId: institutionId(1),
      from: moment('2026-11-23 09:00'),
    }

    const due = deadlines(asked, directory, moscow)

    expect(due.firstReplyDueAt.toString()).toBe(moment('2026-11-23 18:00').toString())
    expect(due.finalAnswerDueAt.toString()).toBe(moment('2026-12-01 18:00').toString())
  })
})

const questionOf = (owner: number | null, from: Instant) => ({
  topicId: urgent.id,
  priority: 'normal' as const,
  institutionId: owner === null ? null : institutionId(owner),
  from,
})
