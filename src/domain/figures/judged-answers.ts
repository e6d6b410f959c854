/** Answers of a ticket that chance chose to be judged, and what coordinators said of them. */
import {
  type QualityCriterion,
  type QualityGrade,
  type QualityJudgement,
  qualityCriteria,
  qualityGrades,
} from '../answer-sample.ts'
import type { Response } from './history.ts'
import { type LoggedEvent, numberIn, textIn } from './logged-event.ts'

/** When and by whom it was answered. */
export interface JudgedAnswer extends Response {
  /** Null: not judged yet. */
  readonly judgement: QualityJudgement | null
}

export class JudgedAnswers {
  readonly #said = new Map<number, Response>()
  /** By answer and coordinator: two coordinators of one place may judge the same answer. */
  readonly #judged = new Map<string, JudgedAnswer>()

  answered(eventId: number, response: Response): void {
    this.#said.set(eventId, response)
  }

  /** What was never delivered is no answer, and nothing is counted of it. */
  sampled({ facts }: LoggedEvent): void {
    const answerId = numberIn(facts, 'answerEventId')
    const response = answerId === null ? undefined : this.#said.get(answerId)
    const key = keyOf(answerId, numberIn(facts, 'coordinatorId'))
    if (response !== undefined && !this.#judged.has(key))
      this.#judged.set(key, { ...response, judgement: null })
  }

  judged({ facts, actorId }: LoggedEvent): void {
    const key = keyOf(numberIn(facts, 'answerEventId'), actorId)
    const [found, judgement] = [this.#judged.get(key), judgementIn(facts)]
    if (found !== undefined && judgement !== null) this.#judged.set(key, { ...found, judgement })
  }

  told(): readonly JudgedAnswer[] {
    return [...this.#judged.values()]
  }
}

const keyOf = (answerId: number | null, coordinatorId: number | null): string =>
  `${answerId ?? '-'} ${coordinatorId ?? '-'}`

function judgementIn(facts: LoggedEvent['facts']): QualityJudgement | null {
  const gradeOf = (criterion: QualityCriterion): QualityGrade | undefined =>
    qualityGrades.find((grade) => grade === textIn(facts, criterion))
  const [answers, clear, concrete] = qualityCriteria.map(gradeOf)
  return answers === undefined || clear === undefined || concrete === undefined
    ? null
    : { answers, clear, concrete }
}
