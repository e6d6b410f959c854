/** An answer reaches the citizen, in the chat where they wrote, signed by the institution; and what is asked later. */
import type { AnswerResult, GivenAnswer, TicketRefusal, TicketView } from '../domain/desk.ts'
import type { StaffId } from '../domain/ids.ts'
import { calendarOf } from '../domain/institution-calendar.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, isCoordinator } from '../domain/staff.ts'
import {
  type Ticket,
  type TicketFact,
  type TransitionRefused,
  answer,
  answerInterim,
} from '../domain/ticket.ts'
import { type Instant, Temporal, addSeconds } from '../domain/time.ts'
import { endOfWork } from '../domain/working-time.ts'
import { changeCards } from './change-cards.ts'
import { setPauseEnd } from './clarify-ticket.ts'
import type { Workplace } from './desk.ts'
import { tellFollowers } from './join-ticket.ts'
import { tellCitizen } from './notify.ts'
import { logFact, sendable } from './open-ticket.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { offerPublicAnswer } from './publish-answer.ts'
import { politeMoment } from './polite-moment.ts'
import { viewTicket } from './ticket-view.ts'
import { setReminder } from './remind-owner.ts'

const daySeconds = 24 * 3600

export async function deliverAnswer(
  place: Workplace,
  member: StaffMember,
  given: GivenAnswer,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices } = place
  const found = await permittedTicket(place, member, given.ticketId)
  if (!found.ok) return found
  const settled = settle(
    place,
    found.value,
    { by: member.id, isCoordinator: isCoordinator(member) },
    given.result,
  )
  if (!settled.ok) return refuse(explainRefusal(place, settled.refusal))
  const ticket = settled.value
  work.changeTicket(ticket)
  const staff = { kind: 'staff', id: member.id } as const
  logFact(place, ticket, staff, null, factOf(ticket, given.result))
  work.addMessage({
    ticketId: ticket.id,
    author: staff,
    text: given.text,
    attachments: given.attachments,
    cmid: null,
    vkAt: work.now,
  })
  const { templateId = null } = given
  if (templateId !== null) work.record({ type: 'templateUsed', ticketId: ticket.id, templateId })
  const view = viewTicket(ticket, region, place.timeZone)
  const words = notices.answerToCitizen(ticket.id, given.text, view.ownerTitle ?? 'Координатор')
  tellCitizen(work, ticket, { ...words, attachments: sendable([given]) })
  await tellFollowers(place, ticket, given.text, view.ownerTitle ?? 'Координатор')
  askLater(place, ticket)
  setReminder(place, ticket)
  setPauseEnd(place, ticket)
  await changeCards(place, ticket)
  await offerPublicAnswer(place, member, ticket, given.text)
  return success(view)
}

/** The ticket as the answer leaves it. */
export function settle(
  place: Workplace,
  ticket: Ticket,
  { by, isCoordinator: mayRepeat }: { readonly by: StaffId; readonly isCoordinator: boolean },
  result: AnswerResult,
): Result<Ticket, TransitionRefused> {
  const at = place.work.now
  if (result.kind !== 'interim') return answer(ticket, by, at, result.kind)
  const promisedUntil = promisedMoment(place, ticket, result.until)
  return answerInterim(ticket, { by, at, promisedUntil, mayRepeat })
}

/** A promised day lasts as long as the institution works on it. */
function promisedMoment({ region, timeZone }: Workplace, ticket: Ticket, until: string): Instant {
  const calendar = calendarOf(region.directory, ticket.institutionId, timeZone)
  return endOfWork(calendar, Temporal.PlainDate.from(until))
}

function factOf(ticket: Ticket, result: AnswerResult): TicketFact {
  if (result.kind === 'interim')
    return {
      type: 'interimAnswered',
      facts: { promisedUntil: (ticket.promisedUntil ?? ticket.routedAt).toString() },
    }
  const refusal = result.kind === 'refused' ? result.reason : null
  return { type: 'ticketAnswered', facts: { result: result.kind, refusal } }
}

/**
 * «Решено» can be seen with one's eyes a day later; an explanation or a refusal is understood at once or not. After an
 * interim answer the question is whether the promise was kept.
 */
function askLater({ work, timeZone }: Workplace, ticket: Ticket): void {
  const subject = String(ticket.id)
  const { promisedUntil, result, answeredAt } = ticket
  const isOpen = answeredAt === null
  work.setTimer({
    kind: 'promise',
    subject,
    dueAt: isOpen && promisedUntil !== null ? politeMoment(promisedUntil, timeZone) : null,
    facts: {},
  })
  const ratedAt = result === 'solved' ? addSeconds(work.now, daySeconds) : work.now
  work.setTimer({
    kind: 'rating',
    subject,
    dueAt: isOpen ? null : result === 'solved' ? politeMoment(ratedAt, timeZone) : ratedAt,
    facts: {},
  })
}
