import { describe, expect, it } from 'vitest'
import { institutionId, staffId, vkUserId } from './ids.ts'
import type { StaffMember } from './staff.ts'
import { colleaguesOn, mentioned } from './staff-mentions.ts'

const member = (id: number, firstName: string, lastName: string, institution = 1): StaffMember => ({
  id: staffId(id),
  vkUserId: vkUserId(5000 + id),
  firstName,
  lastName,
  contactGroupId: null,
  memberships: [{ role: 'administrator', institutionId: institutionId(institution), municipalityId: null }],
  awayUntil: null,
  deputyId: null,
  quietHours: null,
})

const [pyotr, pyotrLonger, anna, stranger] = [
  member(1, 'Пётр', 'Орлов'),
  member(2, 'Пётр', 'Орловский'),
  member(3, 'Анна', 'Рощина'),
  member(4, 'Олег', 'Чужой', 2),
]

describe('mentions of colleagues', () => {
  it('mean the whole name, whatever its letters and spaces', () => {
    const found = mentioned('Спросите @петр  орлов, он знает. Рощина Анна занята', [pyotr, pyotrLonger, anna])

    expect(found).toEqual([pyotr])
  })

  it('reach nobody who may not read the ticket, and not oneself', () => {
    const ticket = { institutionId: institutionId(1), municipalityId: null }

    expect(colleaguesOn([pyotr, anna, stranger], ticket, anna)).toEqual([pyotr])
  })
})
