import { describe, expect, it } from 'vitest'
import { commentLink, reportsProblem } from './comment.ts'
import { groupId, topicId } from './ids.ts'
import type { Understanding } from './understanding.ts'

const said = (more: Partial<Understanding>): Understanding => ({
  utterance: 'question',
  topics: [],
  place: { municipalityIds: [], text: null },
  danger: null,
  ...more,
})
const about = (confidence: number) => [{ topicId: topicId('DOROGI-01'), confidence }]

describe('reportsProblem', () => {
  it('is true for a question about something that somebody answers for, and for words of danger', () => {
    expect(reportsProblem(said({ topics: about(0.6) }))).toBe(true)
    expect(reportsProblem(said({ danger: 'gas' }))).toBe(true)
  })

  it('is false where the bot would only disturb', () => {
    expect(reportsProblem(said({ topics: about(0.3) }))).toBe(false)
    expect(reportsProblem(said({}))).toBe(false)
    expect(reportsProblem(said({ utterance: 'thanks', topics: about(0.9) }))).toBe(false)
    expect(reportsProblem(said({ utterance: 'abuse', topics: about(0.9) }))).toBe(false)
  })
})

it.each([
  ['wall', 'vk.com/wall-1001_5?reply=12'],
  ['photo', 'vk.com/photo-1001_5'],
  ['video', 'vk.com/video-1001_5'],
  ['market', 'vk.com/market-1001?w=product-1001_5'],
  ['board', 'vk.com/topic-1001_5?post=12'],
] as const)('names a comment of %s as VK links to it', (kind, link) => {
  expect(commentLink({ groupId: groupId(1001), kind, objectId: 5, commentId: 12 })).toBe(link)
})
