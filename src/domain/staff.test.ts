import { describe, expect, it } from 'vitest'
import { givenStaffMember } from '../../test/support/given.ts'
import { groupId, institutionId, municipalityId, vkUserId } from './ids.ts'
import { type Membership, answerers, coordinatorsFor, isCoordinator, staffInDialogue } from './staff.ts'

const role = (fields: Partial<Membership> & Pick<Membership, 'role'>): readonly Membership[] => [
  { institutionId: null, municipalityId: null, ...fields },
]

describe('staffInDialogue', () => {
  const olga = givenStaffMember(1, { vkUserId: vkUserId(9001), contactGroupId: groupId(100) })

  it('knows a member of staff in the community where they work', () => {
    expect(staffInDialogue([olga], vkUserId(9001), groupId(100))).toBe(olga)
  })

  it('sees an ordinary citizen in them anywhere else', () => {
    expect(staffInDialogue([olga], vkUserId(9001), groupId(101))).toBeNull()
    expect(staffInDialogue([olga], vkUserId(501), groupId(100))).toBeNull()
  })
})

describe('answerers', () => {
  it('are the administrators and heads of that institution alone', () => {
    const administrator = givenStaffMember(1)
    const head = givenStaffMember(2, { memberships: role({ role: 'head', institutionId: institutionId(1) }) })
    const others = [
      givenStaffMember(3, { memberships: role({ role: 'observer', institutionId: institutionId(1) }) }),
      givenStaffMember(4, { memberships: role({ role: 'administrator', institutionId: institutionId(2) }) }),
      givenStaffMember(5, { memberships: role({ role: 'coordinator' }) }),
    ]

    expect(answerers([administrator, head, ...others], institutionId(1))).toEqual([administrator, head])
  })
})

describe('coordinatorsFor', () => {
  const ofRegion = givenStaffMember(1, { memberships: role({ role: 'coordinator' }) })
  const ofTown = givenStaffMember(2, {
    memberships: role({ role: 'coordinator', municipalityId: municipalityId(1) }),
  })

  it('are those of the municipality when it has its own', () => {
    expect(coordinatorsFor([ofRegion, ofTown], municipalityId(1))).toEqual([ofTown])
  })

  it('are those of the region otherwise', () => {
    expect(coordinatorsFor([ofRegion, ofTown], municipalityId(2))).toEqual([ofRegion])
    expect(coordinatorsFor([ofRegion, ofTown], null)).toEqual([ofRegion])
  })

  it('are told by their role alone', () => {
    expect(isCoordinator(ofTown)).toBe(true)
    expect(isCoordinator(givenStaffMember(3))).toBe(false)
  })
})
