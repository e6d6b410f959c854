import type { SignedIn } from '../../app/console/continue-session.ts'
import { isCoordinator } from '../../domain/staff.ts'
import type { SessionView } from './schemas.ts'

export function presentSession(
  { session, member, region }: SignedIn,
  { timeZone, undoSeconds }: Pick<SessionView, 'timeZone' | 'undoSeconds'>,
): SessionView {
  const { institutions, municipalities } = region.directory
  return {
    person: { id: member.id, name: `${member.firstName} ${member.lastName}`.trim() },
    roles: member.memberships.map(({ role, institutionId, municipalityId }) => {
      const institution = institutionId === null ? undefined : institutions.get(institutionId)
      const municipality = municipalityId === null ? undefined : municipalities.get(municipalityId)
      return { role, place: institution?.shortTitle ?? municipality?.title ?? 'вся область' }
    }),
    isCoordinator: isCoordinator(member),
    timeZone,
    undoSeconds,
    csrfToken: session.csrfToken,
  }
}
