import { expect, test } from 'vitest'
import { parseAddress } from './address.ts'
import { completeAddress } from './default-address.ts'

const state = {
  communities: [
    { groupId: 1000, name: 'Рабочее место', purpose: 'staff' },
    { groupId: 1003, name: 'Город Мирный' },
  ],
  users: [
    { userId: 5101, firstName: 'Олег', lastName: 'Пак', role: 'administrator', institution: 'Школа № 3' },
    { userId: 5001, firstName: 'Анна', lastName: 'Ли', role: 'citizen' },
  ],
}

test('begins with a citizen at a public community and an administrator at the staff community', () => {
  expect(completeAddress(parseAddress(''), state)).toEqual({
    left: { userId: 5001, groupId: 1003 },
    right: { userId: 5101, groupId: 1000 },
    tab: 'left',
  })
})

test('keeps what the address says and drops what the sandbox does not know', () => {
  const address = completeAddress(parseAddress('#left=5101:77&right=9:1000&tab=right'), state)

  expect(address).toEqual({
    left: { userId: 5101, groupId: null },
    right: { userId: 5101, groupId: 1000 },
    tab: 'right',
  })
})

test('shows nobody when the sandbox has nobody', () => {
  expect(completeAddress(parseAddress(''), { communities: [], users: [] })).toEqual({
    left: null,
    right: null,
    tab: 'left',
  })
})

test('begins with the administrator who answers the example question', () => {
  const administrator = (userId: number, institution: string) => ({
    userId,
    firstName: 'А',
    lastName: 'Б',
    role: 'administrator',
    institution,
  })
  const region = {
    communities: [...state.communities, { groupId: 1004, name: 'Дороги Мирного' }],
    users: [
      administrator(1, 'Комитет дорог области'),
      administrator(2, 'Комитет дорог Мирного'),
      ...state.users,
    ],
  }

  const address = completeAddress(parseAddress(''), region)

  expect(address.left?.groupId).toBe(1004)
  expect(address.right).toEqual({ userId: 2, groupId: 1000 })
})
