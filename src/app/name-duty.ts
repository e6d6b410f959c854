/** A head or a coordinator says who is on duty at an institution: new cards come to this person first. */
import { mayOversee } from '../domain/access.ts'
import type { DutyNamed, DutyShown } from '../domain/staff-work.ts'
import { type DutyDays, dutyAt } from '../domain/duty.ts'
import type { InstitutionId, StaffId } from '../domain/ids.ts'
import { type Result, refuse, success } from '../domain/result.ts'
import { type StaffMember, answerers, nameOfMember } from '../domain/staff.ts'
import type { Workplace } from './desk.ts'
import { tellStaff } from './notify.ts'

/** Null: no such institution, or not theirs to know. */
export function showDuty(
  { region, work }: Workplace,
  member: StaffMember,
  id: InstitutionId,
): DutyShown | null {
  const institution = region.directory.institutions.get(id)
  if (institution === undefined) return null
  const mayName = mayOversee(member, { institutionId: id, municipalityId: institution.municipalityId })
  if (!mayName && !member.memberships.some(({ institutionId }) => institutionId === id)) return null
  const people = answerers(region.roster, id).filter(({ contactGroupId }) => contactGroupId !== null)
  const duty = dutyAt(region.duties, id, work.now)
  const onDuty = region.roster.find((one) => one.id === duty?.staffId)
  return {
    institutionId: id,
    title: institution.shortTitle,
    timeZone: institution.timeZone,
    mayName,
    people: people.map((one) => ({ id: one.id, name: nameOfMember(one) })),
    current: duty === null || onDuty === undefined ? null : { name: nameOfMember(onDuty), until: duty.until },
  }
}

/** `staffId` null: nobody is on duty any more, cards come to all again. */
export function nameDuty(
  place: Workplace,
  member: StaffMember,
  {
    institutionId,
    staffId,
    days,
  }: { institutionId: InstitutionId; staffId: StaffId | null; days: DutyDays | null },
): Result<DutyNamed, { readonly kind: 'notYours' }> {
  const { work, region, notices } = place
  const shown = showDuty(place, member, institutionId)
  if (shown === null || !shown.mayName) return refuse({ kind: 'notYours' })
  const { title, timeZone } = shown
  const chosen = region.roster.find(({ id }) => id === staffId)
  if (staffId === null || days === null) {
    work.record({ type: 'dutyEnded', institutionId })
    return success({ title, name: null, days: null })
  }
  if (chosen === undefined || !shown.people.some(({ id }) => id === staffId))
    return refuse({ kind: 'notYours' })
  const duty = {
    institutionId,
    staffId,
    from: days.first.toZonedDateTime(timeZone).toInstant(),
    until: days.last.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
  }
  work.record({ type: 'dutyNamed', duty, by: member.id })
  if (chosen.id !== member.id) tellStaff(work, [chosen], notices.dutyNamed(title, duty, timeZone))
  return success({ title, name: nameOfMember(chosen), days })
}
