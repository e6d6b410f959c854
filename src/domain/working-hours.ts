/**
 * Weekly opening hours as people write them: `пн-пт 09:00-18:00, обед 13:00-14:00`, `пн-пт 08:00-12:00, 14:00-17:00, сб
 * 08:00-13:00, вс выходной`, `ежедневно 08:00-20:00`, `круглосуточно`.
 */
import { type Result, refuse, success } from './result.ts'

/** Minutes after midnight; `to` is at most 1440. */
export interface MinuteInterval {
  readonly from: number
  readonly to: number
}

/** Seven days from Monday; each a list of intervals in order, not touching. */
export type WeeklyHours = readonly (readonly MinuteInterval[])[]

export interface WorkingHoursUnreadable {
  readonly kind: 'workingHoursUnreadable'
  /** The words that were not understood. */
  readonly part: string
}

const dayNames = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'] as const
export const dayMinutes = 24 * 60

export const aroundTheClock: WeeklyHours = dayNames.map(() => [{ from: 0, to: dayMinutes }])

/** Without a weekday the interval belongs to the days named last. */
const partPattern =
  /^(?:(?:(?<first>пн|вт|ср|чт|пт|сб|вс)(?:\s*[-–]\s*(?<last>пн|вт|ср|чт|пт|сб|вс))?|(?<every>ежедневно)|(?<lunch>обед|перерыв))\s+)?(?:(?<closed>выходной)|(?<fromHour>\d{1,2}):(?<fromMinute>\d{2})\s*[-–]\s*(?<toHour>\d{1,2}):(?<toMinute>\d{2}))$/u

/**
 * Lunch is taken out of every day that it falls into, wherever it stands in the text; hours named twice count once.
 * Hours of which nothing is left are refused: nobody could promise anything by them.
 */
export function parseWorkingHours(text: string): Result<WeeklyHours, WorkingHoursUnreadable> {
  const normalised = text.trim().toLowerCase()
  if (normalised === 'круглосуточно') return success(aroundTheClock)
  let open: WeeklyHours = dayNames.map(() => [])
  let named: readonly number[] = []
  const lunches: MinuteInterval[] = []
  for (const part of normalised.split(',').map((piece) => piece.trim())) {
    const groups = partPattern.exec(part)?.groups
    if (groups === undefined) return refuse({ kind: 'workingHoursUnreadable', part })
    const isLunch = groups['lunch'] !== undefined
    const isClosed = groups['closed'] !== undefined
    const days = isLunch ? [] : (daysNamed(groups) ?? named)
    const interval = isClosed ? null : readInterval(groups)
    const isSound = isLunch ? interval !== null : days.length > 0 && (isClosed || interval !== null)
    if (!isSound) return refuse({ kind: 'workingHoursUnreadable', part })
    if (!isLunch) named = days
    if (isClosed) open = open.map((day, index) => (days.includes(index) ? [] : day))
    if (interval === null) continue
    if (isLunch) lunches.push(interval)
    else open = open.map((day, index) => (days.includes(index) ? joined([...day, interval]) : day))
  }
  const week = open.map((day) => lunches.reduce(withoutEach, day))
  const isNeverOpen = week.every((day) => day.length === 0)
  return isNeverOpen ? refuse({ kind: 'workingHoursUnreadable', part: normalised }) : success(week)
}

/** Hours of one day: `10:00-14:00, 15:00-17:00`. */
export function parseDayHours(text: string): Result<readonly MinuteInterval[], WorkingHoursUnreadable> {
  const week = parseWorkingHours(`пн ${text.trim()}`)
  if (!week.ok) return week
  const [monday = [], ...others] = week.value
  return others.some((day) => day.length > 0)
    ? refuse({ kind: 'workingHoursUnreadable', part: text.trim() })
    : success(monday)
}

/** In order, with those that overlap or touch made one. */
function joined(intervals: readonly MinuteInterval[]): readonly MinuteInterval[] {
  const result: MinuteInterval[] = []
  for (const interval of intervals.toSorted(byStart)) {
    const last = result.at(-1)
    if (last === undefined || interval.from > last.to) result.push(interval)
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, interval.to) }
  }
  return result
}

const byStart = (left: MinuteInterval, right: MinuteInterval): number => left.from - right.from

function readInterval(groups: Record<string, string | undefined>): MinuteInterval | null {
  const minutes = (hour: string | undefined, minute: string | undefined): number =>
    Number(hour) * 60 + Number(minute)
  const from = minutes(groups['fromHour'], groups['fromMinute'])
  const to = minutes(groups['toHour'], groups['toMinute'])
  const isSound =
    from < to && to <= dayMinutes && Number(groups['fromMinute']) < 60 && Number(groups['toMinute']) < 60
  return isSound ? { from, to } : null
}

/** Numbers of the weekdays that a part speaks of, from Monday; null when it names none. */
function daysNamed(groups: Record<string, string | undefined>): readonly number[] | null {
  const all = dayNames.map((_, index) => index)
  if (groups['every'] !== undefined) return all
  const first = dayNames.findIndex((name) => name === groups['first'])
  if (first < 0) return null
  const last = groups['last'] === undefined ? first : dayNames.findIndex((name) => name === groups['last'])
  return all.filter((day) => (first <= last ? day >= first && day <= last : day >= first || day <= last))
}

const withoutEach = (day: readonly MinuteInterval[], closed: MinuteInterval): readonly MinuteInterval[] =>
  day.flatMap((open) => without(open, closed))

function without(open: MinuteInterval, closed: MinuteInterval): readonly MinuteInterval[] {
  if (closed.to <= open.from || closed.from >= open.to) return [open]
  return [
    { from: open.from, to: closed.from },
    { from: closed.to, to: open.to },
  ].filter((interval) => interval.from < interval.to)
}
