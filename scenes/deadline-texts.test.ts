import { describe, expect, it } from 'vitest'
import { addWorkingSeconds } from '../src/domain/working-time.ts'
import { calendarOf } from '../src/domain/institution-calendar.ts'
import { institutionId, topicId } from '../src/domain/ids.ts'
import type { Ticket } from '../src/domain/ticket.ts'
import {
  givenDirectory,
  givenInstitution,
  givenTicket,
  givenTicketInFull,
  givenTopic,
  moment,
  moscow,
} from '../test/support/given.ts'
import { whyThisDeadline } from './deadline-texts.ts'

const pits = givenTopic('DOR-01', {
  title: 'Ямы на дороге',
  priority: 'fast-track',
  firstReplyHours: 4,
  finalAnswerHours: 40,
})
const directory = givenDirectory({
  institutions: [givenInstitution(1, { workingHours: 'пн-пт 09:00-18:00, обед 13:00-14:00' })],
  topics: [pits],
})
const calendar = calendarOf(directory, institutionId(1), moscow)
const whyOf = (routedAt: string, fields: Partial<Ticket> = {}): string => {
  const from = moment(routedAt)
  const ticket = givenTicket({
    topicId: topicId('DOR-01'),
    priority: 'fast-track',
    routedAt: from,
    firstReplyDueAt: addWorkingSeconds(calendar, from, 4 * 3600),
    finalAnswerDueAt: addWorkingSeconds(calendar, from, 40 * 3600),
    ...fields,
  })
  const view = givenTicketInFull({
    ticket,
    ownerTitle: 'Комитет дорог',
    topicTitle: 'Ямы на дороге',
    timeZone: moscow,
  })
  return whyThisDeadline(view, { directory, timeZone: moscow }, from).text
}

describe('«Почему такой срок?»', () => {
  it('counts along, over an evening, a weekend and a lunch', () => {
    expect(whyOf('2026-11-27 17:30')).toBe(
      [
        'Срок первого ответа по № 4821 — в понедельник, 30 ноября, до 12:30. Вот как он посчитан:',
        '',
        '1. Комитет дорог: вопрос поступил 27 ноября в 17:30.',
        '2. На первый ответ по теме «Ямы на дороге» (в первую очередь) — 4 рабочих часа.',
        '3. Часы работы: пн-пт 09:00-18:00, обед 13:00-14:00.',
        '4. 27 ноября: с 17:30 до 18:00 — 30 мин.',
        '5. 28–29 ноября: не считается (выходной).',
        '6. 30 ноября: с 9:00 до 12:30 — 3 ч 30 мин.',
        '',
        'Так и выходит: в понедельник, 30 ноября, до 12:30.',
        'На решение или точный срок даётся 40 рабочих часов — 4 декабря до 17:30.',
      ].join('\n'),
    )
  })

  it('names a holiday and the short day before it', () => {
    const text = whyOf('2026-11-03 15:00')

    expect(text).toContain('3 ноября (короткий день перед праздником): с 15:00 до 17:00 — 2 ч.')
    expect(text).toContain('4 ноября: не считается (праздник или перенесённый выходной).')
  })

  it('says so when the rules have changed since the promise', () => {
    expect(whyOf('2026-11-24 10:00', { firstReplyDueAt: moment('2026-11-24 12:00') })).toContain(
      'обещанный раньше срок остаётся прежним',
    )
  })
})
