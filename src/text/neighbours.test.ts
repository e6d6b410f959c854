import { expect, it } from 'vitest'
import { Neighbours } from './neighbours.ts'
import { SparseRowsBuilder } from './sparse-rows.ts'

/** Texts of one and the same word, with these labels. */
function remembering(labels: readonly number[], sideCount: number): Neighbours {
  const rows = new SparseRowsBuilder()
  for (let text = 0; text < labels.length / sideCount; text += 1) {
    rows.push(0, 1)
    rows.endRow()
  }
  return new Neighbours({ rows: rows.build(), labels: Int32Array.from(labels) }, 1)
}

const theWord = { ids: Int32Array.of(0), values: Float32Array.of(1), count: 1 }
/** Two topics (0, 1), then two who answer (2, 3). */
const topicIsFirst = Float64Array.of(0.9, 0.1, 0.5, 0.5)

it('lets a text of the likely topic tell more about who answers', () => {
  const votes = new Float32Array(4)
  remembering([0, 2, 1, 3], 2).voteInto({ ...theWord, except: -1, likely: topicIsFirst }, votes)

  expect(votes[0]).toBe(votes[1])
  expect(votes[2]).toBeGreaterThan((votes[3] ?? 0) * 4)
  expect(votes[3]).toBeGreaterThan(0)
})

it('asks the text itself nothing', () => {
  const votes = new Float32Array(4)
  remembering([0, 2, 1, 3], 2).voteInto({ ...theWord, except: 0, likely: topicIsFirst }, votes)

  expect([...votes].map((vote) => vote > 0)).toEqual([false, true, false, true])
})

it('counts texts alike when there is one side only, and when the other label is unknown', () => {
  const ofOneSide = new Float32Array(2)
  remembering([0, 1, 1], 1).voteInto({ ...theWord, except: -1, likely: Float64Array.of(1, 0) }, ofOneSide)
  const ofTwo = new Float32Array(4)
  remembering([0, -1, 1, -1], 2).voteInto({ ...theWord, except: -1, likely: topicIsFirst }, ofTwo)

  expect([...ofOneSide].map((vote) => Math.round(vote))).toEqual([1, 2])
  expect(ofTwo[0]).toBeGreaterThan(0)
  expect(ofTwo[0]).toBe(ofTwo[1])
})
