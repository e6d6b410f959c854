/**
 * The answer of a person. It waits a few seconds in which it can be called back; only then it goes to the citizen, so
 * that nothing that was told has to be taken back.
 */
import { unfilledBlank } from '../domain/answer-quality/check-answer.ts'
import type { AnswerOutcome, GivenAnswer, TicketRefusal } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, isCoordinator } from '../domain/staff.ts'
import { addSeconds } from '../domain/time.ts'
import { answerFacts, readAnswerFacts } from './answer-facts.ts'
import { deliverAnswer, settle } from './deliver-answer.ts'
import type { Workplace } from './desk.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function answerTicket(
  place: Workplace,
  member: StaffMember,
  given: GivenAnswer,
): Promise<Result<AnswerOutcome, TicketRefusal>> {
  const { work, region, timeZone, undoSeconds } = place
  const found = await permittedTicket(place, member, given.ticketId)
  if (!found.ok) return found
  const blank = unfilledBlank(given.text)
  if (blank !== null) return refuse({ kind: 'unfilledBlank', blank })
  if (undoSeconds === 0) {
    const delivered = await deliverAnswer(place, member, given)
    return delivered.ok ? success({ ...delivered.value, sendsAt: null }) : delivered
  }
  // What would be refused then is refused now, while the person is still looking.
  const settled = settle(
    place,
    found.value,
    { by: member.id, isCoordinator: isCoordinator(member) },
    given.result,
  )
  if (!settled.ok) return refuse(explainRefusal(place, settled.refusal))
  const dueAt = addSeconds(work.now, undoSeconds)
  work.setTimer({
    kind: 'send',
    subject: String(given.ticketId),
    dueAt,
    facts: answerFacts(member.id, given),
  })
  return success({ ...viewTicket(found.value, region, timeZone), sendsAt: dueAt })
}

/** Only one's own answer can be called back. */
export async function callBackAnswer(
  { work }: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<GivenAnswer | null> {
  const timer = await work.store.findTimer('send', String(id))
  const pending = timer === null ? null : readAnswerFacts(timer.facts)
  if (timer === null || pending === null || pending.memberId !== member.id) return null
  work.fired(timer)
  return pending.given
}
