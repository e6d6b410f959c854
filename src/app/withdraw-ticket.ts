/** The citizen takes a question back: solved by itself, or asked by mistake. */
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { withdraw } from '../domain/ticket.ts'
import { ownOpenTicket } from './add-messages.ts'
import { changeCards } from './change-cards.ts'
import { setPauseEnd } from './clarify-ticket.ts'
import type { Workplace } from './desk.ts'
import { responsiblePeople, tellStaff } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'
import { setReminder } from './remind-owner.ts'

export async function withdrawTicket(
  place: Workplace,
  id: TicketId,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, dialogue } = place
  const found = await ownOpenTicket(place, id)
  if (!found.ok) return found
  const followers = await work.store.findFollowers(id)
  if (followers.length > 0) return refuse({ kind: 'hasFollowers', followers: followers.length })
  const withdrawn = withdraw(found.value)
  if (!withdrawn.ok) return refuse(explainRefusal(place, withdrawn.refusal))
  work.changeTicket(withdrawn.value)
  setReminder(place, withdrawn.value)
  setPauseEnd(place, withdrawn.value)
  logFact(place, withdrawn.value, { kind: 'citizen', id: dialogue.userId }, null, {
    type: 'ticketWithdrawn',
    facts: {},
  })
  await changeCards(place, withdrawn.value)
  const view = viewTicket(withdrawn.value, region, place.timeZone)
  tellStaff(work, responsiblePeople(region.roster, withdrawn.value, work.now), notices.ticketWithdrawn(view))
  return success(view)
}
