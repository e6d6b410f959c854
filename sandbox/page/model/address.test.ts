import { expect, test } from 'vitest'
import { formatAddress, parseAddress } from './address.ts'

test('reads both people and their dialogs from the hash', () => {
  expect(parseAddress('#left=5001:1003&right=5101:1000')).toEqual({
    left: { userId: 5001, groupId: 1003 },
    right: { userId: 5101, groupId: 1000 },
    tab: 'left',
  })
})

test('reads a person without a dialog and the side a phone shows', () => {
  expect(parseAddress('#left=5001&tab=right')).toEqual({
    left: { userId: 5001, groupId: null },
    right: null,
    tab: 'right',
  })
})

test('ignores what is not a pair of numbers', () => {
  expect(parseAddress('#left=abc&right=1:2:3&tab=up')).toEqual({ left: null, right: null, tab: 'left' })
  expect(parseAddress('')).toEqual({ left: null, right: null, tab: 'left' })
})

test('writes a hash that reads back the same', () => {
  const hashes = ['#left=5001:1003&right=5101:1000', '#left=5001&right=5101:1000&tab=right', '#']

  expect(hashes.map((hash) => formatAddress(parseAddress(hash)))).toEqual(hashes)
})
