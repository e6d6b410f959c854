import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { institutionId, municipalityId, topicId } from './ids.ts'
import { type AnsweredBy, movedMin, proposeRouting } from './routing-proposal.ts'

const row = (first: number | null, last: number, tickets: number, topic = 'SNEG-01'): AnsweredBy => ({
  topicId: topicId(topic),
  municipalityId: municipalityId(1),
  firstOwnerId: first === null ? null : institutionId(first),
  lastOwnerId: institutionId(last),
  tickets,
})

describe('a proposal to correct the directory', () => {
  it('is made when most questions of a topic end at another institution', () => {
    expect(proposeRouting([row(1, 2, 9), row(1, 1, 1)])).toMatchObject([
      { fromId: 1, toId: 2, moved: 9, total: 10 },
    ])
  })

  it.each([
    ['few were forwarded', [row(1, 2, movedMin - 1)]],
    ['the owner answers as many', [row(1, 2, 6), row(1, 1, 6)]],
    ['they went to many places', [row(1, 2, 5), row(1, 3, 5)]],
    ['nothing was forwarded', [row(1, 1, 50)]],
  ])('is not made when %s', (_why, rows) => {
    expect(proposeRouting(rows)).toEqual([])
  })

  it('never contradicts another: one topic, place and first owner get at most one', () => {
    const anyRow = fc.tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 40 }),
    )
    const distinct = fc.uniqueArray(anyRow, {
      selector: ([first, last]) => `${first} ${last}`,
      maxLength: 12,
    })
    fc.assert(
      fc.property(distinct, (rows) => {
        const proposals = proposeRouting(rows.map(([first, last, tickets]) => row(first, last, tickets)))

        expect(new Set(proposals.map(({ fromId }) => fromId)).size).toBe(proposals.length)
      }),
    )
  })
})
