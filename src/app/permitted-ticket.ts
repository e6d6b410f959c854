/** A ticket that a member of staff may work on, or why not. */
import { mayWorkOnTicket } from '../domain/access.ts'
import type { TicketRefusal } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import type { Ticket, TransitionRefused } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { nameOf } from './ticket-view.ts'

export async function permittedTicket(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<Ticket, TicketRefusal>> {
  const ticket = await place.work.ticket(id)
  if (ticket === null) return refuse({ kind: 'notFound' })
  return mayWorkOnTicket(member, ticket) ? success(ticket) : refuse({ kind: 'notYours' })
}

/** A refused transition in the words of the desk: with the colleague's name. */
export function explainRefusal(place: Workplace, refusal: TransitionRefused): TicketRefusal {
  if (refusal.kind !== 'alreadyTaken') return refusal
  return { ...refusal, byName: nameOf(place.region.roster, refusal.by) ?? 'коллега' }
}
