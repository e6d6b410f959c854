/** One-time codes: a coordinator makes one, a new member of staff uses it once. */
import type { JoinOutcome } from '../domain/desk.ts'
import type { Community, Directory } from '../domain/directory.ts'
import type { GroupId, InstitutionId } from '../domain/ids.ts'
import { invariant } from '../domain/invariant.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, coordinatedMunicipalities, isCoordinator } from '../domain/staff.ts'
import { type Instant, addSeconds, isBefore } from '../domain/time.ts'
import type { Workplace } from './desk.ts'

const validSeconds = 7 * 24 * 3600

export function inviteStaff(
  place: Workplace,
  member: StaffMember,
  institutionId: InstitutionId,
): Promise<
  Result<{ readonly code: string; readonly expiresAt: Instant }, { readonly kind: 'notCoordinator' }>
> {
  const own = coordinatedMunicipalities(member)
  const municipality = place.region.directory.institutions.get(institutionId)?.municipalityId ?? null
  const isTheirs = own === null || (municipality !== null && own.includes(municipality))
  if (!isCoordinator(member) || !isTheirs) return Promise.resolve(refuse({ kind: 'notCoordinator' }))
  const code = place.secrets.inviteCode()
  const expiresAt = addSeconds(place.work.now, validSeconds)
  place.work.addInvite({
    codeHash: place.secrets.hash(code),
    role: 'administrator',
    institutionId,
    createdById: member.id,
    expiresAt,
  })
  return Promise.resolve(success({ code, expiresAt }))
}

/** Used twice at the same moment, the code lets in only the first: the writer checks that it is still unused. */
export async function joinStaff(place: Workplace, code: string): Promise<JoinOutcome> {
  const { work, region, dialogue, secrets } = place
  const workplace = workplaceOf(region.directory, dialogue.groupId)
  if (workplace.groupId !== dialogue.groupId) return refuse({ kind: 'notHere', workplace })
  const invite = await work.store.findInvite(secrets.hash(code))
  if (invite === null) return refuse({ kind: 'codeUnknown' })
  if (invite.isUsed) return refuse({ kind: 'codeUsed' })
  if (isBefore(invite.expiresAt, work.now)) return refuse({ kind: 'codeExpired' })
  const name = await work.store.findCitizenName(dialogue.userId)
  work.joinStaff({
    vkUserId: dialogue.userId,
    firstName: name?.firstName ?? 'Сотрудник',
    lastName: name?.lastName ?? '',
    contactGroupId: dialogue.groupId,
    inviteId: invite.id,
    role: invite.role,
    institutionId: invite.institutionId,
  })
  const institution =
    invite.institutionId === null ? undefined : region.directory.institutions.get(invite.institutionId)
  return success({ institutionTitle: institution?.shortTitle ?? null })
}

/** Where a member of staff who wrote here works: here, unless this page is for citizens and there is another for staff. */
function workplaceOf(directory: Directory, here: GroupId): Community {
  const communities = [...directory.communities.values()]
  const own = directory.communities.get(here)
  invariant(own !== undefined, `community ${here} is not in the directory`)
  if (own.purpose !== 'public') return own
  return communities.find((community) => community.purpose === 'staff') ?? own
}
