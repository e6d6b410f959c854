import { describe, expect, it } from 'vitest'
import { dayInWords, dueInWords, durationInWords, momentInWords } from './due.ts'
import { plural } from './plural.ts'

const moscow = 'Europe/Moscow'
const noon = Date.parse('2026-11-24T09:00:00Z')

describe('deadlines in words', () => {
  it.each([
    ['2026-11-24T08:00:00Z', 'просрочено на 1 ч', 'late'],
    ['2026-11-24T09:40:00Z', 'осталось 40 мин', 'burning'],
    ['2026-11-24T13:40:00Z', 'сегодня до 16:40', 'calm'],
    ['2026-11-25T09:00:00Z', 'завтра до 12:00', 'calm'],
    ['2026-11-27T07:00:00Z', '27 ноября до 10:00', 'calm'],
  ] as const)('%s: %s', (dueAt, text, tone) => {
    expect(dueInWords(dueAt, noon, moscow)).toEqual({ text, tone })
  })

  it('count days by the calendar of the zone, not by hours', () => {
    const lateEvening = Date.parse('2026-11-24T20:30:00Z')

    expect(dayInWords(Date.parse('2026-11-24T21:30:00Z'), lateEvening, moscow)).toBe('завтра')
    expect(dayInWords(Date.parse('2026-11-24T21:30:00Z'), lateEvening, 'Europe/Kaliningrad')).toBe('сегодня')
    expect(dayInWords(Date.parse('2025-03-01T09:00:00Z'), noon, moscow)).toBe('1 марта 2025 г.')
  })

  it('say moments and lengths', () => {
    expect(momentInWords('2026-11-23T06:05:00Z', noon, moscow)).toBe('вчера в 9:05')
    expect([30_000, 300_000, 8_400_000, 100 * 3_600_000].map(durationInWords)).toEqual([
      'меньше минуты',
      '5 мин',
      '2 ч 20 мин',
      '4 дн. 4 ч',
    ])
  })

  it('agree with their numbers', () => {
    const forms = [1, 2, 5, 11, 21, 112].map((count) => plural(count, 'обращение', 'обращения', 'обращений'))

    expect(forms).toEqual(['обращение', 'обращения', 'обращений', 'обращений', 'обращение', 'обращений'])
  })
})
