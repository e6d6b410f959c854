/** Lists and single tickets, for those who may read them. */
import { mayOversee, maySeeTicket } from '../domain/access.ts'
import type { TicketForStaff, TicketInFull, TicketRefusal, TicketView } from '../domain/desk.ts'
import type { InstitutionId, TicketId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, isCoordinator } from '../domain/staff.ts'
import { isOpen } from '../domain/ticket.ts'
import type { Workplace } from './desk.ts'
import { nameOf, viewTicket, viewTicketInFull } from './ticket-view.ts'

/** A citizen's own tickets in this community, newest first. */
export async function listOwnTickets(place: Workplace, limit: number): Promise<readonly TicketView[]> {
  const { work, dialogue, region, timeZone } = place
  const stored = await work.store.findCitizenTickets(dialogue.userId, dialogue.groupId, limit)
  const open = work
    .openTickets(dialogue.key, dialogue)
    .filter((ticket) => stored.every(({ id }) => id !== ticket.id))
  return [...open.toReversed(), ...stored.map((ticket) => work.latest(ticket))]
    .slice(0, limit)
    .map((ticket) => viewTicket(ticket, region, timeZone))
}

export async function showOwnTicket(
  place: Workplace,
  id: TicketId,
): Promise<Result<TicketInFull, TicketRefusal>> {
  const { work, dialogue, region, timeZone } = place
  const ticket = await work.ticket(id)
  if (ticket === null || ticket.citizenId !== dialogue.userId || ticket.groupId !== dialogue.groupId) {
    return refuse({ kind: 'notFound' })
  }
  return success(await viewTicketInFull(work, ticket, region, timeZone))
}

const notesShown = 5

export async function showTicket(
  place: Workplace,
  member: StaffMember,
  id: TicketId,
): Promise<Result<TicketForStaff, TicketRefusal>> {
  const { work, region, timeZone } = place
  const ticket = await work.ticket(id)
  if (ticket === null) return refuse({ kind: 'notFound' })
  if (!maySeeTicket(member, ticket)) return refuse({ kind: 'notYours' })
  const routes = await work.store.findRoutes(id)
  const view = await viewTicketInFull(work, ticket, region, timeZone)
  const followers = await work.store.findFollowers(id)
  const notes = await work.store.findNotes(id, notesShown)
  return success({
    ...view,
    routes: routes.map(({ explanation }) => explanation),
    mayTakeOver: ticket.takenById !== null && ticket.takenById !== member.id && mayOversee(member, ticket),
    followers: followers.map(({ text }) => text),
    notes: notes.map(({ staffId, text, at }) => ({
      authorName: nameOf(region.roster, staffId) ?? 'Коллега',
      text,
      at,
    })),
  })
}

/** Rights narrow the list after it was read; a queue this long is no queue to work through in a messenger. */
const searchedMax = 500

/** Open tickets that this person answers for, soonest deadline first. Coordinators see those without an owner too. */
export async function listQueue(
  place: Workplace,
  member: StaffMember,
  limit: number,
): Promise<readonly TicketView[]> {
  const { work, region, timeZone } = place
  const own = member.memberships.map((membership) => membership.institutionId).filter((id) => id !== null)
  const ids: readonly (InstitutionId | null)[] = isCoordinator(member)
    ? [...own, null, ...unattended(place)]
    : own
  const tickets = await work.store.findOpenTickets(ids, searchedMax)
  return tickets
    .map((ticket) => work.latest(ticket))
    .filter((ticket) => isOpen(ticket) && maySeeTicket(member, ticket))
    .slice(0, limit)
    .map((ticket) => viewTicket(ticket, region, timeZone))
}

/** Institutions where nobody has joined yet: the coordinators answer for them. */
function unattended(place: Workplace): readonly InstitutionId[] {
  const { directory, roster } = place.region
  const attended = new Set(
    roster
      .filter((member) => member.contactGroupId !== null)
      .flatMap((member) => member.memberships.map((membership) => membership.institutionId)),
  )
  return [...directory.institutions.keys()].filter((id) => !attended.has(id))
}
