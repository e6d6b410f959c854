import { expect, test } from 'vitest'
import type { Message } from '../api/schemas.ts'
import { logLayout } from './log-layout.ts'

const zone = 'Europe/Moscow'
const noon = Date.parse('2026-05-12T12:00:00+03:00') / 1000
const message = (cmid: number, from: 'user' | 'community', date: number): Message => ({
  cmid,
  from,
  text: 'Да',
  date,
})

test('separates days and names them', () => {
  const items = logLayout([message(1, 'user', noon - 86_400), message(2, 'user', noon)], noon * 1000, zone)

  expect(items.map((item) => (item.kind === 'day' ? item.label : item.message.cmid))).toEqual([
    'Вчера',
    1,
    'Сегодня',
    2,
  ])
})

test('joins quick messages of one author and parts them after a pause', () => {
  const items = logLayout(
    [
      message(1, 'community', noon),
      message(2, 'community', noon + 5),
      message(3, 'user', noon + 6),
      message(4, 'user', noon + 1000),
    ],
    noon * 1000,
    zone,
  )

  const runs = items.flatMap((item) =>
    item.kind === 'message' ? [[item.message.cmid, item.isFirst, item.isLast]] : [],
  )
  expect(runs).toEqual([
    [1, true, false],
    [2, false, true],
    [3, true, true],
    [4, true, true],
  ])
})
