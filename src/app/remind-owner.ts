/**
 * The ladder of reminders: at half of the time who answers, at 80 % all colleagues, when it is over the heads and the
 * coordinators as well. Moments are counted in the owner's working time, so nobody is woken, unless it is urgent.
 */
import { ticketId } from '../domain/ids.ts'
import { calendarOf } from '../domain/institution-calendar.ts'
import { type StaffRoster, coordinatorsFor } from '../domain/staff.ts'
import { type Ticket, isOpen } from '../domain/ticket.ts'
import { type Instant, isBefore } from '../domain/time.ts'
import { addWorkingSeconds, localDate, workingSecondsBetween } from '../domain/working-time.ts'
import type { Workplace } from './desk.ts'
import { type Fired, placeOf } from './fired.ts'
import { responsiblePeople, tellStaff, ticketReaders } from './notify.ts'
import { politeMoment } from './polite-moment.ts'
import { viewTicket } from './ticket-view.ts'

/** Percent of the time that has passed; `promise`: the morning of a promised day. */
export type ReminderStage = 50 | 80 | 100 | 'promise'

/** Offices open at eight; before that only what is urgent may disturb. */
const earliestHour = 8

const stages = [50, 80, 100] as const

/** Sets the first reminder of a ticket that has just got an owner or a promised day. */
export function setReminder(place: Workplace, ticket: Ticket): void {
  const isPromised = ticket.promisedUntil !== null && isOpen(ticket)
  const stage = isPromised ? 'promise' : 50
  place.work.setTimer({
    kind: 'reminder',
    subject: String(ticket.id),
    dueAt: isOpen(ticket) ? stageMoment(place, ticket, stage) : null,
    facts: { stage },
  })
}

export async function remindOwner(fired: Fired): Promise<void> {
  const { work, region, firing, timer } = fired
  const ticket = await work.ticket(ticketId(Number(timer.subject)))
  const stage = readStage(timer.facts['stage'])
  if (ticket === null || stage === null || !isWaiting(ticket, stage)) return
  const place = placeOf(fired, { ...ticket, userId: ticket.citizenId })
  const next = nextRung(place, ticket, stage)
  // After the machine was away several are due at once: only the last is true then.
  if (next === null || isBefore(work.now, next.at)) {
    const view = viewTicket(ticket, region, firing.timeZone)
    tellStaff(work, readersAt(place, ticket, stage), firing.notices.reminder(view, stage, work.now))
  }
  if (next !== null) work.setTimer({ ...timer, dueAt: next.at, facts: { stage: next.stage } })
}

function nextRung(
  place: Workplace,
  ticket: Ticket,
  stage: ReminderStage,
): { readonly stage: ReminderStage; readonly at: Instant } | null {
  const next = stages.find((later) => stage !== 'promise' && later > stage)
  return next === undefined ? null : { stage: next, at: stageMoment(place, ticket, next) }
}

/** Nobody has spoken to the citizen since the ticket came to its owner. */
function isWaiting(ticket: Ticket, stage: ReminderStage): boolean {
  if (!isOpen(ticket)) return false
  if (stage === 'promise') return ticket.promisedUntil !== null
  return ticket.firstResponseAt === null || isBefore(ticket.firstResponseAt, ticket.routedAt)
}

function readersAt(place: Workplace, ticket: Ticket, stage: ReminderStage): StaffRoster {
  const { region, work } = place
  const all = responsiblePeople(region.roster, ticket, work.now)
  if (stage === 50 || stage === 'promise') return ticketReaders(place, ticket)
  if (stage === 80) return all
  const heads = region.roster.filter(({ memberships }) =>
    memberships.some(({ role, institutionId }) => role === 'head' && institutionId === ticket.institutionId),
  )
  return [...new Set([...all, ...heads, ...coordinatorsFor(region.roster, ticket.municipalityId)])]
}

function stageMoment(place: Workplace, ticket: Ticket, stage: ReminderStage): Instant {
  const calendar = calendarOf(place.region.directory, ticket.institutionId, place.timeZone)
  const { routedAt, firstReplyDueAt, promisedUntil } = ticket
  if (stage === 'promise') {
    const day = localDate(calendar, promisedUntil ?? firstReplyDueAt)
    return addWorkingSeconds(calendar, day.toZonedDateTime(calendar.timeZone).toInstant(), 0)
  }
  const seconds = Math.floor((workingSecondsBetween(calendar, routedAt, firstReplyDueAt) * stage) / 100)
  const at = stage === 100 ? firstReplyDueAt : addWorkingSeconds(calendar, routedAt, seconds)
  // Those who work round the clock are not to be woken for what can wait, nor are the coordinators.
  return ticket.priority === 'urgent' ? at : politeMoment(at, calendar.timeZone, earliestHour)
}

const readStage = (value: unknown): ReminderStage | null =>
  value === 'promise' ? value : (stages.find((stage) => stage === value) ?? null)
