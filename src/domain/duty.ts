/** Who is on duty at an institution: new cards come to this person first. */
import type { InstitutionId, StaffId } from './ids.ts'
import { readDate } from './date-in-words.ts'
import { type Instant, type PlainDate, Temporal, isBefore } from './time.ts'

export interface Duty {
  readonly institutionId: InstitutionId
  readonly staffId: StaffId
  readonly from: Instant
  readonly until: Instant
}

/** Longer than a month nobody is on duty alone. */
export const dutyDaysMax = 31

/** The duty of this moment; of several the one named last. `duties` in the order in which they were named. */
export const dutyAt = (
  duties: readonly Duty[],
  institutionId: InstitutionId | null,
  moment: Instant,
): Duty | null =>
  duties.findLast(
    (duty) =>
      duty.institutionId === institutionId && !isBefore(moment, duty.from) && isBefore(moment, duty.until),
  ) ?? null

export interface DutyDays {
  readonly first: PlainDate
  readonly last: PlainDate
}

/** «сегодня», «завтра», «до пятницы», «с 25 по 30 ноября», «25.11–30.11»; null when they name no such days. */
export function readDutyDays(text: string, today: PlainDate): DutyDays | null {
  const words = text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[.!]+$/u, '')
  if (words.startsWith('недел')) return { first: today, last: today.add({ days: 6 }) }
  const until = /^(?:до|по) (.+)$/u.exec(words)
  if (until !== null) return daysOf(today, dayOf(until[1] ?? '', today), today)
  const both = /^(?:со? )?(.+?)(?: (?:по|до) | ?[–—-] ?)(.+)$/u.exec(words)
  if (both === null) {
    const day = dayOf(words, today)
    return daysOf(day, day, today)
  }
  const [, firstWords = '', lastWords = ''] = both
  const last = dayOf(lastWords, today)
  return daysOf(
    /^\d{1,2}$/u.test(firstWords) ? before(last, Number(firstWords)) : dayOf(firstWords, today),
    last,
    today,
  )
}

/** «До пятницы» is «в пятницу» to the reader of dates. */
const dayOf = (words: string, today: PlainDate): PlainDate | null =>
  readDate(words, today) ?? readDate(`в ${words}`, today)

/** «С 25 по 30 ноября»: the month stands with the second day. */
function before(last: PlainDate | null, day: number): PlainDate | null {
  if (last === null || day < 1 || day > 31) return null
  const month = day <= last.day ? last : last.subtract({ months: 1 })
  return day > month.daysInMonth ? null : month.with({ day })
}

function daysOf(first: PlainDate | null, last: PlainDate | null, today: PlainDate): DutyDays | null {
  if (first === null || last === null) return null
  const isSound =
    Temporal.PlainDate.compare(first, today) >= 0 &&
    Temporal.PlainDate.compare(first, last) <= 0 &&
    first.until(last).days < dutyDaysMax
  return isSound ? { first, last } : null
}
