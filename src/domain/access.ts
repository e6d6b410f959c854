/** Who may see and do what. Asked by the use cases, never by the web or the scenes alone. */
import type { InstitutionId, MunicipalityId } from './ids.ts'
import type { StaffMember } from './staff.ts'
import type { Ticket } from './ticket.ts'

/** An institution sees only its own tickets; a coordinator those of the municipality, or all. */
export function maySeeTicket(
  member: StaffMember,
  ticket: Pick<Ticket, 'institutionId' | 'municipalityId'>,
): boolean {
  return member.memberships.some((membership) =>
    membership.role === 'coordinator'
      ? membership.municipalityId === null || membership.municipalityId === ticket.municipalityId
      : membership.institutionId !== null && membership.institutionId === ticket.institutionId,
  )
}

/** Observers look; the others answer, take and forward what they see. */
export function mayWorkOnTicket(
  member: StaffMember,
  ticket: Pick<Ticket, 'institutionId' | 'municipalityId'>,
): boolean {
  const working = {
    ...member,
    memberships: member.memberships.filter((membership) => membership.role !== 'observer'),
  }
  return maySeeTicket(working, ticket)
}

/** Coordinators and heads step in for those who answer. */
export const mayOversee = (
  member: StaffMember,
  ticket: Pick<Ticket, 'institutionId' | 'municipalityId'>,
): boolean =>
  maySeeTicket(
    {
      ...member,
      memberships: member.memberships.filter(({ role }) => role === 'coordinator' || role === 'head'),
    },
    ticket,
  )

/** The tickets that a person may see, as a set that a database can search: all, or those of any of these. */
export type TicketScope =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'some'
      readonly institutionIds: readonly InstitutionId[]
      readonly municipalityIds: readonly MunicipalityId[]
    }

/** Says the same as `maySeeTicket`, for lists and searches. */
export function visibleTickets(member: StaffMember): TicketScope {
  const coordinated = member.memberships.filter(({ role }) => role === 'coordinator')
  if (coordinated.some(({ municipalityId }) => municipalityId === null)) return { kind: 'all' }
  return {
    kind: 'some',
    institutionIds: member.memberships
      .filter(({ role }) => role !== 'coordinator')
      .map(({ institutionId }) => institutionId)
      .filter((id) => id !== null),
    municipalityIds: coordinated.map(({ municipalityId }) => municipalityId).filter((id) => id !== null),
  }
}

export const isInScope = (
  scope: TicketScope,
  ticket: Pick<Ticket, 'institutionId' | 'municipalityId'>,
): boolean =>
  scope.kind === 'all' ||
  scope.institutionIds.some((id) => id === ticket.institutionId) ||
  scope.municipalityIds.some((id) => id === ticket.municipalityId)
