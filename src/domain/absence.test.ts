import { describe, expect, it } from 'vitest'
import { readAbsence } from './absence.ts'
import { Temporal } from './time.ts'

const today = Temporal.PlainDate.from('2026-11-23')
const read = (text: string): string | null => {
  const found = readAbsence(text, today)
  if (found === null || found.kind === 'back') return found?.kind ?? null
  return `${found.until.toString()} ${found.deputy ?? '—'}`
}

describe('words about an absence', () => {
  it.each([
    ['Я в отпуске до 10 декабря', '2026-12-10 —'],
    ['в отпуске по 10.12, замещает Ольга Петрова', '2026-12-10 ольга петрова'],
    ['я на больничном до 1 декабря 2026 года. Замещает Иванова', '2026-12-01 иванова'],
    ['Отпуск до 15.01.27', '2027-01-15 —'],
    ['Меня не будет до 9 января', '2027-01-09 —'],
    ['Я вернулась', 'back'],
    ['вышел из отпуска', 'back'],
  ])('«%s» → %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it.each([
    'Засыплем до 10 декабря',
    'Я в отпуске до 31 июня',
    'в отпуске до 10.10.2025',
    'Сотрудник в отпуске до 10 декабря, ответим позже, когда он вернётся на работу и посмотрит ваше обращение',
  ])('«%s» is something else', (text) => {
    expect(read(text)).toBeNull()
  })
})
