/** When an owner must have answered: hours by topic and priority, counted on the owner's calendar, and why. */
import type { Priority, Topic } from './directory.ts'
import { type Instant, type PlainDate, Temporal, secondsBetween } from './time.ts'
import { type DayReason, type WorkingCalendar, workingDay } from './working-day.ts'
import { addWorkingSeconds, localDate, workingSecondsBetween } from './working-time.ts'

/** Working hours of the owner. */
export interface PromisedHours {
  readonly firstReplyHours: number
  readonly finalAnswerHours: number
}

/** Where the topic says nothing. @see docs/decisions on default deadlines */
export const usualHours: Readonly<Record<Priority, PromisedHours>> = {
  urgent: { firstReplyHours: 2, finalAnswerHours: 24 },
  'fast-track': { firstReplyHours: 4, finalAnswerHours: 40 },
  normal: { firstReplyHours: 8, finalAnswerHours: 56 },
}

const hourSeconds = 3600

/** Danger makes every question urgent, whatever it is about. */
export const priorityOf = (topic: Topic | undefined, danger: string | null): Priority =>
  danger === null ? (topic?.priority ?? 'normal') : 'urgent'

/** The topic's own hours; a question more urgent than its topic gets no more than its priority allows. */
export function promisedHours(topic: Topic | undefined, priority: Priority): PromisedHours {
  const usual = usualHours[priority]
  if (topic === undefined) return usual
  if (topic.priority === priority) return topic
  return {
    firstReplyHours: Math.min(topic.firstReplyHours, usual.firstReplyHours),
    finalAnswerHours: Math.min(topic.finalAnswerHours, usual.finalAnswerHours),
  }
}

/** Days of one kind in a row, on the way from the question to its deadline. */
export interface DeadlineStretch {
  readonly first: PlainDate
  readonly last: PlainDate
  readonly reason: DayReason
  readonly days: number
  /** Working time that counted; 0 for days on which nobody works. Seconds. */
  readonly workedSeconds: number
  /** Of a single day: the working moments between which time counted. */
  readonly from: Instant | null
  readonly to: Instant | null
}

export interface DeadlineExplanation {
  readonly from: Instant
  readonly hours: number
  readonly due: Instant
  readonly stretches: readonly DeadlineStretch[]
}

/** A deadline day by day. The working time of the stretches adds up to the hours. */
export function explainDeadline(
  calendar: WorkingCalendar,
  from: Instant,
  hours: number,
): DeadlineExplanation {
  const due = addWorkingSeconds(calendar, from, hours * hourSeconds)
  const days: DeadlineStretch[] = []
  const last = localDate(calendar, due)
  for (let date = localDate(calendar, from); ; date = date.add({ days: 1 })) {
    days.push(dayBetween(calendar, date, from, due))
    if (Temporal.PlainDate.compare(date, last) >= 0) break
  }
  // A deadline at midnight belongs to the day before.
  const trimmed = days.at(-1)?.workedSeconds === 0 && days.length > 1 ? days.slice(0, -1) : days
  return { from, hours, due, stretches: joined(trimmed) }
}

function dayBetween(
  calendar: WorkingCalendar,
  date: PlainDate,
  from: Instant,
  due: Instant,
): DeadlineStretch {
  const { reason } = workingDay(calendar, date)
  const midnight = date.toZonedDateTime(calendar.timeZone).toInstant()
  const nextMidnight = date.add({ days: 1 }).toZonedDateTime(calendar.timeZone).toInstant()
  const start = secondsBetween(from, midnight) > 0 ? midnight : from
  const end = secondsBetween(due, nextMidnight) > 0 ? due : nextMidnight
  const workedSeconds = workingSecondsBetween(calendar, start, end)
  const isWorked = workedSeconds > 0
  return {
    first: date,
    last: date,
    reason,
    days: 1,
    workedSeconds,
    from: isWorked ? addWorkingSeconds(calendar, start, 0) : null,
    to: isWorked ? addWorkingSeconds(calendar, start, workedSeconds) : null,
  }
}

/** Days off in a row are one, and so are whole ordinary working days. */
function joined(days: readonly DeadlineStretch[]): readonly DeadlineStretch[] {
  const stretches: DeadlineStretch[] = []
  for (const day of days) {
    const previous = stretches.at(-1)
    if (previous === undefined || !isSameKind(previous, day)) stretches.push(day)
    else
      stretches[stretches.length - 1] = {
        ...previous,
        last: day.last,
        days: previous.days + 1,
        workedSeconds: previous.workedSeconds + day.workedSeconds,
        from: null,
        to: null,
      }
  }
  return stretches
}

const isSameKind = (stretch: DeadlineStretch, day: DeadlineStretch): boolean =>
  JSON.stringify(stretch.reason) === JSON.stringify(day.reason) &&
  stretch.workedSeconds === day.workedSeconds * stretch.days
