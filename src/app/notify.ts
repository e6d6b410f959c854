/** Who hears of a ticket, and how the words get into the outbox. */
import type { Directory } from '../domain/directory.ts'
import { dutyAt } from '../domain/duty.ts'
import { type StaffId, peerId } from '../domain/ids.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import { type QuietHours, endOfQuiet, isQuietAt } from '../domain/quiet-hours.ts'
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

/**
 * Who gets a new card: whoever is on duty and at work, else all who can answer. Danger is for everybody's eyes.
 */
export function cardReaders(
  { region, work }: Pick<Workplace, 'region' | 'work'>,
  ticket: Ticket,
): StaffRoster {
  const people = responsiblePeople(region.roster, ticket, work.now)
  if (ticket.danger !== null) return people
  const duty = dutyAt(region.duties, ticket.institutionId, work.now)
  const onDuty = people.filter(({ id }) => id === duty?.staffId)
  return onDuty.length > 0 ? onDuty : people
}

/** Who took the ticket reads on alone; until then those who get its card. */
export function ticketReaders(place: Pick<Workplace, 'region' | 'work'>, ticket: Ticket): StaffRoster {
  const people = responsiblePeople(place.region.roster, ticket, place.work.now)
  const taker = people.filter((member) => member.id === ticket.takenById)
  return taker.length > 0 ? taker : cardReaders(place, ticket)
}

/**
 * In somebody's quiet hours it waits for their end, unless it is about an urgent ticket. `atOnce`: the person has just
 * asked for it.
 */
export function tellStaff(
  work: UnitOfWork,
  people: StaffRoster,
  outgoing: OutgoingMessage,
  when: 'politely' | 'atOnce' = 'politely',
): void {
  const mayWait = when === 'politely' && !isUrgent(work, outgoing)
  for (const member of people) {
    if (member.contactGroupId === null) continue
    if (mayWait && member.quietHours !== null && isQuietAt(member.quietHours, work.now)) {
      hold(work, member.id, member.quietHours, outgoing)
      continue
    }
    const to = { groupId: member.contactGroupId, peerId: peerId(member.vkUserId) }
    for (const draft of outboxDrafts(to, outgoing)) work.send(draft)
  }
}

function isUrgent(work: UnitOfWork, { about }: OutgoingMessage): boolean {
  const ticket = about === undefined ? null : work.knownTicket(about)
  return ticket !== null && (ticket.priority === 'urgent' || ticket.danger !== null)
}

function hold(work: UnitOfWork, id: StaffId, hours: QuietHours, notice: OutgoingMessage): void {
  work.record({ type: 'noticeHeld', staffId: id, notice })
  work.setTimer({ kind: 'quiet', subject: String(id), dueAt: endOfQuiet(hours, work.now), facts: {} })
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
