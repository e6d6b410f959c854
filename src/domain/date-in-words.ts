/** Days as people write them when they promise something: «завтра», «27.11», «27 ноября», «в пятницу», «через неделю». */
import { type PlainDate, Temporal } from './time.ts'

const months = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'] as const
const weekdays = ['понедельник', 'вторник', 'сред', 'четверг', 'пятниц', 'суббот', 'воскресен'] as const

/** Null when the words name no day. A day without a year is the next one that comes, today included. */
export function readDate(text: string, today: PlainDate): PlainDate | null {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/^(?:до|к|ко)\s+/u, '')
  return relative(words, today) ?? numeric(words, today) ?? named(words, today) ?? weekday(words, today)
}

function relative(words: string, today: PlainDate): PlainDate | null {
  if (words.startsWith('сегодня')) return today
  if (words.startsWith('завтра')) return today.add({ days: 1 })
  if (words.startsWith('послезавтра')) return today.add({ days: 2 })
  if (words.startsWith('через неделю')) return today.add({ weeks: 1 })
  if (words.startsWith('через месяц')) return today.add({ months: 1 })
  const counted = /^через (\d{1,2}) (дн|день|недел|месяц)/u.exec(words)
  if (counted === null) return null
  const count = Number(counted[1])
  const unit = counted[2] ?? ''
  if (unit.startsWith('недел')) return today.add({ weeks: count })
  return today.add(unit === 'месяц' ? { months: count } : { days: count })
}

function numeric(words: string, today: PlainDate): PlainDate | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(words)
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const found = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?!\d)/u.exec(words)
  if (found === null) return null
  const year = found[3] === undefined ? null : Number(found[3]) + (found[3].length === 2 ? 2000 : 0)
  return inYear(year, Number(found[2]), Number(found[1]), today)
}

function named(words: string, today: PlainDate): PlainDate | null {
  const found = /^(\d{1,2})(?:-?го)?\s+([а-я]+)(?:\s+(\d{4}))?/u.exec(words)
  if (found === null) return null
  const month = months.findIndex((beginning) => (found[2] ?? '').startsWith(beginning))
  // «мар» before «ма»: March comes first in the list, so that only May is left for the short one.
  return month < 0
    ? null
    : inYear(found[3] === undefined ? null : Number(found[3]), month + 1, Number(found[1]), today)
}

function weekday(words: string, today: PlainDate): PlainDate | null {
  const index = weekdays.findIndex((name) =>
    new RegExp(`(?:^|^в |^во )(?:эт\\p{L}+ )?${name}`, 'u').test(words),
  )
  if (index < 0) return null
  const days = (index + 1 - today.dayOfWeek + 7) % 7
  return today.add({ days: days === 0 ? 7 : days })
}

function inYear(year: number | null, month: number, day: number, today: PlainDate): PlainDate | null {
  const date = dateOf(year ?? today.year, month, day)
  const isPast = date !== null && year === null && Temporal.PlainDate.compare(date, today) < 0
  return isPast ? dateOf(today.year + 1, month, day) : date
}

function dateOf(year: number, month: number, day: number): PlainDate | null {
  const isSound = month >= 1 && month <= 12 && day >= 1 && year > 2000 && year < 2200
  if (!isSound || day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return null
  return Temporal.PlainDate.from({ year, month, day })
}
