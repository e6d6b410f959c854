import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenStaffMember, givenTicket } from '../../test/support/given.ts'
import { isInScope, maySeeTicket, mayWorkOnTicket, visibleTickets } from './access.ts'
import { institutionId, municipalityId } from './ids.ts'
import type { Membership } from './staff.ts'

const ours = institutionId(1)
const theirs = institutionId(2)
const town = municipalityId(1)
const otherTown = municipalityId(2)

describe('who may see a ticket', () => {
  it.each([
    ['an administrator of the owner', { role: 'administrator', institutionId: ours }, true],
    ['the head of the owner', { role: 'head', institutionId: ours }, true],
    ['an observer of the owner', { role: 'observer', institutionId: ours }, true],
    ['an administrator of another institution', { role: 'administrator', institutionId: theirs }, false],
    ['a coordinator of the region', { role: 'coordinator' }, true],
    ['a coordinator of the municipality', { role: 'coordinator', municipalityId: town }, true],
    ['a coordinator of another municipality', { role: 'coordinator', municipalityId: otherTown }, false],
  ] as const)('%s: %s', (_who, membership, expected) => {
    const ticket = givenTicket({ institutionId: ours, municipalityId: town })

    expect(maySeeTicket(memberWith(membership), ticket)).toBe(expected)
  })

  it('shows a ticket without an owner to coordinators only', () => {
    const ticket = givenTicket({ institutionId: null, municipalityId: null })

    expect(maySeeTicket(memberWith({ role: 'coordinator' }), ticket)).toBe(true)
    expect(maySeeTicket(memberWith({ role: 'administrator', institutionId: null }), ticket)).toBe(false)
    expect(maySeeTicket(memberWith({ role: 'coordinator', municipalityId: town }), ticket)).toBe(false)
  })

  it('shows nothing to somebody without a role', () => {
    expect(maySeeTicket(givenStaffMember(1, { memberships: [] }), givenTicket())).toBe(false)
  })
})

describe('who may work on a ticket', () => {
  it('lets observers look, not answer', () => {
    const observer = memberWith({ role: 'observer', institutionId: ours })

    expect(maySeeTicket(observer, givenTicket({ institutionId: ours }))).toBe(true)
    expect(mayWorkOnTicket(observer, givenTicket({ institutionId: ours }))).toBe(false)
  })

  it('lets somebody work who observes one institution and answers for another', () => {
    const member = givenStaffMember(1, {
      memberships: [
        { role: 'observer', institutionId: theirs, municipalityId: null },
        { role: 'administrator', institutionId: ours, municipalityId: null },
      ],
    })

    expect(mayWorkOnTicket(member, givenTicket({ institutionId: ours }))).toBe(true)
    expect(mayWorkOnTicket(member, givenTicket({ institutionId: theirs }))).toBe(false)
  })
})

const memberWith = (membership: Partial<Membership> & Pick<Membership, 'role'>) =>
  givenStaffMember(1, { memberships: [{ institutionId: null, municipalityId: null, ...membership }] })

describe('the tickets a person may see, as a set', () => {
  it('holds exactly those that they may see one by one', () => {
    const ids = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null })
    const membership = fc.record({
      role: fc.constantFrom('administrator', 'head', 'coordinator', 'observer'),
      institutionId: ids.map((id) => (id === null ? null : institutionId(id))),
      municipalityId: ids.map((id) => (id === null ? null : municipalityId(id))),
    })
    const where = fc.record({
      institutionId: ids.map((id) => (id === null ? null : institutionId(id))),
      municipalityId: ids.map((id) => (id === null ? null : municipalityId(id))),
    })
    fc.assert(
      fc.property(fc.array(membership, { maxLength: 3 }), where, (memberships, ticket) => {
        const member = givenStaffMember(1, { memberships })

        return isInScope(visibleTickets(member), ticket) === maySeeTicket(member, ticket)
      }),
    )
  })
})
