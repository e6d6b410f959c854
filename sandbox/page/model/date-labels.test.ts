import { expect, test } from 'vitest'
import { dayKey, dayLabel, listLabel, timeLabel } from './date-labels.ts'

const zone = 'Asia/Yekaterinburg'
const nowMs = Date.parse('2026-05-12T10:00:00+05:00')
const at = (moment: string) => Date.parse(moment) / 1000

test('calls the last two days by their names', () => {
  expect(dayLabel(at('2026-05-12T00:01:00+05:00'), nowMs, zone)).toBe('Сегодня')
  expect(dayLabel(at('2026-05-11T23:59:00+05:00'), nowMs, zone)).toBe('Вчера')
})

test('names the day, and the year when it is another one', () => {
  expect(dayLabel(at('2026-03-01T12:00:00+05:00'), nowMs, zone)).toBe('1 марта')
  expect(dayLabel(at('2025-12-31T12:00:00+05:00'), nowMs, zone)).toBe('31 декабря 2025')
})

test('shows the time of today and the day of earlier messages in a list', () => {
  expect(listLabel(at('2026-05-12T09:05:00+05:00'), nowMs, zone)).toBe('09:05')
  expect(listLabel(at('2026-05-11T09:05:00+05:00'), nowMs, zone)).toBe('вчера')
  expect(listLabel(at('2026-03-01T09:05:00+05:00'), nowMs, zone)).toMatch(/^1 мар/)
})

test('counts days in the given zone', () => {
  const lateEvening = at('2026-05-11T20:30:00Z')

  expect(timeLabel(lateEvening, zone)).toBe('01:30')
  expect(dayKey(lateEvening, zone)).toBe(dayKey(nowMs / 1000, zone))
})
