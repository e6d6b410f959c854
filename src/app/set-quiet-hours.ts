/** A member of staff says when only what is urgent may come. */
import { type QuietHours } from '../domain/quiet-hours.ts'
import type { StaffMember } from '../domain/staff.ts'
import type { Workplace } from './desk.ts'

/** `hours` null: always. They are kept in the zone of the person's first institution. */
export function setQuietHours(
  { work, region, timeZone }: Workplace,
  member: StaffMember,
  hours: Pick<QuietHours, 'fromMinute' | 'toMinute'> | null,
): void {
  const [zone] = member.memberships
    .map(({ institutionId }) =>
      institutionId === null ? undefined : region.directory.institutions.get(institutionId),
    )
    .filter((institution) => institution !== undefined)
    .map((institution) => institution.timeZone)
  work.record({
    type: 'quietHours',
    staffId: member.id,
    hours: hours === null ? null : { ...hours, timeZone: zone ?? timeZone },
  })
  // What was held back under the old hours is looked at now, and waits on if the new ones say so.
  work.setTimer({
    kind: 'quiet',
    subject: String(member.id),
    dueAt: work.now,
    facts: { isOver: hours === null },
  })
}
