/** «Не наш вопрос»: the ticket goes on with a reason and its whole history; after two forwards a coordinator decides. */
import type { ForwardChoice, ForwardOutcome, TicketRefusal } from '../domain/desk.ts'
import { attachmentReference } from '../domain/message.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, isCoordinator } from '../domain/staff.ts'
import { type Ticket, type TicketMessage, forward, forwardsMax } from '../domain/ticket.ts'
import { changeCards } from './change-cards.ts'
import { deadlines } from './deadlines.ts'
import { setPauseEnd } from './clarify-ticket.ts'
import type { Workplace } from './desk.ts'
import { cardReaders, tellCitizen, tellStaff } from './notify.ts'
import { logFact, sendable } from './open-ticket.ts'
import { explainRoute } from './explain-route.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { viewTicketInFull } from './ticket-view.ts'
import { setReminder } from './remind-owner.ts'

export async function forwardTicket(
  place: Workplace,
  member: StaffMember,
  choice: ForwardChoice,
): Promise<Result<ForwardOutcome, TicketRefusal>> {
  const { work, region, notices, timeZone } = place
  const found = await permittedTicket(place, member, choice.ticketId)
  if (!found.ok) return found
  if (choice.to === found.value.institutionId) return refuse({ kind: 'sameOwner' })
  const decides = isCoordinator(member) ? null : await whyCoordinatorsDecide(place, found.value, choice)
  const to = decides === null ? choice.to : null
  if (to === found.value.institutionId) return refuse({ kind: 'sameOwner' })
  const due = deadlines(
    { topicId: found.value.topicId, priority: found.value.priority, institutionId: to, from: work.now },
    region.directory,
    timeZone,
  )
  const forwarded = forward(found.value, to, { routedAt: work.now, ...due })
  if (!forwarded.ok) return refuse(explainRefusal(place, forwarded.refusal))
  const ticket = forwarded.value
  work.changeTicket(ticket)
  setReminder(place, ticket)
  setPauseEnd(place, ticket)
  logForward(place, member, found.value, ticket)

  const view = await viewTicketInFull(work, ticket, region, timeZone)
  const messages = await work.messagesOf(ticket.id)
  const card = {
    occasion: 'forwarded',
    note: choice.reason,
    attachments: sendable(messages.map(withReferences)),
  } as const
  const readers = cardReaders(place, ticket)
  tellStaff(work, readers, notices.ticketCard(view, card, work.now))
  await changeCards(place, ticket, readers)
  tellCitizen(work, ticket, notices.forwardedToCitizen(view, work.now))
  return success({ ...view, decides })
}

/** Institutions do not send a question round in circles: one that had it already gets it back only from a coordinator. */
async function whyCoordinatorsDecide(
  { work }: Workplace,
  ticket: Ticket,
  choice: ForwardChoice,
): Promise<ForwardOutcome['decides']> {
  if (ticket.forwards >= forwardsMax) return 'tooManyForwards'
  if (choice.to === null || ticket.forwards === 0) return null
  const past = await work.store.findRoutes(ticket.id)
  return past.some(({ institutionId }) => institutionId === choice.to) ? 'hadItAlready' : null
}

function logForward(place: Workplace, member: StaffMember, before: Ticket, after: Ticket): void {
  const staff = { kind: 'staff', id: member.id } as const
  const { institutionId: from } = before
  const { institutionId: to } = after
  logFact(place, before, staff, null, { type: 'ticketForwarded', facts: { from, to } })
  logFact(place, after, staff, null, {
    type: 'ticketRouted',
    facts: {
      institutionId: to,
      reason: { kind: 'forwarded' },
      explanation: explainRoute(after, { kind: 'forwarded' }, place.region.directory),
      firstReplyDueAt: after.firstReplyDueAt.toString(),
      finalAnswerDueAt: after.finalAnswerDueAt.toString(),
    },
  })
}

/** Stored words keep their attachments as VK gave them. */
const withReferences = (message: TicketMessage): Parameters<typeof sendable>[0][number] => ({
  attachments: message.attachments.map(({ type, raw }) => ({
    type,
    raw,
    reference: attachmentReference(type, raw),
  })),
})
