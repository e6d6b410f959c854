/** A member of staff goes on leave or comes back; tickets go to the deputy or to colleagues meanwhile. */
import type { AbsenceNoted } from '../domain/desk.ts'
import type { PlainDate } from '../domain/time.ts'
import {
  type StaffMember,
  type StaffRoster,
  answerers,
  coordinatorsFor,
  nameOfMember,
  presentOrDeputies,
} from '../domain/staff.ts'
import type { Workplace } from './desk.ts'
import { tellStaff } from './notify.ts'

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
    return { kind: 'deputyUnclear', names: named.map(nameOfMember) }
  const lastMoment = until?.add({ days: 1 }).toZonedDateTime(timeZone).toInstant() ?? null
  work.record({
    type: 'absence',
    staffId: member.id,
    until: lastMoment,
    deputyId: until === null ? null : (deputy?.id ?? null),
  })
  if (until === null || lastMoment === null) return { kind: 'back' }
  tellWhoStandsIn(place, { ...member, awayUntil: lastMoment, deputyId: deputy?.id ?? null })
  return {
    kind: 'away',
    deputyName: deputy === undefined ? null : nameOfMember(deputy),
    hasColleagues: region.roster.some((other) => other.id !== member.id && sharesPost(other, member)),
  }
}

/** The deputy hears of it; where nobody is left, the coordinators do, on the same day. */
function tellWhoStandsIn({ work, region, notices }: Workplace, away: StaffMember): void {
  const { now } = work
  const roster = region.roster.map((one) => (one.id === away.id ? away : one))
  const reachable = roster.filter(({ contactGroupId }) => contactGroupId !== null)
  const posts = away.memberships.filter(({ role }) => role === 'administrator' || role === 'head')
  const places = posts.flatMap(({ institutionId }) => {
    const institution = institutionId === null ? undefined : region.directory.institutions.get(institutionId)
    return institution === undefined ? [] : [institution]
  })
  const deputy = reachable.find(({ id }) => id === away.deputyId)
  if (deputy !== undefined) tellStaff(work, [deputy], notices.standingIn(away, places))
  for (const institution of places) {
    if (presentOrDeputies(answerers(reachable, institution.id), reachable, now).length > 0) continue
    const coordinators = coordinatorsFor(reachable, institution.municipalityId)
    const others = coordinators.filter(({ id }) => id !== away.id)
    tellStaff(work, others, notices.nobodyLeft(away, institution))
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
    const names = nameOfMember(member).toLowerCase().replaceAll('ё', 'е').split(' ')
    return member.id !== self.id && stems.every((stem) => names.some((name) => name.startsWith(stem)))
  })
}

const sharesPost = (left: StaffMember, right: StaffMember): boolean =>
  left.memberships.some(({ institutionId }) =>
    right.memberships.some((post) => post.institutionId === institutionId && institutionId !== null),
  )
