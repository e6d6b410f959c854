/** People who answer and coordinate, and what each may do. */
import type { GroupId, InstitutionId, MunicipalityId, StaffId, VkUserId } from './ids.ts'

export type StaffRole = 'administrator' | 'head' | 'coordinator' | 'observer'

export interface Membership {
  readonly role: StaffRole
  /** Null for coordinators. */
  readonly institutionId: InstitutionId | null
  /** A coordinator without a municipality coordinates the whole region. */
  readonly municipalityId: MunicipalityId | null
}

export interface StaffMember {
  readonly id: StaffId
  readonly vkUserId: VkUserId
  readonly firstName: string
  readonly lastName: string
  /** Community in whose dialogue the person works; null until the first contact. */
  readonly contactGroupId: GroupId | null
  readonly memberships: readonly Membership[]
}

/** Everybody who has at least one role at present. */
export type StaffRoster = readonly StaffMember[]

/** The person of this dialogue if they work here, else null: elsewhere a member of staff is a citizen. */
export function staffInDialogue(roster: StaffRoster, userId: VkUserId, groupId: GroupId): StaffMember | null {
  return roster.find((member) => member.vkUserId === userId && member.contactGroupId === groupId) ?? null
}

export const isCoordinator = (member: StaffMember): boolean =>
  member.memberships.some((membership) => membership.role === 'coordinator')

/** Municipalities that a coordinator looks after; null for the whole region. */
export function coordinatedMunicipalities(member: StaffMember): readonly MunicipalityId[] | null {
  const coordinating = member.memberships.filter((membership) => membership.role === 'coordinator')
  if (coordinating.some((membership) => membership.municipalityId === null)) return null
  return coordinating.map((membership) => membership.municipalityId).filter((id) => id !== null)
}

/** Those who can be asked to answer for an institution. */
export function answerers(roster: StaffRoster, institutionId: InstitutionId): StaffRoster {
  return roster.filter((member) =>
    member.memberships.some(
      (membership) =>
        membership.institutionId === institutionId &&
        (membership.role === 'administrator' || membership.role === 'head'),
    ),
  )
}

/** Coordinators of a municipality, or of the region when it has none of its own. */
export function coordinatorsFor(roster: StaffRoster, municipalityId: MunicipalityId | null): StaffRoster {
  const coordinators = (isOurs: (membership: Membership) => boolean): StaffRoster =>
    roster.filter((member) => member.memberships.some((m) => m.role === 'coordinator' && isOurs(m)))
  const own = municipalityId === null ? [] : coordinators((m) => m.municipalityId === municipalityId)
  return own.length > 0 ? own : coordinators((m) => m.municipalityId === null)
}
