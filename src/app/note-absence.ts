/** A member of staff goes on leave or comes back; tickets go to the deputy or to colleagues meanwhile. */
import type { AbsenceNoted } from '../domain/desk.ts'
import type { PlainDate } from '../domain/time.ts'
import type { StaffMember, StaffRoster } from '../domain/staff.ts'
import type { Workplace } from './desk.ts'

/** `until` is the last day away, in the region's zone; null: back at work. */
export function noteAbsence(
  place: Workplace,
  member: StaffMember,
  until: PlainDate | null,
  deputyWords: string | null,
): AbsenceNoted {
  const { work, region, timeZone } = place
  const named = deputyWords === null ? [] : findPeople(region.roster, deputyWords, member)
  const [deputy] = named
  if (deputyWords !== null && (deputy === undefined || named.length > 1))
    return { kind: 'deputyUnclear', names: named.map(nameOf) }
  const lastMoment = until?.add({ days: 1 }).toZonedDateTime(timeZone).toInstant() ?? null
  work.record({
    type: 'absence',
    staffId: member.id,
    until: lastMoment,
    deputyId: until === null ? null : (deputy?.id ?? null),
  })
  if (until === null) return { kind: 'back' }
  return {
    kind: 'away',
    deputyName: deputy === undefined ? null : nameOf(deputy),
    hasColleagues: region.roster.some((other) => other.id !== member.id && sharesPost(other, member)),
  }
}

/** Words of a name in any case: «замещает Иванову Ольгу» finds Ольга Иванова. */
function findPeople(roster: StaffRoster, words: string, self: StaffMember): StaffRoster {
  const stems = words
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^а-я]+/u)
    .filter((word) => word.length > 1)
    .map((word) => word.slice(0, Math.max(3, word.length - 2)))
  return roster.filter((member) => {
    const names = nameOf(member).toLowerCase().replaceAll('ё', 'е').split(' ')
    return member.id !== self.id && stems.every((stem) => names.some((name) => name.startsWith(stem)))
  })
}

const sharesPost = (left: StaffMember, right: StaffMember): boolean =>
  left.memberships.some(({ institutionId }) =>
    right.memberships.some((post) => post.institutionId === institutionId && institutionId !== null),
  )

const nameOf = (member: StaffMember): string => `${member.firstName} ${member.lastName}`.trim()
