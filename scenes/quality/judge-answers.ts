/** A coordinator judges the week's answers in VK: one answer at a time, a tap for each criterion. */
import {
  type AnswerSample,
  type QualityGrade,
  type QualityJudgement,
  qualityCriteria,
} from '../../src/domain/answer-sample.ts'
import type { StaffDesk } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import type { Grade } from './grade.ts'
import * as texts from './texts.ts'

export async function judgeAnswers(staff: StaffDesk): Promise<readonly OutgoingMessage[]> {
  const shown = await staff.answerSample()
  return shown.ok ? nextAnswer(shown.value) : [texts.refused(shown.refusal)]
}

/** The buttons carry what was said so far: nothing is lost when the person does something else in between. */
export async function takeGrade(
  staff: StaffDesk,
  { week, number, grades }: Grade,
): Promise<readonly OutgoingMessage[]> {
  const criterion = qualityCriteria[grades.length]
  if (criterion !== undefined) return [texts.askCriterion(week, number, grades)]
  const judgement = judgementOf(grades)
  if (judgement === null) return [texts.refused({ kind: 'notSampled' })]
  const judged = await staff.judgeAnswer({ week, number, judgement })
  return judged.ok ? nextAnswer(judged.value) : [texts.refused(judged.refusal)]
}

function nextAnswer(sample: AnswerSample): readonly OutgoingMessage[] {
  const judgeable = sample.answers.filter(({ answer }) => answer !== null)
  const next = judgeable.find(({ judgement }) => judgement === null)
  if (next !== undefined) return [texts.showAnswer(sample, next)]
  return [judgeable.length === 0 ? texts.nothingToJudge(sample) : texts.allJudged(sample)]
}

function judgementOf([answers, clear, concrete]: readonly QualityGrade[]): QualityJudgement | null {
  return answers === undefined || clear === undefined || concrete === undefined
    ? null
    : { answers, clear, concrete }
}
