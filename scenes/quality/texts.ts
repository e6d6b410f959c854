/** What a coordinator reads while judging answers. */
import {
  type AnswerSample,
  type QualityCriterion,
  type QualityGrade,
  type SampleRefusal,
  type SampledAnswer,
  qualityCriteria,
  qualityGrades,
} from '../../src/domain/answer-sample.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { daysInWords, plural } from '../../src/domain/moment-in-words.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { button, inline, staffMenu } from '../keyboards.ts'

/** Asked in VK and in the console alike. */
export const criterionQuestions = {
  answers: 'Это ответ на вопрос жителя?',
  clear: 'Написано понятно, простыми словами?',
  concrete: 'Сказано конкретно: кто, что сделает и когда?',
} as const satisfies Readonly<Record<QualityCriterion, string>>

export const gradeWords = {
  yes: 'Да',
  partly: 'Частично',
  no: 'Нет',
} as const satisfies Readonly<Record<QualityGrade, string>>

const questionMax = 1_200
const answerMax = 2_400

export const showAnswer = (sample: AnswerSample, answer: SampledAnswer): OutgoingMessage => {
  const { week } = sample
  const days = daysInWords(week, week.add({ days: 6 }))
  return {
    text: [
      `Ответ ${answer.number} из ${sample.answers.length} за ${days}. Его выбрал случай из ${sample.candidates} ${plural(sample.candidates, 'ответа', 'ответов', 'ответов')}.`,
      `Житель написал:\n${shortened(answer.question, questionMax)}`,
      `Ему ответили:\n${shortened(answer.answer ?? '', answerMax)}`,
      questionOf([]),
    ].join('\n\n'),
    keyboard: gradeButtons(week.toString(), answer.number, []),
  }
}

export const askCriterion = (
  week: string,
  number: number,
  grades: readonly QualityGrade[],
): OutgoingMessage => ({
  text: questionOf(grades),
  keyboard: gradeButtons(week, number, grades),
})

export const allJudged = ({ answers }: AnswerSample): OutgoingMessage => ({
  text: `Готово, ${answers.length === 1 ? 'ответ оценён' : 'все ответы оценены'}. Спасибо! Оценки уже в показателях, новые ответы будут в понедельник.`,
  keyboard: staffMenu(true),
})

export const nothingToJudge = ({ week }: AnswerSample): OutgoingMessage => ({
  text: `За ${daysInWords(week, week.add({ days: 6 }))} нет ответов, которые можно оценить: коллеги не отвечали или слова удалены по просьбе жителей. Загляните в понедельник.`,
  keyboard: staffMenu(true),
})

/** Under Monday's report. */
export const invitationToJudge = (answers: number): string =>
  `Оцените ${answers} ${plural(answers, 'ответ', 'ответа', 'ответов')} прошлой недели: по три нажатия на каждый.`

export const judgeButton = button('Оценить ответы', { kind: 'quality' }, 'primary')

export const refused = ({ kind }: SampleRefusal): OutgoingMessage => {
  switch (kind) {
    case 'notCoordinator':
      return { text: 'Оценивать ответы могут координаторы.', keyboard: staffMenu(false) }
    case 'notSampled':
      return {
        text: 'Эти ответы уже не на очереди: началась новая неделя. Начните с новых.',
        keyboard: inline([judgeButton]),
      }
    case 'wordsDeleted':
      return {
        text: 'Слова этого ответа удалены по просьбе жителя, оценить его нельзя. Возьмите следующий.',
        keyboard: inline([judgeButton]),
      }
  }
}

function questionOf(grades: readonly QualityGrade[]): string {
  const criterion = qualityCriteria[grades.length] ?? 'answers'
  return `${grades.length + 1} из ${qualityCriteria.length}. ${criterionQuestions[criterion]}`
}

const gradeButtons = (week: string, number: number, given: readonly QualityGrade[]) =>
  inline(
    qualityGrades.map((grade) =>
      button(gradeWords[grade], { kind: 'grade', week, number, grades: [...given, grade] }),
    ),
  )

const shortened = (text: string, lengthMax: number): string =>
  text.length <= lengthMax ? text : `${cutText(text, lengthMax)}…`
