import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenUnderstanding } from '../../test/support/given.ts'
import { pits, reception } from '../../test/support/small-town.ts'
import { givenDesk, typed } from '../../test/support/turns.ts'
import { emptyQuestion } from './draft.ts'
import { words } from './steps.ts'

/** Whether a question of which one topic is guessed with this confidence is registered under it without asking. */
function isSureAt(confidence: number): boolean {
  const understand = () => givenUnderstanding({ topics: [{ topicId: reception.id, confidence }] })
  const desk = { ...givenDesk(), understand }
  const outcome = words(emptyQuestion, typed('До скольки вы работаете сегодня и завтра'), desk)
  return outcome.type === 'submit' && outcome.submission.topicId === reception.id
}

const confidences = fc.double({ min: 0, max: 1, noNaN: true })

describe('thresholds', () => {
  it('are monotone: what is sure enough stays so when it is surer', () => {
    fc.assert(
      fc.property(confidences, confidences, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]

        expect(!isSureAt(less) || isSureAt(more)).toBe(true)
      }),
    )
    expect([isSureAt(0), isSureAt(1)]).toEqual([false, true])
  })

  it('ask when two topics are as likely, and never lose the question', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 0.45, noNaN: true }), (confidence) => {
        const topics = [pits, reception].map(({ id }) => ({ topicId: id, confidence }))
        const understand = () => givenUnderstanding({ topics })

        const outcome = words(emptyQuestion, typed('Помогите с этим делом, пожалуйста, очень прошу'), {
          ...givenDesk(),
          understand,
        })

        expect(['submit', 'wait']).toContain(outcome.type)
      }),
    )
  })
})

describe('another language', () => {
  it('reaches a person at once', () => {
    const understand = () => givenUnderstanding({ isForeign: true, topics: [] })

    expect(
      words(emptyQuestion, typed('Бездә су юк, өч көн инде'), { ...givenDesk(), understand }),
    ).toMatchObject({
      type: 'submit',
      submission: { wantsHuman: true, topicId: null },
    })
  })
})
