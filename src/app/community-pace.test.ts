import { describe, expect, it } from 'vitest'
import { type GroupId, groupId, peerId } from '../domain/ids.ts'
import { CommunityPace, peopleAtOnce } from './community-pace.ts'

const one = groupId(1)
const other = groupId(2)

describe('CommunityPace', () => {
  it('lets single people through, however long it goes on', () => {
    let nowMs = 0
    const pace = new CommunityPace(() => nowMs)

    for (; nowMs < 10_000; nowMs += 50) {
      pace.heard(one, 1)
      expect(pace.resting()).toEqual([])
    }
    expect(pace.shortestRestMs()).toBeNull()
  })

  it('hears a flood at the pace of VK, and nobody else is slower', () => {
    let nowMs = 0
    const pace = new CommunityPace(() => nowMs)
    let heard = 0
    for (; nowMs < 10_000; nowMs += 1) {
      if (pace.resting().includes(one)) continue
      pace.heard(one, peopleAtOnce)
      heard += peopleAtOnce
      expect(pace.resting()).not.toContain(other)
    }

    expect(heard / 10).toBeGreaterThan(24)
    expect(heard / 10).toBeLessThan(27)
  })

  it('takes a person who writes without end for several', () => {
    const pace = new CommunityPace(() => 0)
    const words = (groupId: GroupId, count: number) =>
      Array.from({ length: count }, () => ({ groupId, peerId: peerId(7) }))

    pace.heardAll([...words(one, 60), ...words(other, 11)])

    expect(pace.resting()).toEqual([one])
  })

  it('tells when the first rest is over', () => {
    let nowMs = 0
    const pace = new CommunityPace(() => nowMs)
    pace.heard(one, 2 * peopleAtOnce)
    pace.heard(other, peopleAtOnce)

    const restMs = pace.shortestRestMs() ?? 0

    expect(pace.resting()).toEqual([one, other])
    nowMs += restMs
    expect(pace.resting()).toEqual([one])
  })
})
