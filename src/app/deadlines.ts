/** When an owner must have answered: the topic's hours on the owner's own calendar. */
import type { Directory, Institution } from '../domain/directory.ts'
import type { InstitutionId, TopicId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { type WeeklyHours, aroundTheClock, parseWorkingHours } from '../domain/working-hours.ts'
import { type WorkingCalendar, addWorkingSeconds } from '../domain/working-time.ts'

/** When the topic is not known. @see docs/decisions on default deadlines */
const usual = { firstReplyHours: 8, finalAnswerHours: 56 } as const
const officeHours = 'пн-пт 09:00-18:00, обед 13:00-14:00'
const hourSeconds = 3600

export interface Deadlines {
  readonly firstReplyDueAt: Instant
  readonly finalAnswerDueAt: Instant
}

export function deadlines(
  question: {
    readonly topicId: TopicId | null
    readonly institutionId: InstitutionId | null
    readonly from: Instant
  },
  directory: Directory,
  timeZone: string,
): Deadlines {
  const topic = question.topicId === null ? undefined : directory.topics.get(question.topicId)
  const owner =
    question.institutionId === null ? undefined : directory.institutions.get(question.institutionId)
  const calendar = owner === undefined ? officeCalendar(timeZone) : calendarOf(owner)
  const { firstReplyHours, finalAnswerHours } = topic ?? usual
  return {
    firstReplyDueAt: addWorkingSeconds(calendar, question.from, firstReplyHours * hourSeconds),
    finalAnswerDueAt: addWorkingSeconds(calendar, question.from, finalAnswerHours * hourSeconds),
  }
}

const calendars = new WeakMap<Institution, WorkingCalendar>()
const officeCalendars = new Map<string, WorkingCalendar>()

/** One calendar object per institution: working time remembers the days of each. */
function calendarOf(institution: Institution): WorkingCalendar {
  const known = calendars.get(institution)
  if (known !== undefined) return known
  const calendar = { timeZone: institution.timeZone, weekly: weeklyHours(institution.workingHours) }
  calendars.set(institution, calendar)
  return calendar
}

function officeCalendar(timeZone: string): WorkingCalendar {
  const calendar = officeCalendars.get(timeZone) ?? { timeZone, weekly: weeklyHours(officeHours) }
  officeCalendars.set(timeZone, calendar)
  return calendar
}

/** The import checks opening hours; should a row have come another way, promising round the clock is the stricter. */
function weeklyHours(text: string): WeeklyHours {
  const parsed = parseWorkingHours(text)
  return parsed.ok ? parsed.value : aroundTheClock
}
