import { describe, expect, it } from 'vitest'
import { institutionId } from '../../src/domain/ids.ts'
import { readInviteCode } from '../../src/domain/invite-code.ts'
import { DeskInMemory } from '../../test/support/desk-in-memory.ts'
import { givenStaffMember, noon } from '../../test/support/given.ts'
import { school3, school7, smallTown } from '../../test/support/small-town.ts'
import { givenDesk, labelsOf, pressed, submissionIn, textsOf, typed } from '../../test/support/turns.ts'
import { inviteScene } from './scene.ts'

const choose = inviteScene.steps.institution
const desk = givenDesk()

describe('a code for a new member of staff', () => {
  it('is asked for by a button, then by a part of the name', () => {
    expect(textsOf(choose({}, pressed({ kind: 'invite' }), desk))).toEqual([
      expect.stringContaining('Для какого учреждения'),
    ])
    expect(submissionIn(choose({}, typed('школа 7'), desk))).toBe(school7.id)
  })

  it('is for one of several by a button', () => {
    const asked = choose({}, typed('школа'), desk)

    expect(labelsOf(asked)).toEqual(['Школа № 3', 'Школа № 7', 'Отмена'])
    expect(submissionIn(choose({}, pressed({ kind: 'institution', institutionId: school3.id }), desk))).toBe(
      school3.id,
    )
  })

  it.each(['космодром', ''])('is not made for «%s», and the way out is shown', (text) => {
    const outcome = choose({}, typed(text), desk)

    expect(outcome.type).toBe('wait')
    expect(labelsOf(outcome)).toEqual(['Отмена'])
  })

  it('is not made for a forged institution', () => {
    const forged = pressed({ kind: 'institution', institutionId: institutionId(999) })

    expect(choose({}, forged, desk).type).toBe('wait')
  })

  it('comes in a message of its own, which can be sent on and is understood when it comes back', async () => {
    const replies = await submitAs('coordinator')

    expect(replies).toHaveLength(2)
    expect(readInviteCode(replies[1]?.text ?? '')).toBe('7F3K9Q2M')
    expect(replies[0]?.text).toContain('до 1 декабря')
  })

  it('is refused to those who are no coordinators', async () => {
    const replies = await submitAs('administrator')

    expect(textsOf({ replies })).toEqual([expect.stringContaining('координатор')])
    expect(readInviteCode(replies[0]?.text ?? '')).toBeNull()
  })
})

function submitAs(role: 'coordinator' | 'administrator') {
  const town = new DeskInMemory()
  town.directory = smallTown()
  const member = givenStaffMember(1, { memberships: [{ role, institutionId: null, municipalityId: null }] })
  return inviteScene.submit(school3.id, { ...typed(''), now: noon }, town.desk({ member }))
}
