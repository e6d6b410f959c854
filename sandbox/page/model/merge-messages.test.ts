import { expect, test } from 'vitest'
import type { Message } from '../api/schemas.ts'
import { mergeMessages, refreshAfterCmid } from './merge-messages.ts'

const message = (cmid: number, text = `№ ${cmid}`): Message => ({
  cmid,
  from: 'user',
  text,
  attachments: [],
  date: 1_700_000_000 + cmid,
})

test('adds what is new and keeps the identity of what is not', () => {
  const known = [message(1), message(2)]

  const merged = mergeMessages(known, [message(2), message(3)], 1)

  expect(merged.map(({ cmid }) => cmid)).toEqual([1, 2, 3])
  expect(merged[0]).toBe(known[0])
  expect(merged[1]).toBe(known[1])
})

test('returns the very same list when nothing changed', () => {
  const known = [message(1), message(2)]

  expect(mergeMessages(known, [message(1), message(2)], 0)).toBe(known)
})

test('shows an edit and drops a deleted message', () => {
  const merged = mergeMessages(
    [message(1), message(2), message(3)],
    [message(1), message(3, 'исправлено')],
    0,
  )

  expect(merged.map(({ text }) => text)).toEqual(['№ 1', 'исправлено'])
})

test('keeps earlier messages that an answer does not cover', () => {
  const known = Array.from({ length: 100 }, (_, index) => message(index + 1))
  const after = refreshAfterCmid(known)

  const merged = mergeMessages(known, [...known.slice(after), message(101)], after)

  expect(after).toBe(50)
  expect(merged.length).toBe(101)
})
