/** Who may see and do what. Asked by the use cases, never by the web or the scenes alone. */
import type { StaffMember } from './staff.ts'
import type { Ticket } from './ticket.ts'

/** An institution sees only its own tickets; a coordinator those of the municipality, or all. */
export function maySeeTicket(member: StaffMember, ticket: Ticket): boolean {
  return member.memberships.some((membership) =>
    membership.role === 'coordinator'
      ? membership.municipalityId === null || membership.municipalityId === ticket.municipalityId
      : membership.institutionId !== null && membership.institutionId === ticket.institutionId,
  )
}

/** Observers look; the others answer, take and forward what they see. */
export function mayWorkOnTicket(member: StaffMember, ticket: Ticket): boolean {
  const working = {
    ...member,
    memberships: member.memberships.filter((membership) => membership.role !== 'observer'),
  }
  return maySeeTicket(working, ticket)
}
