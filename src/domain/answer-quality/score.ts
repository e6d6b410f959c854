import type { AnswerCheck, RemarkKind } from './check-answer.ts'

export const scoreMax = 10

/** What a citizen would be hurt or misled by costs most; style costs little. */
const costs: Readonly<Record<RemarkKind, number>> = {
  blank: 5,
  rudeness: 5,
  personalData: 5,
  promiseWithoutDate: 3,
  runaround: 4,
  offTopic: 3,
  tooShort: 3,
  officialese: 1,
  actTitle: 1,
  longSentence: 1,
  participles: 1,
  hardToRead: 1,
  tooLong: 1,
  signature: 1,
  greeting: 1,
  shouting: 2,
}

/** Points of an answer for practice, 0 … 10. Says what the checker saw, and nothing of whether the answer is true. */
export const scoreOf = ({ remarks }: AnswerCheck): number =>
  Math.max(0, scoreMax - remarks.reduce((sum, { kind }) => sum + costs[kind], 0))
