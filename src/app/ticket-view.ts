/** Tickets with the names that people read. */
import type { EarlierTicket, SaidMessage, TicketInFull, TicketView } from '../domain/desk.ts'
import type { StaffRoster } from '../domain/staff.ts'
import type { Ticket } from '../domain/ticket.ts'
import { type CitizenName, type Region, conversationKey } from './ports.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export function viewTicket(
  ticket: Ticket,
  region: Region,
  timeZone: string,
  citizen: CitizenName | null = null,
): TicketView {
  const { directory, roster } = region
  const owner = ticket.institutionId === null ? undefined : directory.institutions.get(ticket.institutionId)
  return {
    ticket,
    topicTitle: ticket.topicId === null ? null : (directory.topics.get(ticket.topicId)?.title ?? null),
    ownerTitle: owner?.shortTitle ?? null,
    communityTitle: directory.communities.get(ticket.groupId)?.title ?? `vk.com/club${ticket.groupId}`,
    municipalityTitle:
      ticket.municipalityId === null
        ? null
        : (directory.municipalities.get(ticket.municipalityId)?.title ?? null),
    timeZone: owner?.timeZone ?? timeZone,
    takenByName: nameOf(roster, ticket.takenById),
    citizenName: citizen === null ? null : `${citizen.firstName} ${citizen.lastName}`.trim(),
  }
}

/** For staff: the whole conversation and the citizen's name as VK shows it. */
export async function viewTicketInFull(
  work: UnitOfWork,
  ticket: Ticket,
  region: Region,
  timeZone: string,
): Promise<TicketInFull> {
  const citizen = await work.citizenName(
    conversationKey({ ...ticket, userId: ticket.citizenId }),
    ticket.citizenId,
  )
  const messages = await work.messagesOf(ticket.id)
  return {
    ...viewTicket(ticket, region, timeZone, citizen),
    conversation: messages.map((message): SaidMessage => ({
      by: message.author.kind === 'citizen' ? 'citizen' : 'staff',
      text: message.text,
      attachmentTypes: message.attachments.map((attachment) => attachment.type),
      vkAt: message.vkAt,
    })),
    losses: await work.lossesOf(ticket),
    earlier: await earlierTickets(work, ticket),
  }
}

const earlierShown = 3

/** An institution sees only its own tickets, and coordinators without an owner those of the municipality. */
async function earlierTickets(work: UnitOfWork, ticket: Ticket): Promise<readonly EarlierTicket[]> {
  const key = conversationKey({ ...ticket, userId: ticket.citizenId })
  const past = await work.pastTickets(key, ticket.citizenId)
  return past
    .filter(
      ({ id, institutionId, municipalityId }) =>
        id < ticket.id &&
        institutionId === ticket.institutionId &&
        (institutionId !== null || municipalityId === ticket.municipalityId),
    )
    .slice(0, earlierShown)
}

export function nameOf(roster: StaffRoster, id: Ticket['takenById']): string | null {
  const member = id === null ? undefined : roster.find((candidate) => candidate.id === id)
  return member === undefined ? null : `${member.firstName} ${member.lastName}`.trim()
}
