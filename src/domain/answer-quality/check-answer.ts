/**
 * Reads an answer before the citizen does. It advises, shows a better wording where it can, and rewrites nothing by
 * itself; only unfilled blanks keep an answer from being sent.
 */
import { findPersonalData } from '../personal-data.ts'
import type { AnswerRules } from './answer-rule.ts'
import { namesDate } from './date-words.ts'
import { keyBeginnings, participlesIn, readingEase, sentencesOf, wordsIn } from './russian-text.ts'

/** In the order in which they matter. */
const remarkOrder = [
  'blank',
  'rudeness',
  'personalData',
  'promiseWithoutDate',
  'runaround',
  'offTopic',
  'tooShort',
  'officialese',
  'actTitle',
  'longSentence',
  'participles',
  'hardToRead',
  'tooLong',
  'signature',
  'greeting',
  'shouting',
] as const
export type RemarkKind = (typeof remarkOrder)[number]

export interface Remark {
  readonly kind: RemarkKind
  /** The words it is about; empty when it is about the whole. */
  readonly quote: string
  /** What to say instead; empty when there is no one wording. */
  readonly better: string
}

export interface AnswerToCheck {
  readonly text: string
  /** What the citizen wrote. */
  readonly question: string
}

export interface AnswerCheck {
  /** The most important first; one of each kind. */
  readonly remarks: readonly Remark[]
  /** An answer with blanks must not be sent. */
  readonly isSendable: boolean
  /** The text with every exact replacement made; null when there is none. For a person to take or leave. */
  readonly better: string | null
}

export function checkAnswer({ text, question }: AnswerToCheck, rules: AnswerRules): AnswerCheck {
  const found = [
    ...blanks(text),
    ...phrases(text, rules),
    ...personalData(text, question),
    ...promises(text, rules),
    ...relevance(text, question),
    ...wording(text, rules),
    ...manners(text, rules),
  ]
  const remarks = remarkOrder.flatMap((kind) => found.find((remark) => remark.kind === kind) ?? [])
  const better = betterWording(text, rules)
  return {
    remarks,
    isSendable: remarks.every(({ kind }) => kind !== 'blank'),
    better: better === text ? null : better,
  }
}

/** The first blank that was left unfilled: `{дата}`, `____`. */
export const unfilledBlank = (text: string): string | null => blankPattern.exec(text)?.[0] ?? null

const remark = (kind: RemarkKind, quote = '', better = ''): Remark => ({ kind, quote: short(quote), better })

const blankPattern = /\{[^{}]{0,80}\}|_{3,}|\[(?:дата|срок|фио|имя|адрес|улица|номер|телефон|причина)\]/iu

function blanks(text: string): readonly Remark[] {
  const blank = unfilledBlank(text)
  return blank === null ? [] : [remark('blank', blank)]
}

function phrases(text: string, rules: AnswerRules): readonly Remark[] {
  return rules.phrases.flatMap(({ kind, pattern, better }) => {
    if (kind !== 'officialese' && kind !== 'runaround' && kind !== 'rudeness') return []
    const said = first(pattern, text)
    return said === null ? [] : [remark(kind, said, better)]
  })
}

/** Data of the person who asks may be repeated to them; phones are as a rule those of an institution. */
function personalData(text: string, question: string): readonly Remark[] {
  const isNew = (words: string): boolean =>
    !digitsOf(question).includes(digitsOf(words)) || digitsOf(words) === ''
  const known = findPersonalData(text)
    .filter(({ kind }) => kind !== 'phone' && kind !== 'email')
    .map(({ from, to }) => text.slice(from, to))
    .find(isNew)
  const named = personInFull.exec(text)?.[0]
  const isNewName = named !== undefined && !question.toLowerCase().includes(named.toLowerCase().slice(0, 5))
  const quote = known ?? (isNewName ? named : undefined)
  return quote === undefined ? [] : [remark('personalData', quote)]
}

/** «гражданин Иванов Иван Петрович», «соседка Петрова А. И.»: people, not officials with a post. */
const personInFull =
  /(?<![\p{L}])(?:граждан\p{L}+|гр\.|сосед\p{L}*|жител\p{L}+|собственник\p{L}*|ученик\p{L}*|ученица|ребен\p{L}+|ребён\p{L}+|пациент\p{L}*|заявител\p{L}+)\s+\p{Lu}\p{Ll}+\s+(?:\p{Lu}\p{Ll}+|\p{Lu}\.\s?\p{Lu}\.)/u

const digitsOf = (words: string): string => words.replaceAll(/\D/gu, '')

function promises(text: string, rules: AnswerRules): readonly Remark[] {
  return sentencesOf(text).flatMap((sentence) => {
    if (namesDate(sentence)) return []
    const said = rules.phrases
      .filter(({ kind }) => kind === 'promise')
      .map(({ pattern }) => first(pattern, sentence))
      .find((words) => words !== null)
    // A date in the next sentence belongs to the promise, too.
    return said === undefined || said === null || namesDate(text) ? [] : [remark('promiseWithoutDate', said)]
  })
}

const tellingWordsMin = 3

function relevance(text: string, question: string): readonly Remark[] {
  const asked = keyBeginnings(question)
  if (asked.size < tellingWordsMin) return []
  const answered = keyBeginnings(text)
  const isShared = [...asked].some((beginning) => answered.has(beginning))
  return isShared ? [] : [remark('offTopic')]
}

const actTitle =
  /(?:федеральн\p{L}+\s+закон\p{L}*|постановлени\p{L}+|распоряжени\p{L}+|приказ\p{L}*|решени\p{L}+)[^.!?\n]{0,120}?(?:от\s+\d{1,2}[.\s]\S{2,10}[.\s]\d{4}|№\s?\d+)[^.!?\n]{0,20}(?:[«"][^»"\n]{10,}[»"])?/iu

function wording(text: string, { limits }: AnswerRules): readonly Remark[] {
  const sentences = sentencesOf(text)
  const long = sentences.find((sentence) => wordsIn(sentence).length > limits.sentenceWordsMax)
  const chained = sentences.find((sentence) => participlesIn(sentence).length > limits.participlesMax)
  const act = actTitle.exec(text)?.[0]
  const isHard = wordsIn(text).length >= tooFewToJudge && readingEase(text) < limits.readabilityMin
  return [
    ...(act === undefined ? [] : [remark('actTitle', act)]),
    ...(long === undefined ? [] : [remark('longSentence', long)]),
    ...(chained === undefined ? [] : [remark('participles', participlesIn(chained).join(', '))]),
    ...(isHard ? [remark('hardToRead')] : []),
  ]
}

/** A figure about a few words says nothing. */
const tooFewToJudge = 12

const greeting =
  /^\W*(?:здравствуйте|здравствуй|добр(?:ый|ое|ого)\s+(?:день|утро|вечер|времени)|приветству|уважаем)/iu

function manners(text: string, { limits, phrases: rules }: AnswerRules): readonly Remark[] {
  const length = text.trim().length
  const signed = rules
    .filter(({ kind }) => kind === 'signature')
    .map(({ pattern }) => first(pattern, text.slice(-120)))
    .find((words) => words !== null)
  const shouted = /(?:\p{Lu}{4,}\s+){2}\p{Lu}{3,}|!{3,}/u.exec(text)?.[0]
  return [
    ...(greeting.test(text.trimStart().replace(/^[^\p{L}]+/u, '')) ? [] : [remark('greeting')]),
    ...(signed === undefined || signed === null ? [] : [remark('signature', signed)]),
    ...(length < limits.charactersMin ? [remark('tooShort')] : []),
    ...(length > limits.charactersMax ? [remark('tooLong')] : []),
    ...(shouted === undefined ? [] : [remark('shouting', shouted)]),
  ]
}

/** Exact replacements only: what stays must still be good Russian. */
function betterWording(text: string, rules: AnswerRules): string {
  const replaced = rules.phrases
    .filter(({ kind, isExact }) => kind === 'officialese' && isExact)
    .reduce((words, { pattern, better }) => words.replace(pattern, (said) => likeCase(said, better)), text)
  if (replaced === text) return text
  const trimmed = replaced
    .replace(/^[\s,]+/u, '')
    .replace(/([.!?]\s+)[\s,]+/gu, '$1')
    .replace(/ {2,}/gu, ' ')
  return trimmed.replace(
    /(^|[.!?]\s+)(\p{Ll})/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  )
}

const likeCase = (said: string, better: string): string =>
  /^\p{Lu}/u.test(said) ? `${better.charAt(0).toUpperCase()}${better.slice(1)}` : better

function first(pattern: RegExp, text: string): string | null {
  pattern.lastIndex = 0
  return pattern.exec(text)?.[0] ?? null
}

const quoteLengthMax = 60

function short(quote: string): string {
  const line = quote.replaceAll(/\s+/gu, ' ').trim()
  return line.length > quoteLengthMax ? `${line.slice(0, quoteLengthMax - 1).trimEnd()}…` : line
}
