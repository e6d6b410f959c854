/** Who hears of a ticket, and how the words get into the outbox. */
import type { Directory } from '../domain/directory.ts'
import { peerId } from '../domain/ids.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import { type StaffRoster, answerers, coordinatorsFor, presentOrDeputies } from '../domain/staff.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Instant } from '../domain/time.ts'
import type { Workplace } from './desk.ts'
import { outboxDrafts } from './outgoing.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/**
 * Those who can answer the ticket now: the owner's people; the coordinators when there is no owner, or nobody of the
 * owner has joined yet or all are away without a deputy. Only people with a dialogue of their own can be reached.
 */
export function responsiblePeople(roster: StaffRoster, ticket: Ticket, now: Instant): StaffRoster {
  const reachable = roster.filter((member) => member.contactGroupId !== null)
  const own = ticket.institutionId === null ? [] : answerers(reachable, ticket.institutionId)
  const atWork = presentOrDeputies(own, reachable, now)
  if (atWork.length > 0) return atWork
  const coordinators = coordinatorsFor(reachable, ticket.municipalityId)
  const coordinating = presentOrDeputies(coordinators, reachable, now)
  // Better read late by somebody on leave than by nobody.
  return coordinating.length > 0 ? coordinating : coordinators
}

/** Who took the ticket reads on alone; until then all who can answer it. */
export function ticketReaders(
  { region, work }: Pick<Workplace, 'region' | 'work'>,
  ticket: Ticket,
): StaffRoster {
  const people = responsiblePeople(region.roster, ticket, work.now)
  const taker = people.filter((member) => member.id === ticket.takenById)
  return taker.length > 0 ? taker : people
}

export function tellStaff(work: UnitOfWork, people: StaffRoster, outgoing: OutgoingMessage): void {
  for (const member of people) {
    if (member.contactGroupId === null) continue
    const to = { groupId: member.contactGroupId, peerId: peerId(member.vkUserId) }
    for (const draft of outboxDrafts(to, outgoing)) work.send(draft)
  }
}

export function tellCitizen(
  work: UnitOfWork,
  ticket: Pick<Ticket, 'groupId' | 'peerId'>,
  outgoing: OutgoingMessage,
): void {
  for (const draft of outboxDrafts(ticket, outgoing)) work.send(draft)
}

export const communityTitle = (directory: Directory, groupId: Ticket['groupId']): string =>
  directory.communities.get(groupId)?.title ?? `vk.com/club${groupId}`
