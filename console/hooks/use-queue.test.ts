import { describe, expect, it } from 'vitest'
import type { QueueItem } from '../../src/web/api/schemas.ts'
import { type Shown, renewed } from './use-queue.ts'

const item = (id: number, hour: number): QueueItem => ({
  id,
  version: 1,
  status: 'new',
  priority: 'normal',
  summary: 'Яма',
  topic: null,
  owner: null,
  community: 'Администрация',
  place: null,
  citizen: null,
  takenBy: null,
  openedAt: '2026-11-23T06:00:00Z',
  dueAt: `2026-11-23T${String(hour).padStart(2, '0')}:00:00Z`,
  dueKind: 'firstReply',
  answeredAt: null,
  isOverdue: false,
  mergedInto: null,
  isWaiting: false,
  timeZone: 'Europe/Moscow',
})

const shown = (next: string | null): Shown => ({
  of: 'open?',
  items: [item(1, 10), item(2, 12), item(3, 14)],
  next,
  state: 'ready',
  problem: null,
})

const ids = ({ items }: Shown): readonly number[] => items.map(({ id }) => id)

describe('a queue after news', () => {
  it('loses what is gone, moves what changed and takes what came', () => {
    expect(ids(renewed(shown(null), [1, 2, 9], [item(2, 18), item(9, 11)], 'open'))).toEqual([9, 3, 2])
  })

  it('leaves what belongs behind the loaded part to the next page', () => {
    expect(ids(renewed(shown('x'), [2, 9], [item(2, 13), item(9, 20)], 'open'))).toEqual([1, 2, 3])
  })
})
