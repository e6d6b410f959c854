import { expect, test } from 'vitest'
import { conversationRows } from './conversations.ts'

const communities = [
  { groupId: 1001, name: 'Школа № 3' },
  { groupId: 1002, name: 'Поликлиника' },
  { groupId: 1003, name: 'Город' },
]
const dialog = (groupId: number, date: number) => ({
  groupId,
  cmid: 1,
  lastMessage: { text: 'Да', date, from: 'user' as const },
})

test('puts the latest dialog first and untouched communities last', () => {
  const rows = conversationRows(communities, [dialog(1002, 10), dialog(1003, 20)], '')

  expect(rows.map(({ community }) => community.groupId)).toEqual([1003, 1002, 1001])
  expect(rows.at(-1)?.dialog).toBeNull()
})

test('finds communities by name', () => {
  expect(conversationRows(communities, [], 'школа').map(({ community }) => community.groupId)).toEqual([1001])
})
