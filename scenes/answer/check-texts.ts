/** What the checker says below a preview: the one or two things that matter most, in plain words. */
import type { AnswerCheck, Remark, RemarkKind } from '../../src/domain/answer-quality/check-answer.ts'
import { plural } from '../../src/domain/moment-in-words.ts'

const shownMax = 2

export function checkInWords({ remarks, better }: AnswerCheck): readonly string[] {
  if (remarks.length === 0) return []
  const rest = remarks.length - shownMax
  return [
    '',
    'Совет перед отправкой:',
    ...remarks.slice(0, shownMax).map((remark) => `• ${remarkInWords(remark)}`),
    ...(rest > 0 ? [`И ещё ${rest} ${plural(rest, 'мелочь', 'мелочи', 'мелочей')}.`] : []),
    ...(better === null ? [] : ['', 'Можно проще:', better]),
  ]
}

/** One remark as advice to whoever wrote the answer. */
export const remarkInWords = (remark: Remark): string => advice[remark.kind](remark)

const advice: Readonly<Record<RemarkKind, (remark: Remark) => string>> = {
  blank: ({ quote }) => `Заполните пропуск ${quote} — с ним ответ не отправить.`,
  rudeness: ({ quote }) => `«${quote}» может обидеть. Скажите спокойнее.`,
  personalData: ({ quote }) => `Здесь чужие личные данные: «${quote}». Лучше убрать.`,
  promiseWithoutDate: ({ quote }) => `«${quote}» — а когда? Назовите день, например «до пятницы».`,
  runaround: ({ quote, better }) =>
    better === ''
      ? `«${quote}» читается как отписка. Напишите, что сделают, кто и когда.`
      : `«${quote}» читается как отписка. Напишите ${better}.`,
  offTopic: () => 'Не видно, о чём спросили. Назовите место или предмет из вопроса.',
  tooShort: () => 'Очень коротко. Напишите, что сделали или сделаете, кто и когда.',
  officialese: ({ quote, better }) =>
    better === '' ? `«${quote}» можно убрать.` : `Вместо «${quote}» проще: ${better}.`,
  actTitle: ({ quote }) =>
    `Название документа целиком не нужно: «${quote}». Хватит «по закону» или «по плану».`,
  longSentence: ({ quote }) => `Длинное предложение: «${quote}» Разделите на два.`,
  participles: ({ quote }) => `Причастия подряд тяжело читать: ${quote}. Скажите двумя предложениями.`,
  hardToRead: () => 'Читается тяжело. Возьмите слова и предложения короче.',
  tooLong: () => 'Длинно. Оставьте главное: что, кто, когда.',
  signature: ({ quote }) => `Подпись я добавлю сам, «${quote}» можно убрать.`,
  greeting: () => 'Начните со слова «Здравствуйте!».',
  shouting: ({ quote }) => `«${quote}» выглядит как крик. Напишите обычными буквами.`,
}
