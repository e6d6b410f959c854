/** «Сделали?» — the citizen's word on what was promised for a day. */
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { coordinatorsFor } from '../domain/staff.ts'
import { confirm } from '../domain/ticket.ts'
import { ownOpenTicket } from './add-messages.ts'
import { changeCards } from './change-cards.ts'
import type { Workplace } from './desk.ts'
import { responsiblePeople, tellStaff } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal } from './permitted-ticket.ts'
import { viewTicket } from './ticket-view.ts'

export async function judgePromise(
  place: Workplace,
  id: TicketId,
  isKept: boolean,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, timeZone, dialogue } = place
  const found = await ownOpenTicket(place, id)
  if (!found.ok) return found
  const { promisedUntil } = found.value
  if (promisedUntil === null) return refuse({ kind: 'notAnswered' })
  const citizen = { kind: 'citizen', id: dialogue.userId } as const
  logFact(place, found.value, citizen, null, { type: 'promiseJudged', facts: { isKept } })
  const view = viewTicket(found.value, region, timeZone)
  const readers = responsiblePeople(region.roster, found.value, work.now)
  if (!isKept) {
    const coordinators = coordinatorsFor(region.roster, found.value.municipalityId)
    const everybody = [...readers, ...coordinators.filter((member) => !readers.includes(member))]
    tellStaff(work, everybody, notices.promiseBroken(view, work.now))
    return success(view)
  }
  const confirmed = confirm(found.value, work.now)
  if (!confirmed.ok) return refuse(explainRefusal(place, confirmed.refusal))
  work.changeTicket(confirmed.value)
  logFact(place, confirmed.value, citizen, null, {
    type: 'ticketAnswered',
    facts: { result: 'solved', refusal: null },
  })
  await changeCards(place, confirmed.value)
  tellStaff(work, readers, notices.promiseKept(view))
  return success(viewTicket(confirmed.value, region, timeZone))
}
