/** Quiet hours of a member of staff: from–to every day, in the zone where the person works. */
import { localTime } from './local-time.ts'
import { type Instant, Temporal, addSeconds } from './time.ts'

export interface QuietHours {
  /** Minutes since midnight, 0…1439. From later than to: over midnight. */
  readonly fromMinute: number
  readonly toMinute: number
  readonly timeZone: string
}

export type QuietWords =
  | { readonly kind: 'set'; readonly fromMinute: number; readonly toMinute: number }
  | { readonly kind: 'off' }
  /** A whole day, or nearly: nobody would answer. */
  | { readonly kind: 'tooLong' }

/** A working day has to be left. */
export const quietHoursMax = 16

export function isQuietAt(hours: QuietHours | null, moment: Instant): boolean {
  if (hours === null) return false
  const { hour, minute } = localTime(moment, hours.timeZone)
  const now = hour * 60 + minute
  const { fromMinute: from, toMinute: to } = hours
  return from < to ? now >= from && now < to : now >= from || now < to
}

/** The first moment that is not quiet, when the given one is. */
export function endOfQuiet(hours: QuietHours, moment: Instant): Instant {
  const { hour, minute } = localTime(moment, hours.timeZone)
  const zoned = moment.toZonedDateTimeISO(hours.timeZone)
  const isTomorrow = hour * 60 + minute >= hours.toMinute
  const day = zoned.toPlainDate().add({ days: isTomorrow ? 1 : 0 })
  const plainTime = Temporal.PlainTime.from({
    hour: Math.floor(hours.toMinute / 60),
    minute: hours.toMinute % 60,
  })
  const end = day.toZonedDateTime({ timeZone: hours.timeZone, plainTime }).toInstant()
  // Clocks that were put back in between: never a moment that has been.
  return Temporal.Instant.compare(end, moment) > 0 ? end : addSeconds(moment, 60)
}

const hourPattern = '(\\d{1,2})(?:[:.](\\d{2}))?(?: ?ч(?:ас(?:ов|а)?)?)?(?: (утра|дня|вечера|ночи))?'
const fromTo = new RegExp(`^(?:со? )?${hourPattern} ?(?:до|по|-|–|—) ?${hourPattern}$`, 'u')
const naming = /^\/?(?:тихие часы|тихое время|не беспокоить(?: меня)?|не беспокойте(?: меня)?)[:,]? /u
const off =
  /^(?:без тихих часов|(?:убрать|отключить|выключить|отменить) тихие часы|тихие часы (?:выключить|отключить|убрать))$/u

/**
 * «Тихие часы с 20 до 8», «не беспокоить с 20:30 до 7», «без тихих часов»; null for other words. `isAsked`: the bot has
 * just asked from when to when, so «с 20 до 8» is enough.
 */
export function readQuietHours(text: string, isAsked: boolean): QuietWords | null {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[.!]+$/u, '')
    .replace(/\s+/gu, ' ')
  if (off.test(words)) return { kind: 'off' }
  if (!isAsked && !naming.test(words)) return null
  const found = fromTo.exec(words.replace(naming, ''))
  if (found === null) return null
  const fromMinute = minuteOf(found[1], found[2], found[3])
  const toMinute = minuteOf(found[4], found[5], found[6])
  if (fromMinute === null || toMinute === null) return null
  const length = (toMinute - fromMinute + dayMinutes) % dayMinutes
  return length === 0 || length > quietHoursMax * 60
    ? { kind: 'tooLong' }
    : { kind: 'set', fromMinute, toMinute }
}

const dayMinutes = 24 * 60

function minuteOf(
  hourWords: string | undefined,
  minuteWords: string | undefined,
  part: string | undefined,
): number | null {
  const written = Number(hourWords)
  const isAfternoon = (part === 'вечера' || part === 'дня') && written < 12
  const hour = isAfternoon ? written + 12 : written === 12 && part === 'ночи' ? 0 : written
  const minute = Number(minuteWords ?? 0)
  return hour > 24 || minute > 59 || (hour === 24 && minute > 0) ? null : (hour % 24) * 60 + minute
}

/** «20:00». */
export const minuteInWords = (minuteOfDay: number): string =>
  `${Math.floor(minuteOfDay / 60)}:${String(minuteOfDay % 60).padStart(2, '0')}`
