import { describe, expect, it } from 'vitest'
import { checkAnswer } from '../../src/domain/answer-quality/check-answer.ts'
import { answerRulesOf } from '../../src/domain/answer-quality/rules-of.ts'
import { scoreMax, scoreOf } from '../../src/domain/answer-quality/score.ts'
import { draftOf, givenDesk, labelsOf, pressed, textsOf, typed } from '../../test/support/turns.ts'
import { exercises } from './exercises.ts'
import { trainingScene } from './scene.ts'

const { answer, advised } = trainingScene.steps
const desk = givenDesk()
const begun = answer(trainingScene.emptyDraft, pressed({ kind: 'train' }), desk)

describe('training', () => {
  it('asks a sample question with what is known, and says that nobody will see the answer', () => {
    expect(begun).toMatchObject({ type: 'wait', step: 'answer' })
    expect(textsOf(begun)[0]).toContain('жителям ничего не уйдёт')
    expect(textsOf(begun)[0]).toContain(exercises[0]?.question)
    expect(textsOf(begun)[0]).toContain('Что вы знаете:')
    expect(labelsOf(begun)).toEqual(['Закончить'])
  })

  it('scores an empty phrase low and says what to mend', () => {
    const outcome = answer(draftOf(begun), typed('Ваше обращение принято к сведению.'), desk)

    expect(textsOf(outcome)[0]).toMatch(/^[0-4] из 10\./u)
    expect(textsOf(outcome)[0]).toContain('Что поправить:\n• ')
    expect(textsOf(outcome)[0]).toContain('читается как отписка')
    expect(labelsOf(outcome)).toEqual(['Следующий вопрос', 'Ответить ещё раз', 'Закончить'])
  })

  it('asks again without introducing itself again', () => {
    const bad = answer(draftOf(begun), typed('Принято к сведению.'), desk)
    const again = advised(draftOf(bad), pressed({ kind: 'rewrite' }), desk)

    expect(textsOf(again)[0]).toMatch(/^Вопрос 1 из/u)
  })

  it('counts the last try of a question', () => {
    const bad = answer(draftOf(begun), typed('Принято к сведению.'), desk)
    const good = advised(draftOf(bad), typed(exercises[0]?.goodAnswer ?? ''), desk)

    expect(textsOf(good)[0]).toContain('10 из 10.')
    expect(draftOf(good).scores).toEqual([scoreMax])
  })

  it('leads through all questions to a result', () => {
    let outcome = begun
    for (const { goodAnswer } of exercises) {
      const told = answer(draftOf(outcome), typed(goodAnswer), desk)
      outcome = advised(draftOf(told), pressed({ kind: 'nextExercise' }), desk)
    }

    expect(outcome.type).toBe('leave')
    expect(textsOf(outcome)[0]).toContain(`Итог: ${exercises.length * 10} из ${exercises.length * 10}`)
    expect(labelsOf(outcome)).toContain('Очередь')
  })

  it('ends at any moment, and needs words', () => {
    expect(answer(draftOf(begun), pressed({ kind: 'endTraining' }), desk)).toMatchObject({ type: 'leave' })
    expect(textsOf(answer(draftOf(begun), typed(''), desk))[0]).toContain('словами')
  })

  it('shows examples in which the checker itself finds nothing to mend', () => {
    for (const { question, goodAnswer } of exercises) {
      const check = checkAnswer({ text: goodAnswer, question }, answerRulesOf({ answerRules: [] }))
      expect({ goodAnswer, remarks: check.remarks, score: scoreOf(check) }).toEqual({
        goodAnswer,
        remarks: [],
        score: scoreMax,
      })
    }
  })
})
