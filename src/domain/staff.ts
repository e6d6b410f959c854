/** People who answer and coordinate, and what each may do. */
import { type Instant, isBefore } from './time.ts'
import type { GroupId, InstitutionId, MunicipalityId, StaffId, VkUserId } from './ids.ts'
import type { QuietHours } from './quiet-hours.ts'

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
  /** Away until then; null: at work. */
  readonly awayUntil: Instant | null
  /** Who stands in meanwhile; null: the colleagues. */
  readonly deputyId: StaffId | null
  /** When only what is urgent may come; null: everything at any time. */
  readonly quietHours: QuietHours | null
}

export const nameOfMember = ({ firstName, lastName }: StaffMember): string =>
  `${firstName} ${lastName}`.trim()

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

/** What concerns no single municipality is the business of those who coordinate the whole region. */
export function coordinatesPlace(member: StaffMember, municipalityId: MunicipalityId | null): boolean {
  const own = coordinatedMunicipalities(member)
  return isCoordinator(member) && (own === null || (municipalityId !== null && own.includes(municipalityId)))
}

export const isAway = ({ awayUntil }: StaffMember, now: Instant): boolean =>
  awayUntil !== null && isBefore(now, awayUntil)

/** A member with the posts of those for whom they stand in now. */
export function withPostsOfAbsent(member: StaffMember, roster: StaffRoster, now: Instant): StaffMember {
  const principals = roster.filter((other) => other.deputyId === member.id && isAway(other, now))
  if (principals.length === 0) return member
  // Coordinating is a trust in one person; answering goes on.
  const posts = principals.flatMap(({ memberships }) =>
    memberships.filter(({ role }) => role !== 'coordinator'),
  )
  return { ...member, memberships: [...member.memberships, ...posts] }
}

/** The people without those who are away, and with their deputies instead. */
export function presentOrDeputies(people: StaffRoster, roster: StaffRoster, now: Instant): StaffRoster {
  const present = people.filter((member) => !isAway(member, now))
  const deputies = people
    .filter((member) => isAway(member, now))
    .map(({ deputyId }) => roster.find(({ id }) => id === deputyId))
    .filter((deputy) => deputy !== undefined)
    .filter((deputy) => !isAway(deputy, now))
  return [...new Set([...present, ...deputies])]
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
