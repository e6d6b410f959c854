/** «Уточнить»: a person asks the citizen back; the clock of the owner stands until the answer, or until the cap. */
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import { type TicketId, ticketId } from '../domain/ids.ts'
import { calendarOf } from '../domain/institution-calendar.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import { type Actor, type Ticket, clarify, resume } from '../domain/ticket.ts'
import { addSeconds, isBefore } from '../domain/time.ts'
import { dueAfterPause } from '../domain/working-time.ts'
import { changeCards } from './change-cards.ts'
import type { Workplace } from './desk.ts'
import { type Fired, placeOf } from './fired.ts'
import { tellCitizen, tellStaff, ticketReaders } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function clarifyTicket(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
  text: string,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, timeZone, pauseSeconds } = place
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  const pausedUntil = addSeconds(work.now, pauseSeconds)
  const asked = clarify(found.value, { by: member.id, at: work.now, pausedUntil })
  if (!asked.ok) return refuse(explainRefusal(place, asked.refusal))
  const ticket = asked.value
  const staff = { kind: 'staff', id: member.id } as const
  work.changeTicket(ticket)
  logFact(place, ticket, staff, null, {
    type: 'clarificationAsked',
    facts: { pausedUntil: pausedUntil.toString() },
  })
  work.addMessage({ ticketId: id, author: staff, text, attachments: [], cmid: null, vkAt: work.now })
  setPauseEnd(place, ticket)
  const view = viewTicket(ticket, region, timeZone)
  tellCitizen(work, ticket, notices.questionToCitizen(id, text, view.ownerTitle ?? 'Координатор'))
  await changeCards(place, ticket)
  return success(view)
}

/**
 * The citizen has spoken, or will not: what was left of the working time when the question was asked is left now.
 * Returns the ticket as it is from now on.
 */
export function resumeClock(
  place: Pick<Workplace, 'work' | 'region' | 'timeZone'>,
  ticket: Ticket,
  actor: Actor,
): Ticket {
  const { pausedAt, pausedUntil, finalAnswerDueAt, promisedUntil } = ticket
  if (pausedAt === null || pausedUntil === null) return ticket
  const { work, region, timeZone } = place
  const at = isBefore(pausedUntil, work.now) ? pausedUntil : work.now
  const calendar = calendarOf(region.directory, ticket.institutionId, timeZone)
  // A day that was promised to the citizen stays that day.
  const due =
    promisedUntil === null
      ? dueAfterPause(calendar, finalAnswerDueAt, { from: pausedAt, to: at })
      : finalAnswerDueAt
  const resumed = resume(ticket, due)
  work.changeTicket(resumed)
  work.log({
    ticketId: ticket.id,
    at: work.now,
    vkAt: null,
    actor,
    institutionId: ticket.institutionId,
    fact: { type: 'clockResumed', facts: { finalAnswerDueAt: due.toString() } },
  })
  setPauseEnd(place, resumed)
  return resumed
}

/** The citizen did not answer in time: the owner is told, the citizen is not pressed. */
export async function endPause(fired: Fired): Promise<void> {
  const { work, region, firing, timer } = fired
  const paused = await work.ticket(ticketId(Number(timer.subject)))
  if (paused === null || paused.pausedAt === null) return
  const place = placeOf(fired, { ...paused, userId: paused.citizenId })
  const ticket = resumeClock(place, paused, { kind: 'bot' })
  const view = viewTicket(ticket, region, firing.timeZone)
  tellStaff(work, ticketReaders(place, ticket), firing.notices.clarificationUnanswered(view, work.now))
  await changeCards(place, ticket)
}

/** Called with every change that may begin or end a pause. */
export function setPauseEnd({ work }: Pick<Workplace, 'work'>, ticket: Ticket): void {
  work.setTimer({ kind: 'pause', subject: String(ticket.id), dueAt: ticket.pausedUntil, facts: {} })
}
