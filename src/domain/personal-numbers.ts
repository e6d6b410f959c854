/**
 * Numbers of persons in a text, however they are spaced: phones, bank cards, passports, СНИЛС, ИНН. Digits are read as
 * chains that separators may interrupt anywhere, so «8 (9 1 0) 123-45.67» is one number; what a chain means is decided
 * by its checksum, its first digits, its grouping or the word before it.
 */

export type PersonalNumberKind = 'phone' | 'card' | 'passport' | 'snils' | 'inn'

export interface PersonalNumber {
  readonly kind: PersonalNumberKind
  /** Offsets in UTF-16 units, the end not included. */
  readonly from: number
  readonly to: number
}

/** Numbers in the order of the text; they do not overlap. Linear in the length of the text. */
export function findPersonalNumbers(text: string): readonly PersonalNumber[] {
  return Array.from(text.matchAll(chain), (match) => numbersIn(groupsOf(match), text)).flat()
}

/** Digits that stand together. */
interface DigitGroup {
  readonly digits: string
  readonly from: number
  readonly to: number
}

/** Some digits of a chain with what stands around them. */
interface Candidate {
  readonly digits: string
  /** As it stands in the text. */
  readonly written: string
  readonly groupLengths: readonly number[]
  readonly hasPlus: boolean
  readonly isWholeChain: boolean
  /** Words before it, lower case, up to what was masked before. */
  readonly before: string
}

/** Keycap emoji are a digit and two signs. */
const separator =
  '[\\s\\u00AD\\u200B-\\u200D\\u2060\\uFE0F\\u20E3()\\[\\]{}.,·•_/\\\\|+*=~\'"«»`\\-\\u2010-\\u2015\\u2212]'
const digit = '[0-9\\uFF10-\\uFF19]'
const separatorsMax = 6
const chain = new RegExp(`${digit}(?:${separator}{0,${separatorsMax}}${digit})+`, 'gu')
const group = new RegExp(`${digit}+`, 'gu')
/** The longest number is a card of 19 digits. */
const digitsMax = 19
const digitsMin = 5
/** Between a word and the number that it names. */
const beforeMax = 40

function groupsOf(match: RegExpExecArray): readonly DigitGroup[] {
  return Array.from(match[0].matchAll(group), (found) => ({
    digits: found[0].normalize('NFKC'),
    from: match.index + found.index,
    to: match.index + found.index + found[0].length,
  }))
}

/** From the left, at each group the longest number that begins there. */
function numbersIn(groups: readonly DigitGroup[], text: string): readonly PersonalNumber[] {
  const numbers: PersonalNumber[] = []
  for (let first = 0; first < groups.length;) {
    const found = numberFrom(groups, first, text)
    if (found !== null) numbers.push(found.number)
    first = found === null ? first + 1 : found.next
  }
  return numbers
}

function numberFrom(
  groups: readonly DigitGroup[],
  first: number,
  text: string,
): { readonly number: PersonalNumber; readonly next: number } | null {
  const start = groups[first]
  if (start === undefined) return null
  let found: { number: PersonalNumber; next: number } | null = null
  let digits = ''
  const before = wordsBefore(text, start.from)
  const hasPlus = /\+\s?\(?$/u.test(text.slice(Math.max(0, start.from - 3), start.from))
  for (let last = first; last < groups.length; last += 1) {
    const end = groups[last]
    digits += end?.digits ?? ''
    if (end === undefined || digits.length > digitsMax) break
    const kind = kindOf({
      digits,
      written: text.slice(start.from, end.to),
      groupLengths: groups.slice(first, last + 1).map((part) => part.digits.length),
      hasPlus,
      isWholeChain: first === 0 && last === groups.length - 1,
      before,
    })
    if (kind !== null) found = { number: { kind, from: start.from, to: end.to }, next: last + 1 }
  }
  return found
}

/** What was masked already names nothing that follows it. */
function wordsBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - beforeMax), at).toLowerCase()
  return before.slice(before.lastIndexOf(']') + 1)
}

function kindOf(candidate: Candidate): PersonalNumberKind | null {
  const { length } = candidate.digits
  if (length < digitsMin || coordinates.test(candidate.written)) return null
  return tests.find(([, isMet]) => isMet(candidate))?.[0] ?? null
}

/** A point on the map: where something happened, not who wrote. */
const coordinates = /^\d{1,2}\.\d{3,8}[,;\s]+\d{1,3}\.\d{3,8}$/u

/** 8-800 numbers are hotlines: everybody may know them. */
const isPublic = (digits: string): boolean => /^[78]800\d{7}$/u.test(digits)

const tests: readonly (readonly [PersonalNumberKind, (candidate: Candidate) => boolean])[] = [
  ['card', isCard],
  ['snils', isSnils],
  ['passport', isPassport],
  ['phone', isPhone],
  ['inn', isInn],
]

/** Russian cards have 16 digits, some 18 or 19. @see ISO/IEC 7812-1 for the check digit */
function isCard({ digits, before }: Candidate): boolean {
  if (!/^[2-6]\d{15,18}$/u.test(digits)) return false
  return hasLuhnDigit(digits) || /карт|сч[её]т/u.test(before)
}

export function hasLuhnDigit(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .toReversed()
    .map((value, index) => (index % 2 === 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2))
    .reduce((total, value) => total + value, 0)
  return sum % 10 === 0
}

/** @see Правила, постановление Правления ПФР № 192п, control number of СНИЛС */
function isSnils({ digits, before }: Candidate): boolean {
  if (digits.length !== 11) return false
  return /снилс|страхов/u.test(before) || snilsControl(digits.slice(0, 9)) === digits.slice(9)
}

/** The two control digits of the nine before them. */
export function snilsControl(nine: string): string {
  const sum = Array.from(nine, (value, index) => Number(value) * (9 - index)).reduce((a, b) => a + b, 0)
  return String((sum % 101) % 100).padStart(2, '0')
}

/** Ten digits after the word, or written as passports are: 45 10 123456, 4510 123456. */
function isPassport({ digits, written, groupLengths, before }: Candidate): boolean {
  // Dates have dots, codes of towns brackets.
  if (digits.length !== 10 || /[.)]/u.test(written)) return false
  return /паспорт|серия|документ/u.test(before) || /^(?:2,2,6|4,6)$/u.test(groupLengths.join(','))
}

function isPhone({ digits, hasPlus, isWholeChain, before }: Candidate): boolean {
  if (hasPlus && digits.length >= 9 && digits.length <= 15) return true
  if (/^[78][3-9]\d{9}$/u.test(digits)) return !isPublic(digits)
  if (isWholeChain && /^9\d{9}$/u.test(digits)) return true
  return /^(?:\d{5,7}|[3489]\d{9})$/u.test(digits) && phoneWord.test(before)
}

/** The word stands right before the number: «тел. 72-14-91», «телефон для связи: …». */
const phoneWord =
  /(?:^|[^а-яё])(?:тел|т|моб|сот|телефон[а-яё]{0,3}|мой\s+номер|звон[а-яё]{1,5}|позвон[а-яё]{1,5}|ватсап|вайбер|whatsapp|viber)[.:]?(?:\s+(?:для\s+связи|мой|мне|по|тел|телефону|номеру|сотовый|домашний|мобильный|на))*[\s.:№(-]*$/u

/** Of a person: twelve digits with two control digits. @see Приказ ФНС № ЕД-7-14/559@ */
function isInn({ digits, before }: Candidate): boolean {
  if (digits.length !== 12) return false
  return /инн/u.test(before) || innControl(digits.slice(0, 10)) === digits.slice(10)
}

/** Of the second control digit; the first has the same without the leading one. */
const innWeights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]

/** The two control digits of the ten before them. */
export function innControl(ten: string): string {
  const control = (digits: string): number => {
    const weights = innWeights.slice(innWeights.length - digits.length)
    const sum = Array.from(digits, (value, index) => Number(value) * (weights[index] ?? 0))
    return (sum.reduce((total, value) => total + value, 0) % 11) % 10
  }
  const first = control(ten)
  return `${first}${control(`${ten}${first}`)}`
}
