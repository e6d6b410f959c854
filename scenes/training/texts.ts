import type { AnswerCheck } from '../../src/domain/answer-quality/check-answer.ts'
import { scoreMax } from '../../src/domain/answer-quality/score.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { plural } from '../../src/domain/moment-in-words.ts'
import { remarkInWords } from '../answer/check-texts.ts'
import { button, inline, staffMenu } from '../keyboards.ts'
import type { Exercise } from './exercises.ts'

const endButton = button('Закончить', { kind: 'endTraining' })

export const exercise = (
  { question, facts }: Exercise,
  {
    number,
    of,
    isIntroduced,
  }: { readonly number: number; readonly of: number; readonly isIntroduced: boolean },
): OutgoingMessage => ({
  text: [
    ...(number === 1 && !isIntroduced
      ? ['Потренируемся. Вопросы учебные: жителям ничего не уйдёт, никто, кроме вас, этого не увидит.', '']
      : []),
    `Вопрос ${number} из ${of}:`,
    `«${question}»`,
    '',
    `Что вы знаете: ${facts}`,
    '',
    'Напишите ответ, как написали бы жителю.',
  ].join('\n'),
  keyboard: inline([endButton]),
})

export const wordsNeeded: OutgoingMessage = {
  text: 'Напишите ответ словами — его я и проверю.',
  keyboard: inline([endButton]),
}

export const advice = (
  { remarks, better }: AnswerCheck,
  score: number,
  { goodAnswer }: Exercise,
  isLast: boolean,
): OutgoingMessage => ({
  text: [
    `${score} из ${scoreMax}.`,
    ...(remarks.length === 0
      ? ['Понятно, по делу, с датой. Так и отвечайте.']
      : ['Что поправить:', ...remarks.map((remark) => `• ${remarkInWords(remark)}`)]),
    ...(better === null ? [] : ['', 'Можно проще:', better]),
    '',
    'Как ещё можно ответить:',
    goodAnswer,
  ].join('\n'),
  keyboard: inline(
    [
      button(isLast ? 'Узнать итог' : 'Следующий вопрос', { kind: 'nextExercise' }, 'primary'),
      button('Ответить ещё раз', { kind: 'rewrite' }),
    ],
    [endButton],
  ),
})

export const result = (scores: readonly number[], isCoordinator: boolean): OutgoingMessage => ({
  text: resultText(scores),
  keyboard: staffMenu(isCoordinator),
})

/** Above it the answers are good enough for anybody. */
const goodShare = 0.8

function resultText(scores: readonly number[]): string {
  if (scores.length === 0) return 'Закончили. Вернуться можно в любой момент: «Потренироваться».'
  const [sum, most] = [scores.reduce((total, score) => total + score, 0), scores.length * scoreMax]
  const answers = `${scores.length} ${plural(scores.length, 'ответ', 'ответа', 'ответов')}`
  return [
    `Итог: ${sum} из ${most} за ${answers}.`,
    sum >= most * goodShare
      ? 'Отлично: такие ответы жители понимают с первого раза.'
      : 'Держитесь трёх вещей: что сделали, кто и когда. Остальное подскажу перед отправкой.',
    'Оценку вижу только я и вы; настоящие карточки придут сюда сами.',
  ].join('\n')
}
