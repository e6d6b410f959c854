import { describe, expect, it } from 'vitest'
import { answerRulesOf } from './rules-of.ts'
import { checkAnswer } from './check-answer.ts'
import { scoreOf } from './score.ts'

const rules = answerRulesOf({ answerRules: [] })
const question = 'Почему во дворе на Садовой, 5 вторую неделю не вывозят мусор?'
const scored = (text: string): number => scoreOf(checkAnswer({ text, question }, rules))

describe('the score of an answer', () => {
  it('is full for an answer with nothing to remark', () => {
    expect(
      scored('Здравствуйте! Машина ломалась. Мусор на Садовой, 5 вывезем завтра, 24 ноября, до обеда.'),
    ).toBe(10)
  })

  it('falls with each remark, more for what hurts than for style, and never below nothing', () => {
    const stiff = scored('Здравствуйте! В настоящее время мусор на Садовой, 5 вывезен, двор чистый.')
    const empty = scored('Здравствуйте! Мусор на Садовой вывезем.')
    const rude = scored('Сами виноваты. Читайте закон!!! {дата} Гражданин Иванов Иван жаловался.')

    expect(stiff).toBeGreaterThan(empty)
    expect(empty).toBeGreaterThan(rude)
    expect(rude).toBe(0)
  })
})
