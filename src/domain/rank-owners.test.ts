import { describe, expect, it } from 'vitest'
import {
  administration,
  noWater,
  pits,
  roads,
  school3,
  smallTown,
  townPage,
  waterworks,
} from '../../test/support/small-town.ts'
import { municipalityId } from './ids.ts'
import { type OwnerEvidence, rankOwners } from './rank-owners.ts'

const directory = smallTown()
const evidence = (fields: Partial<OwnerEvidence> = {}): OwnerEvidence => ({
  question: { topicId: pits.id, municipalityId: municipalityId(1), communityId: townPage.groupId },
  understanding: { topics: [] },
  past: [],
  excluded: new Set([roads.id]),
  ...fields,
})
const ranked = (fields: Partial<OwnerEvidence> = {}): readonly string[] =>
  rankOwners(evidence(fields), directory, 3).map(({ code }) => code)

describe('likely owners', () => {
  it('are the router’s next choices when nothing else is known', () => {
    expect(ranked()).toEqual([administration.code])
  })

  it('follow another topic that the text may be about', () => {
    const topics = [{ topicId: noWater.id, confidence: 0.6 }]

    expect(ranked({ understanding: { topics } })[0]).toBe(waterworks.code)
  })

  it('follow what the model learnt from people’s decisions', () => {
    const institutions = [{ code: school3.code, confidence: 0.8 }]

    expect(ranked({ understanding: { topics: [], institutions } })[0]).toBe(school3.code)
  })

  it('follow who answered such questions here before', () => {
    const past = [
      { institutionId: waterworks.id, answered: 9 },
      { institutionId: administration.id, answered: 1 },
    ]

    expect(ranked({ past })).toEqual([waterworks.code, administration.code])
  })

  it('never name those who have it or had it, or somebody of another town', () => {
    const far = { ...school3, municipalityId: municipalityId(2) }
    const elsewhere = { ...directory, institutions: new Map(directory.institutions).set(far.id, far) }
    const institutions = [{ code: far.code, confidence: 1 }]
    const excluded = new Set([roads.id, administration.id])

    expect(
      rankOwners(evidence({ understanding: { topics: [], institutions }, excluded }), elsewhere, 3),
    ).toEqual([])
  })
})
