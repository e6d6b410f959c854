/**
 * What one day is to an institution: its usual hours, or what makes it another day. What is decided nearest wins: the
 * institution's own day, then its municipality's, then the region's, then the production calendar.
 */
import type { InstitutionId, MunicipalityId } from './ids.ts'
import { dayKinds } from './production-calendar.ts'
import type { PlainDate } from './time.ts'
import { type MinuteInterval, type WeeklyHours, dayMinutes } from './working-hours.ts'

/** `custom` has hours of its own; `usual` takes back what was named for this day, here or further up. */
export type CalendarDayKind = 'off' | 'working' | 'short' | 'custom' | 'usual'

/** A day that coordinators named: a regional holiday, a sanitary day, the moved days of a year. */
export interface CalendarDay {
  /** ISO. */
  readonly date: string
  readonly kind: CalendarDayKind
  /** Of a `custom` day, else empty. */
  readonly hours: readonly MinuteInterval[]
  /** What people call it: «Радоница». May be empty. */
  readonly title: string
  /** Both null: the whole region. */
  readonly municipalityId: MunicipalityId | null
  readonly institutionId: InstitutionId | null
}

export interface WorkingCalendar {
  /** IANA name. Russia's zones have no summer time. */
  readonly timeZone: string
  readonly weekly: WeeklyHours
  /** Days that coordinators named, by ISO date. */
  readonly days?: ReadonlyMap<string, Pick<CalendarDay, 'kind' | 'hours' | 'title'>>
}

/** Why the hours of a day are what they are. */
export type DayReason =
  /** As every week; closed when the week has no hours for it. */
  | { readonly kind: 'usual' }
  | { readonly kind: 'holiday' }
  | { readonly kind: 'workingSaturday' }
  | { readonly kind: 'shortDay' }
  | { readonly kind: 'named'; readonly title: string }

export interface WorkingDay {
  readonly intervals: readonly MinuteInterval[]
  readonly reason: DayReason
}

const mondayHours = 0
const saturday = 5

export function workingDay(calendar: WorkingCalendar, date: PlainDate): WorkingDay {
  const { weekly, days } = calendar
  const weekday = date.dayOfWeek - 1
  const usual = weekly[weekday] ?? []
  const working = usual.length === 0 ? (weekly[mondayHours] ?? []) : usual
  const named = days?.get(date.toString())
  if (named !== undefined) {
    const reason = { kind: 'named', title: named.title } as const
    return { reason, intervals: namedIntervals(named, working) }
  }
  if (isAlwaysOpen(weekly)) return { intervals: usual, reason: { kind: 'usual' } }
  const kinds = dayKinds(date.toString())
  if (kinds.has('off')) return { intervals: [], reason: { kind: 'holiday' } }
  // A working Saturday follows the hours of an ordinary working day.
  const isMoved = kinds.has('working') && weekday >= saturday && usual.length === 0
  const open = isMoved ? working : usual
  if (kinds.has('short') && open.length > 0)
    return {
      intervals: shortened(open),
      reason: isMoved ? { kind: 'workingSaturday' } : { kind: 'shortDay' },
    }
  return { intervals: open, reason: isMoved ? { kind: 'workingSaturday' } : { kind: 'usual' } }
}

/**
 * The named days that concern an institution; null stands for the coordinators' office. Those who work round the clock
 * are bound only by days of their own: a duty service has no holidays.
 */
export function namedDaysFor(
  institution: {
    readonly id: InstitutionId
    readonly municipalityId: MunicipalityId | null
  } | null,
  weekly: WeeklyHours,
  days: readonly CalendarDay[],
): ReadonlyMap<string, CalendarDay> {
  const regional = days.filter((day) => day.institutionId === null && day.municipalityId === null)
  const municipal = days.filter(
    (day) =>
      day.institutionId === null &&
      day.municipalityId !== null &&
      day.municipalityId === institution?.municipalityId,
  )
  const own = days.filter((day) => day.institutionId !== null && day.institutionId === institution?.id)
  const binding = isAlwaysOpen(weekly) ? own : [...regional, ...municipal, ...own]
  const named = new Map(binding.map((day) => [day.date, day]))
  for (const [date, { kind }] of named) if (kind === 'usual') named.delete(date)
  return named
}

export const isAlwaysOpen = (weekly: WeeklyHours): boolean =>
  weekly.every((day) => day.length === 1 && day[0]?.from === 0 && day[0].to === dayMinutes)

function namedIntervals(
  { kind, hours }: Pick<CalendarDay, 'kind' | 'hours'>,
  working: readonly MinuteInterval[],
): readonly MinuteInterval[] {
  switch (kind) {
    case 'off':
      return []
    case 'working':
    case 'usual':
      return working
    case 'short':
      return shortened(working)
    case 'custom':
      return hours
  }
}

/** The eve of a holiday ends an hour earlier (Labour Code, art. 95). */
function shortened(intervals: readonly MinuteInterval[]): readonly MinuteInterval[] {
  const last = intervals.at(-1)
  if (last === undefined) return intervals
  const cut = { from: last.from, to: last.to - 60 }
  return [...intervals.slice(0, -1), ...(cut.from < cut.to ? [cut] : [])]
}
