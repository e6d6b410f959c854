/** The answer of a person: to the citizen, in the chat where they wrote, signed by the institution. */
import { unfilledBlank } from '../domain/answer-quality/check-answer.ts'
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Attachment } from '../domain/message.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import { answer } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { tellCitizen } from './notify.ts'
import { logFact, sendable } from './open-ticket.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export interface Answer {
  readonly id: TicketId
  readonly text: string
  readonly attachments: readonly Attachment[]
}

export async function answerTicket(
  place: Workplace,
  member: StaffMember,
  given: Answer,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices } = place
  const found = await permittedTicket(place, member, given.id)
  if (!found.ok) return found
  const blank = unfilledBlank(given.text)
  if (blank !== null) return refuse({ kind: 'unfilledBlank', blank })
  const answered = answer(found.value, member.id, work.now)
  if (!answered.ok) return refuse(explainRefusal(place, answered.refusal))
  const ticket = answered.value
  work.changeTicket(ticket)
  const staff = { kind: 'staff', id: member.id } as const
  logFact(place, ticket, staff, null, { type: 'ticketAnswered', facts: {} })
  work.addMessage({
    ticketId: ticket.id,
    author: staff,
    text: given.text,
    attachments: given.attachments,
    cmid: null,
    vkAt: work.now,
  })
  const view = viewTicket(ticket, region, place.timeZone)
  const words = notices.answerToCitizen(ticket.id, given.text, view.ownerTitle ?? 'Координатор')
  tellCitizen(work, ticket, { ...words, attachments: sendable([given]) })
  return success(view)
}
