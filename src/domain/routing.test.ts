import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  givenCommunity,
  givenDirectory,
  givenInstitution,
  givenMunicipality,
  givenRule,
  givenTopic,
} from '../../test/support/given.ts'
import type { Directory, RoutingRule } from './directory.ts'
import { type InstitutionId, groupId, institutionId, municipalityId, topicId } from './ids.ts'
import { type RouteQuestion, type RouteReason, likelyOwners, route } from './routing.ts'

const town = municipalityId(1)
const district = municipalityId(2)
const administration = givenInstitution(1, { municipalityId: town, answersFor: ['ADM'] })
const roads = givenInstitution(2, { municipalityId: town, answersFor: ['ADM_ROAD'] })
const school3 = givenInstitution(3, { municipalityId: town, answersFor: ['SCHOOL'] })
const school7 = givenInstitution(4, { municipalityId: town, answersFor: ['SCHOOL'] })
const ministry = givenInstitution(5, { answersFor: ['MIN_HEALTH'] })
const districtAdministration = givenInstitution(6, { municipalityId: district, answersFor: ['ADM'] })
const institutions = [administration, roads, school3, school7, ministry, districtAdministration]

const ofAdministration = givenCommunity(100, { institutionId: administration.id, municipalityId: town })
const ofSchool = givenCommunity(101, { institutionId: school3.id, municipalityId: town })
const ofNobody = givenCommunity(102)

const pits = givenTopic('DOR-01', { responsibleKind: 'ADM_ROAD' })
const lessons = givenTopic('EDU-01', { responsibleKind: 'SCHOOL', fallbackKind: 'ADM' })
const doctors = givenTopic('MED-01', { responsibleKind: 'MIN_HEALTH' })
const ownWork = givenTopic('OWN-01', { responsibleKind: 'SELF' })
const spam = givenTopic('SPAM-01', { responsibleKind: 'CUR' })

describe('route', () => {
  it('finds the only body of its kind in the municipality', () => {
    expect(routeOf({ topicId: pits.id, communityId: ofNobody.groupId })).toEqual({
      institutionId: roads.id,
      reason: { kind: 'responsible', body: 'ADM_ROAD', scope: 'municipality' },
    })
  })

  it('finds a body that serves the whole region', () => {
    expect(routeOf({ topicId: doctors.id })).toEqual({
      institutionId: ministry.id,
      reason: { kind: 'responsible', body: 'MIN_HEALTH', scope: 'region' },
    })
  })

  it('gives a question about schools to the school whose page it is', () => {
    expect(routeOf({ topicId: lessons.id, communityId: ofSchool.groupId })).toEqual({
      institutionId: school3.id,
      reason: { kind: 'responsible', body: 'SCHOOL', scope: 'community' },
    })
  })

  it('gives a question about schools to the school that the person named, never to one of another kind or town', () => {
    const asked = { topicId: lessons.id, communityId: ofNobody.groupId }
    const named = [school3, administration, ministry].map(({ id }) => id)

    expect(routeOf({ ...asked, namedIds: named })).toEqual({
      institutionId: school3.id,
      reason: { kind: 'responsible', body: 'SCHOOL', scope: 'named' },
    })
    expect(routeOf({ ...asked, namedIds: named, municipalityId: municipalityId(2) }).institutionId).not.toBe(
      school3.id,
    )
  })

  it('never guesses between several schools of one town: the second kind of body decides', () => {
    expect(routeOf({ topicId: lessons.id, communityId: ofNobody.groupId })).toEqual({
      institutionId: administration.id,
      reason: { kind: 'fallback', body: 'ADM', scope: 'municipality' },
    })
  })

  it('gives nothing to a page of another municipality than the question is about', () => {
    const asked = { topicId: lessons.id, communityId: ofSchool.groupId, municipalityId: district }

    expect(routeOf(asked)).toEqual({
      institutionId: districtAdministration.id,
      reason: { kind: 'fallback', body: 'ADM', scope: 'municipality' },
    })
  })

  it('leaves the work of an institution to the institution that was written to', () => {
    expect(routeOf({ topicId: ownWork.id, communityId: ofSchool.groupId })).toEqual({
      institutionId: school3.id,
      reason: { kind: 'community' },
    })
  })

  it('sends what is for coordinators to the coordinators, from any page', () => {
    expect(routeOf({ topicId: spam.id, communityId: ofSchool.groupId })).toEqual({
      institutionId: null,
      reason: { kind: 'coordinators' },
    })
  })

  it('gives a question without a topic to the page’s institution, then to the administration', () => {
    expect(routeOf({ topicId: null, communityId: ofSchool.groupId }).institutionId).toBe(school3.id)
    expect(routeOf({ topicId: null, communityId: ofNobody.groupId })).toEqual({
      institutionId: administration.id,
      reason: { kind: 'administration' },
    })
  })

  it('leaves to the coordinators what nobody answers for', () => {
    const nowhere = { topicId: null, municipalityId: null, communityId: ofNobody.groupId }

    expect(routeOf(nowhere)).toEqual({ institutionId: null, reason: { kind: 'coordinators' } })
  })

  it('treats a topic that was deleted like an unknown one', () => {
    expect(routeOf({ topicId: topicId('GONE-01'), communityId: ofSchool.groupId }).institutionId).toBe(
      school3.id,
    )
  })
})

describe('rules of the coordinators', () => {
  const byTopic = givenRule(10, { topicId: pits.id, institutionId: ministry.id })
  const byGroup = givenRule(11, { topicGroupId: pits.groupId, institutionId: school7.id })
  const byTown = givenRule(12, { municipalityId: town, institutionId: roads.id })
  const byPage = givenRule(13, { communityId: ofSchool.groupId, institutionId: administration.id })
  const forAll = givenRule(14, { institutionId: districtAdministration.id })

  it('come before anything else', () => {
    expect(routeOf({ topicId: spam.id }, [byTown])).toEqual({
      institutionId: roads.id,
      reason: { kind: 'rule', number: 12 },
    })
  })

  it.each([
    ['topic before its group', [byGroup, byTopic], 10],
    ['group before the municipality', [byTown, byGroup], 11],
    ['municipality before the page', [byPage, byTown], 12],
    ['page before a rule for all', [forAll, byPage], 13],
    ['topic alone before place and page together', [byTown, byPage, byTopic], 10],
    ['two conditions before one of them', [byTopic, { ...byTopic, number: 20, municipalityId: town }], 20],
    ['the lower number of two alike', [{ ...byTown, number: 30 }, byTown], 12],
  ])('are chosen by exactness: %s', (_what, rules, number) => {
    const asked = { topicId: pits.id, communityId: ofSchool.groupId, municipalityId: town }

    for (const order of [rules, rules.toReversed()])
      expect(routeOf(asked, order).reason).toEqual({ kind: 'rule', number })
  })

  it('do not count where a condition does not hold', () => {
    const elsewhere = [
      { ...byTopic, municipalityId: district },
      { ...byPage, topicId: pits.id, communityId: groupId(999) },
    ]

    expect(routeOf({ topicId: pits.id, communityId: ofSchool.groupId }, elsewhere).reason.kind).toBe(
      'responsible',
    )
  })
})

describe('likelyOwners', () => {
  it('offers the next choices of the router without the present owner, none twice', () => {
    const question = { topicId: pits.id, municipalityId: town, communityId: ofSchool.groupId }

    const owners = likelyOwners(question, givenRegion(), roads.id, 3)

    expect(owners).toEqual([administration, school3])
  })
})

describe('for any directory and any question', () => {
  it('every question gets an institution of the directory or the coordinators, and a reason that exists', () => {
    fc.assert(
      fc.property(anyDirectory, anyQuestion, (directory, question) => {
        const { institutionId: owner, reason } = route(question, directory)

        expect(reason.kind === 'coordinators').toBe(owner === null)
        expect(owner === null || directory.institutions.has(owner)).toBe(true)
        expect(ownersNamedBy(reason, directory)).toContain(owner)
      }),
    )
  })

  it('the answer is the same each time, and in whatever order the rules are kept', () => {
    fc.assert(
      fc.property(anyDirectory, anyQuestion, (directory, question) => {
        const first = route(question, directory)

        expect(route(question, directory)).toEqual(first)
        expect(route(question, { ...directory, rules: directory.rules.toReversed() })).toEqual(first)
      }),
    )
  })

  it('no rule that holds is more exact than the one that won', () => {
    fc.assert(
      fc.property(anyDirectory, anyQuestion, (directory, question) => {
        const { reason } = route(question, directory)
        const group = question.topicId === null ? null : directory.topics.get(question.topicId)?.groupId
        const holding = directory.rules.filter((rule) => holds(rule, question, group ?? null))

        const winner = directory.rules.find((rule) => reason.kind === 'rule' && rule.number === reason.number)
        expect(winner === undefined).toBe(holding.length === 0)
        expect(holding.filter((rule) => winner !== undefined && isNarrower(rule, winner))).toEqual([])
      }),
    )
  })

  it('likely owners are institutions of the directory, not the present one, within the limit', () => {
    fc.assert(
      fc.property(anyDirectory, anyQuestion, fc.integer({ min: 1, max: 8 }), (directory, question, owner) => {
        const owners = likelyOwners(question, directory, institutionId(owner), 3)

        expect(owners.length).toBeLessThanOrEqual(3)
        expect(new Set(owners).size).toBe(owners.length)
        for (const found of owners) {
          expect(found.id).not.toBe(owner)
          expect(directory.institutions.get(found.id)).toBe(found)
        }
      }),
    )
  })
})

function givenRegion(rules: readonly RoutingRule[] = []): Directory {
  return givenDirectory({
    municipalities: [givenMunicipality(1), givenMunicipality(2)],
    institutions,
    communities: [ofAdministration, ofSchool, ofNobody],
    topics: [pits, lessons, doctors, ownWork, spam],
    rules,
  })
}

const routeOf = (question: Partial<RouteQuestion>, rules: readonly RoutingRule[] = []) =>
  route(
    { topicId: null, municipalityId: town, communityId: ofAdministration.groupId, ...question },
    givenRegion(rules),
  )

/** Those whom the reason could mean: the reader of a reason must be able to look it up. */
function ownersNamedBy(reason: RouteReason, directory: Directory): readonly (InstitutionId | null)[] {
  switch (reason.kind) {
    case 'rule':
      return directory.rules
        .filter(({ number }) => number === reason.number)
        .map((rule) => rule.institutionId)
    case 'responsible':
    case 'fallback':
      return thoseWhoAnswerFor(reason.body, directory)
    case 'administration':
      return thoseWhoAnswerFor('ADM', directory)
    case 'community':
      return [...directory.communities.values()].map((community) => community.institutionId)
    case 'coordinators':
      return [null]
    case 'reopened':
    case 'forwarded':
      return []
  }
}

const thoseWhoAnswerFor = (body: string, directory: Directory): readonly InstitutionId[] =>
  [...directory.institutions.values()]
    .filter(({ answersFor }) => answersFor.includes(body))
    .map(({ id }) => id)

function holds(rule: RoutingRule, question: RouteQuestion, group: string | null): boolean {
  return (
    (rule.topicId ?? question.topicId) === question.topicId &&
    (rule.topicGroupId ?? group) === group &&
    (rule.municipalityId ?? question.municipalityId) === question.municipalityId &&
    (rule.communityId ?? question.communityId) === question.communityId
  )
}

/** True when the first rule has every condition of the second and one more. */
function isNarrower(first: RoutingRule, second: RoutingRule): boolean {
  const conditions = (rule: RoutingRule): readonly boolean[] =>
    [rule.topicId, rule.topicGroupId, rule.municipalityId, rule.communityId].map((value) => value !== null)
  const [ofFirst, ofSecond] = [conditions(first), conditions(second)]
  const hasAll = ofSecond.every((has, index) => !has || ofFirst[index] === true)
  return hasAll && ofFirst.filter(Boolean).length > ofSecond.filter(Boolean).length
}

const bodies = ['ADM', 'ADM_ROAD', 'SCHOOL', 'SELF', 'CUR'] as const
const someMunicipality = fc.option(fc.integer({ min: 1, max: 3 }).map(municipalityId))
const someTopicId = fc.integer({ min: 1, max: 4 }).map((number) => topicId(`T-${number}`))
const someCommunityId = fc.integer({ min: 1, max: 3 }).map(groupId)

const anyQuestion: fc.Arbitrary<RouteQuestion> = fc.record({
  topicId: fc.option(someTopicId),
  municipalityId: someMunicipality,
  communityId: someCommunityId,
})

const anyDirectory: fc.Arbitrary<Directory> = fc
  .array(
    fc.record({ municipalityId: someMunicipality, answersFor: fc.subarray(['ADM', 'ADM_ROAD', 'SCHOOL']) }),
    { minLength: 1, maxLength: 7 },
  )
  .chain((found) => {
    const someInstitution = fc.integer({ min: 1, max: found.length }).map(institutionId)
    return fc.record({
      institutions: fc.constant(found.map((fields, index) => givenInstitution(index + 1, fields))),
      communities: fc.array(
        fc
          .tuple(someCommunityId, fc.option(someInstitution))
          .map(([id, owner]) => givenCommunity(id, { institutionId: owner })),
        { maxLength: 3 },
      ),
      topics: fc.array(
        fc
          .tuple(someTopicId, fc.constantFrom(...bodies), fc.option(fc.constantFrom(...bodies)))
          .map(([id, responsibleKind, fallbackKind]) =>
            givenTopic(id, { groupId: id.slice(-1) < '3' ? 'A' : 'B', responsibleKind, fallbackKind }),
          ),
        { maxLength: 4 },
      ),
      rules: fc
        .array(
          fc.record({
            topicId: fc.option(someTopicId),
            topicGroupId: fc.option(fc.constantFrom('A', 'B')),
            municipalityId: someMunicipality,
            communityId: fc.option(someCommunityId),
            institutionId: someInstitution,
          }),
          { maxLength: 5 },
        )
        .map((rules) => rules.map((fields, index) => givenRule(index + 1, fields))),
    })
  })
  .map(givenDirectory)
