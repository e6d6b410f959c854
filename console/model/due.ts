/** Deadlines and moments as people say them. */
const minuteMs = 60_000
const burningMs = 2 * 3_600_000

export interface Due {
  readonly text: string
  readonly tone: 'calm' | 'burning' | 'late'
}

/** «просрочено на 2 ч», «осталось 40 мин», «сегодня до 16:40», «завтра до 12:00», «27 ноября до 10:00». */
export function dueInWords(dueAt: string, now: number, timeZone: string): Due {
  const at = Date.parse(dueAt)
  const leftMs = at - now
  if (leftMs < 0) return { text: `просрочено на ${durationInWords(-leftMs)}`, tone: 'late' }
  if (leftMs < burningMs) return { text: `осталось ${durationInWords(leftMs)}`, tone: 'burning' }
  return { text: `${dayInWords(at, now, timeZone)} до ${clock(at, timeZone)}`, tone: 'calm' }
}

/** «3 дн. 4 ч», «2 ч 20 мин», «5 мин». */
export function durationInWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minuteMs)
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60]
  if (days > 0) return hours > 0 ? `${days} дн. ${hours} ч` : `${days} дн.`
  if (hours > 0) return rest > 0 ? `${hours} ч ${rest} мин` : `${hours} ч`
  return minutes === 0 ? 'меньше минуты' : `${minutes} мин`
}

/** «сегодня», «вчера», «завтра», «27 ноября», «27 ноября 2025 г.» */
export function dayInWords(at: number, now: number, timeZone: string): string {
  const [day, today] = [civilDay(at, timeZone), civilDay(now, timeZone)]
  const distance = Math.round((day - today) / 86_400_000)
  if (distance === 0) return 'сегодня'
  if (distance === 1) return 'завтра'
  if (distance === -1) return 'вчера'
  const isThisYear = new Date(day).getUTCFullYear() === new Date(today).getUTCFullYear()
  return new Intl.DateTimeFormat('ru', {
    timeZone,
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at)
}

export const clock = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('ru', { timeZone, hour: 'numeric', minute: '2-digit' }).format(at)

/** «сегодня в 14:05». */
export const momentInWords = (at: string, now: number, timeZone: string): string =>
  `${dayInWords(Date.parse(at), now, timeZone)} в ${clock(Date.parse(at), timeZone)}`

/** Midnight of the civil day, as if it were in UTC: days can then be counted. */
function civilDay(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
  return Date.parse(`${parts}T00:00:00Z`)
}

/** An ISO date as «27 ноября». */
export const longDay = (date: string): string =>
  new Intl.DateTimeFormat('ru', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(
    Date.parse(`${date}T00:00:00Z`),
  )
