/** Words that a citizen adds to an open ticket, and the call for a person. */
import type { QuestionMessage, TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type Ticket, isOpen } from '../domain/ticket.ts'
import { changeCards } from './change-cards.ts'
import { resumeClock } from './clarify-ticket.ts'
import type { Workplace } from './desk.ts'
import { responsiblePeople, tellStaff, ticketReaders } from './notify.ts'
import { logFact, sendable } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function addMessages(
  place: Workplace,
  id: TicketId,
  messages: readonly QuestionMessage[],
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, dialogue } = place
  const found = await ownOpenTicket(place, id)
  if (!found.ok) return found
  const citizen = { kind: 'citizen', id: dialogue.userId } as const
  for (const message of messages) {
    work.addMessage({ ...message, ticketId: id, author: citizen })
    logFact(place, found.value, citizen, message.vkAt, {
      type: 'messageAdded',
      facts: { cmid: message.cmid },
    })
  }
  const ticket = resumeClock(place, found.value, citizen)
  if (ticket !== found.value) await changeCards(place, ticket)
  const view = viewTicket(ticket, region, place.timeZone)
  const words = messages.map(({ text }) => text).filter((text) => text !== '')
  const told = notices.wordsAdded(view, words.join('\n'), sendable(messages))
  tellStaff(work, ticketReaders(place, ticket), told)
  return success(view)
}

export async function callHuman(place: Workplace, id: TicketId): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, dialogue } = place
  const found = await ownOpenTicket(place, id)
  if (!found.ok) return found
  const citizen = { kind: 'citizen', id: dialogue.userId } as const
  logFact(place, found.value, citizen, null, { type: 'humanRequested', facts: {} })
  const view = viewTicket(resumeClock(place, found.value, citizen), region, place.timeZone)
  tellStaff(work, responsiblePeople(region.roster, found.value, work.now), notices.humanWanted(view))
  return success(view)
}

/** A citizen's own ticket of this community that can still be changed. */
export async function ownOpenTicket(place: Workplace, id: TicketId): Promise<Result<Ticket, TicketRefusal>> {
  const ticket = await place.work.ticket(id)
  const { groupId, userId } = place.dialogue
  if (ticket === null || ticket.citizenId !== userId || ticket.groupId !== groupId)
    return refuse({ kind: 'notFound' })
  if (isOpen(ticket)) return success(ticket)
  if (ticket.mergedIntoId !== null) return refuse({ kind: 'merged', into: ticket.mergedIntoId })
  return refuse({ kind: ticket.status === 'withdrawn' ? 'withdrawn' : 'alreadyAnswered' })
}
