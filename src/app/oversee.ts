/** What coordinators look at and step in for: tickets by words, who is silent, a ticket taken over. */
import { mayOversee, maySeeTicket, visibleTickets } from '../domain/access.ts'
import type { TicketRefusal, TicketView } from '../domain/desk.ts'
import { type TicketId, ticketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatedMunicipalities, isCoordinator } from '../domain/staff.ts'
import type { SilentOwner } from '../domain/staff-work.ts'
import { takeOver } from '../domain/ticket.ts'
import { changeCards } from './change-cards.ts'
import type { Workplace } from './desk.ts'
import { tellStaff } from './notify.ts'
import { logFact } from './open-ticket.ts'
import { explainRefusal, permittedTicket } from './permitted-ticket.ts'
import { nameOf, viewTicket } from './ticket-view.ts'

const silentMax = 10

/** By number, or by words in any form, within what the person may see; the newest first. */
export async function searchTickets(
  { work, region, timeZone }: Workplace,
  member: StaffMember,
  words: string,
  limit: number,
): Promise<readonly TicketView[]> {
  const number = Number(/^(?:№\s*)?(\d{1,12})$/u.exec(words.trim())?.[1] ?? 0)
  const byNumber = number > 0 ? await work.ticket(ticketId(number)) : null
  const found =
    byNumber === null ? await work.store.searchTickets(visibleTickets(member), words, limit) : [byNumber]
  return found
    .map((ticket) => work.latest(ticket))
    .filter((ticket) => maySeeTicket(member, ticket))
    .map((ticket) => viewTicket(ticket, region, timeZone))
}

/** Owners who let citizens wait for the first word, the latest first. */
export async function listSilent(
  { work, region }: Workplace,
  member: StaffMember,
): Promise<Result<readonly SilentOwner[], { readonly kind: 'notCoordinator' }>> {
  if (!isCoordinator(member)) return refuse({ kind: 'notCoordinator' })
  const silent = await work.store.findSilent(coordinatedMunicipalities(member), work.now, silentMax)
  return success(
    silent.map(({ institutionId, ...counted }) => ({
      ...counted,
      institutionTitle:
        institutionId === null
          ? null
          : (region.directory.institutions.get(institutionId)?.shortTitle ?? null),
      hasPeople: region.roster.some(
        ({ contactGroupId, memberships }) =>
          contactGroupId !== null && memberships.some((post) => post.institutionId === institutionId),
      ),
    })),
  )
}

/** A coordinator or the head takes what a colleague holds; the colleague is told. */
export async function takeOverTicket(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<TicketView, TicketRefusal>> {
  const { work, region, notices, timeZone } = place
  const found = await permittedTicket(place, member, id)
  if (!found.ok) return found
  if (!mayOversee(member, found.value)) return refuse({ kind: 'notYours' })
  const before = found.value.takenById
  const taken = takeOver(found.value, member.id)
  if (!taken.ok) return refuse(explainRefusal(place, taken.refusal))
  const view = viewTicket(taken.value, region, timeZone)
  if (before === member.id) return success(view)
  work.changeTicket(taken.value)
  logFact(place, taken.value, { kind: 'staff', id: member.id }, null, { type: 'ticketTaken', facts: {} })
  const former = region.roster.filter((other) => other.id === before)
  tellStaff(work, former, notices.takenOver(view, nameOf(region.roster, member.id) ?? 'Координатор'))
  await changeCards(place, taken.value)
  return success(view)
}
