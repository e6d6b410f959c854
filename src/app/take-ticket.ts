/** «Беру»: one of several colleagues takes a ticket; the others then see by whom. */
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import type { StaffMember } from '../domain/staff.ts'
import { take } from '../domain/ticket.ts'
import { changeCards } from './change-cards.ts'
import type { Workplace } from './desk.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function takeTicket(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<TicketView, TicketRefusal>> {
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  const taken = take(found.value, member.id)
  if (!taken.ok) return refuse(explainRefusal(place, taken.refusal))
  if (found.value.takenById !== member.id) {
    place.work.changeTicket(taken.value)
    logFact(place, taken.value, { kind: 'staff', id: member.id }, null, { type: 'ticketTaken', facts: {} })
    await changeCards(place, taken.value)
  }
  return success(viewTicket(taken.value, place.region, place.timeZone))
}
