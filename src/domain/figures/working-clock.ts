/**
 * Working time over long stretches: a year of a calendar is laid out once, then any two moments cost a binary search.
 * Gives what `workingSecondsBetween` gives.
 */
import { Temporal } from '../time.ts'
import { type WorkingCalendar, workingDay } from '../working-day.ts'

/** Working milliseconds from one epoch moment to another; 0 when `toMs` is not after `fromMs`. */
export type WorkingClock = (fromMs: number, toMs: number) => number

interface Year {
  readonly startMs: number
  readonly endMs: number
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Working milliseconds of the year before each interval. */
  readonly before: readonly number[]
  readonly totalMs: number
}

const minuteMs = 60_000

export function createWorkingClock(calendar: WorkingCalendar): WorkingClock {
  const years = new Map<number, Year>()
  const year = (number: number): Year => {
    const known = years.get(number)
    if (known !== undefined) return known
    const built = layOut(calendar, number)
    years.set(number, built)
    return built
  }
  return (fromMs, toMs) => {
    if (toMs <= fromMs) return 0
    const first = yearOf(fromMs, year)
    const last = yearOf(toMs, year)
    let total = workedIn(year(last), toMs) - workedIn(year(first), fromMs)
    for (let number = first; number < last; number += 1) total += year(number).totalMs
    return total
  }
}

/** Of the Gregorian calendar, on average. */
const yearMs = 365.2425 * 86_400_000

/** Asked for every duration: guessed by division, never wrong by more than a year. */
function yearOf(ms: number, year: (number: number) => Year): number {
  const guess = 1970 + Math.floor(ms / yearMs)
  if (ms < year(guess).startMs) return guess - 1
  return ms >= year(guess).endMs ? guess + 1 : guess
}

/** Working milliseconds from the start of the year to a moment inside it. */
function workedIn({ starts, ends, before }: Year, ms: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? Infinity) <= ms) low = middle + 1
    else high = middle
  }
  const index = low - 1
  if (index < 0) return 0
  const start = starts[index] ?? 0
  return (before[index] ?? 0) + Math.min(ms, ends[index] ?? start) - start
}

function layOut(calendar: WorkingCalendar, number: number): Year {
  const starts: number[] = []
  const ends: number[] = []
  const before: number[] = []
  let totalMs = 0
  const days = midnights(calendar.timeZone, number)
  days.dates.forEach((date, index) => {
    const midnight = days.ms[index] ?? 0
    for (const { from, to } of workingDay(calendar, date).intervals) {
      starts.push(midnight + from * minuteMs)
      ends.push(midnight + to * minuteMs)
      before.push(totalMs)
      totalMs += (to - from) * minuteMs
    }
  })
  return { startMs: days.ms[0] ?? 0, endMs: days.ms.at(-1) ?? 0, starts, ends, before, totalMs }
}

interface Midnights {
  readonly dates: readonly Temporal.PlainDate[]
  /** One more than dates: the last is the first of the next year. */
  readonly ms: readonly number[]
}

/** Shared by all calendars of a zone: finding the midnight of a date is what costs. */
const midnightsOf = new Map<string, Midnights>()

function midnights(timeZone: string, year: number): Midnights {
  const key = `${timeZone} ${year}`
  const known = midnightsOf.get(key)
  if (known !== undefined) return known
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 })
  const dates = Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }))
  const next = first.add({ years: 1 })
  const ms = [...dates, next].map((date) => date.toZonedDateTime(timeZone).epochMilliseconds)
  const built = { dates, ms }
  midnightsOf.set(key, built)
  return built
}
