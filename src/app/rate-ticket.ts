/** «Помогло?» — what the citizen says of an answer; the answer stays, until it is opened again. */
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type Rating, type Ticket, mayBeReopened } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { logFact } from './open-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function rateTicket(
  place: Workplace,
  id: TicketId,
  rating: Rating,
): Promise<Result<TicketView, TicketRefusal>> {
  const found = await ownAnsweredTicket(place, id)
  if (!found.ok) return found
  const { dialogue, region, timeZone, work } = place
  // Asked once, answered once: a later press of the same buttons changes the mind, and the last word counts.
  logFact(place, found.value, { kind: 'citizen', id: dialogue.userId }, null, {
    type: 'ticketRated',
    facts: { rating },
  })
  work.setTimer({ kind: 'rating', subject: String(id), dueAt: null, facts: {} })
  return success(viewTicket(found.value, region, timeZone))
}

/** A citizen's own answered ticket of this community, while it can still be opened again. */
export async function ownAnsweredTicket(
  { work, dialogue }: Workplace,
  id: TicketId,
): Promise<Result<Ticket, TicketRefusal>> {
  const ticket = await work.ticket(id)
  if (ticket === null || ticket.citizenId !== dialogue.userId || ticket.groupId !== dialogue.groupId)
    return refuse({ kind: 'notFound' })
  return mayBeReopened(ticket, work.now) ? success(ticket) : refuse({ kind: 'notAnswered' })
}
