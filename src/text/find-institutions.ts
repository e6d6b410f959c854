/**
 * Finds institutions of the directory named in a text, in any grammatical case: by their short title («в детском саду
 * „Скворушка“») or by their number («школа № 5», «5-я школа»). One name may belong to several institutions.
 */
import type { Institution } from '../domain/directory.ts'
import type { InstitutionId } from '../domain/ids.ts'
import { type Word, wordsOf } from './words.ts'

/** In the order of the first mention. `words` are those of the text. */
export type FindInstitutions = (text: string, words: readonly Word[]) => readonly InstitutionId[]

interface InstitutionName {
  readonly id: InstitutionId
  /** Stems, and numbers as they are written. */
  readonly tokens: readonly string[]
}

export function buildFindInstitutions(institutions: Iterable<Institution>): FindInstitutions {
  const namesByFirst = new Map<string, InstitutionName[]>()
  for (const institution of institutions)
    for (const name of namesOf(institution)) {
      const first = name.tokens[0] ?? ''
      namesByFirst.set(first, [...(namesByFirst.get(first) ?? []), name])
    }
  const nouns = new Set(
    [...namesByFirst.values()].flat().flatMap(({ tokens }) => tokens.find((token) => !isNumber(token)) ?? []),
  )
  return (text, words) => {
    if (!words.some(({ stem }) => nouns.has(alike.get(stem) ?? stem))) return []
    // Words know their stems, but all digits are one to them.
    const tokens = /\d/u.test(text) ? tokensOf(text) : words.flatMap(tokenOf)
    const found = new Set<InstitutionId>()
    tokens.forEach((token, at) => {
      for (const { id, tokens: name } of namesByFirst.get(token) ?? [])
        if (
          name.every((part, offset) => tokens[at + offset] === part) &&
          !isCount(name, tokens[at + name.length])
        )
          found.add(id)
    })
    return [...found]
  }
}

function namesOf({ id, title, shortTitle }: Institution): readonly InstitutionName[] {
  const short = tokensOf(shortTitle)
  const whole = tokensOf(title)
  const numbered = [short, whole].flatMap((tokens) =>
    tokens.flatMap((token, at) => {
      const noun = tokens[at - 1]
      return isNumber(token) && noun !== undefined && !isNumber(noun)
        ? [
            [noun, token],
            [token, noun],
          ]
        : []
    }),
  )
  const names = [short, whole, ...numbered].filter((tokens) => tokens.length >= tokensMin)
  const different = new Map(names.map((tokens) => [tokens.join(' '), tokens]))
  return Array.from(different.values(), (tokens) => ({ id, tokens }))
}

/** One word alone («Электросети») is too often an ordinary one. */
const tokensMin = 2

/** «в школе 5 дней нет света» names no school. */
const isCount = (name: readonly string[], next: string | undefined): boolean =>
  isNumber(name.at(-1) ?? '') && next !== undefined && counted.has(next)

/** Words as stems, numbers whole: «в 5-й школе» → 5, школ. */
const tokensOf = (text: string): readonly string[] =>
  (text.normalize('NFC').slice(0, searchedMax).match(parts) ?? []).flatMap((part) => {
    if (isNumber(part)) return [String(Number(part))]
    return wordsOf(part).slice(0, 1).flatMap(tokenOf)
  })

const tokenOf = ({ text, stem }: Word): readonly string[] =>
  unsaid.has(text) ? [] : [alike.get(stem) ?? stem]

const searchedMax = 6_000
const parts = /\p{L}+|\d+/gu
const isNumber = (token: string): boolean => /^\d{1,4}$/u.test(token)
const counted: ReadonlySet<string> = new Set(
  'день дня дней неделю недели недель месяц месяца месяцев год года лет час часа часов минут раз человек ученик учеников детей ребят классов этажей смен рублей тысяч'
    .split(' ')
    .flatMap((word) => wordsOf(word)[0]?.stem ?? []),
)
/** Stand between a noun and its number, or after the number: «школа номер 5», «5-я школа». */
const unsaid: ReadonlySet<string> = new Set([
  'номер',
  'n',
  'no',
  'я',
  'й',
  'ая',
  'ой',
  'ей',
  'ю',
  'ую',
  'го',
  'им',
  'ом',
])
/** People's words for kinds of institutions. */
const alike: ReadonlyMap<string, string> = new Map(
  [
    ['сош', 'школа'],
    ['садик', 'сад'],
    ['детсад', 'сад'],
    ['больничка', 'больница'],
  ].flatMap(([said, written]) => {
    const [from, to] = [wordsOf(said ?? '')[0]?.stem, wordsOf(written ?? '')[0]?.stem]
    return from === undefined || to === undefined ? [] : [[from, to] as const]
  }),
)
