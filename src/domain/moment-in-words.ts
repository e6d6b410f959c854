/** Moments and durations as people say them in Russian. */
import { type LocalDay, type LocalTime, localDay, localTime } from './local-time.ts'
import type { Instant, PlainDate } from './time.ts'

const monthsGenitive = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
] as const
const weekdaysAccusative = [
  'в понедельник',
  'во вторник',
  'в среду',
  'в четверг',
  'в пятницу',
  'в субботу',
  'в воскресенье',
] as const
/** Within a week the weekday says more than the date. */
const weekdayDaysMax = 6

/**
 * «сегодня до 16:40», «завтра до 12:00», «в пятницу, 27 ноября, до 10:00», «3 декабря до 18:00»; the first moment of a
 * day is the midnight of the day before: «сегодня до полуночи».
 */
export function deadlineInWords(deadline: Instant, now: Instant, timeZone: string): string {
  const due = localTime(deadline, timeZone)
  const isMidnight = due.hour === 0 && due.minute === 0
  const day = isMidnight ? localDay(due.epochDay - 1) : due
  return `${dayInWords(day, localTime(now, timeZone))} до ${isMidnight ? 'полуночи' : hourAndMinute(due)}`
}

/** «сегодня в 14:00», «завтра в 9:00», «в понедельник, 30 ноября, в 9:00», «11 января в 9:00». */
export function momentInWords(moment: Instant, now: Instant, timeZone: string): string {
  const at = localTime(moment, timeZone)
  const day = dayInWords(at, localTime(now, timeZone)).replace(/,$/u, '')
  return `${day}${day.includes(',') ? ',' : ''} в ${hourAndMinute(at)}`
}

/** Roughly, as a habit is told: «за час», «за 5 часов», «за 3 дня». Rounded up: a promise rather late than broken. */
export function usualTimeInWords(seconds: number): string {
  const hours = Math.max(1, Math.ceil(seconds / 3600))
  if (hours === 1) return 'за час'
  if (hours < 48) return `за ${hours} ${plural(hours, 'час', 'часа', 'часов')}`
  const days = Math.ceil(hours / 24)
  return `за ${days} ${plural(days, 'день', 'дня', 'дней')}`
}

/** «14:05». */
export const clockTime = (moment: Instant, timeZone: string): string =>
  hourAndMinute(localTime(moment, timeZone))

/** «23 ноября». */
export const dateInWords = (moment: Instant, timeZone: string): string =>
  dayAndMonth(localTime(moment, timeZone))

/**
 * «2 ч 20 мин», «5 мин», «3 дня 4 ч»; the sign is dropped. Seconds in. Working time is not told in days: a day of work is
 * not 24 hours.
 */
export function durationInWords(
  seconds: number,
  { inDays = true }: { readonly inDays?: boolean } = {},
): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  const days = inDays ? Math.floor(minutes / 1440) : 0
  const [hours, rest] = [Math.floor(minutes / 60) - days * 24, minutes % 60]
  const inDaysAlone = `${days} ${plural(days, 'день', 'дня', 'дней')}`
  if (days > 0) return hours > 0 ? `${inDaysAlone} ${hours} ч` : inDaysAlone
  if (hours > 0) return rest > 0 ? `${hours} ч ${rest} мин` : `${hours} ч`
  return rest === 0 ? 'меньше минуты' : `${rest} мин`
}

/** Picks the form that goes with a number: `plural(5, 'обращение', 'обращения', 'обращений')`. */
export function plural(count: number, one: string, few: string, many: string): string {
  const [tens, ones] = [Math.abs(count) % 100, Math.abs(count) % 10]
  if (tens > 10 && tens < 20) return many
  if (ones === 1) return one
  return ones > 1 && ones < 5 ? few : many
}

function dayInWords(day: LocalDay, today: LocalDay): string {
  const distance = day.epochDay - today.epochDay
  if (distance === 0) return 'сегодня'
  if (distance === 1) return 'завтра'
  if (distance > 1 && distance <= weekdayDaysMax) {
    return `${weekdaysAccusative[day.dayOfWeek - 1] ?? ''}, ${dayAndMonth(day)},`
  }
  return dayAndMonth(day)
}

/** «27 ноября». */
export const dateOfDayInWords = (day: PlainDate): string => dayAndMonth(day)

/** «28–29 ноября», «30 ноября – 2 декабря», «28 ноября». */
export const daysInWords = (first: PlainDate, last: PlainDate): string => {
  if (first.equals(last)) return dayAndMonth(first)
  const isOneMonth = first.month === last.month && first.year === last.year
  return isOneMonth ? `${first.day}–${dayAndMonth(last)}` : `${dayAndMonth(first)} – ${dayAndMonth(last)}`
}

const dayAndMonth = ({ day, month }: Pick<LocalDay, 'day' | 'month'>): string =>
  `${day} ${monthsGenitive[month - 1] ?? ''}`

const hourAndMinute = ({ hour, minute }: LocalTime): string => `${hour}:${String(minute).padStart(2, '0')}`
