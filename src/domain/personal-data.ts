/**
 * Personal data in the words of a citizen: found, and masked wherever a text leaves the desk of those who answer
 * (public comments, exports, notifications to others, logs). Made to hide rather too much than too little. The street
 * and house of a broken lamp stay: without them nobody could mend it; a flat, or a house that somebody calls their own,
 * does not.
 */
import { type PersonalNumberKind, findPersonalNumbers } from './personal-numbers.ts'

export type PersonalDataKind = PersonalNumberKind | 'email' | 'address' | 'flat'

export interface PersonalData {
  readonly kind: PersonalDataKind
  /** Offsets in UTF-16 units, the end not included. */
  readonly from: number
  readonly to: number
}

/** What was found, in the order of the text, without overlaps. */
export function findPersonalData(text: string): readonly PersonalData[] {
  const found = [
    ...findPersonalNumbers(text),
    ...patterns.flatMap(({ kind, pattern }) => match(text, kind, pattern)),
  ]
  const inOrder = found.toSorted((left, right) => left.from - right.from || right.to - left.to)
  let end = 0
  return inOrder.flatMap((item) => {
    const visible = { ...item, from: Math.max(item.from, end) }
    end = Math.max(end, item.to)
    return visible.from < visible.to ? [visible] : []
  })
}

/** The text with everything that was found replaced by a word for it: «[телефон скрыт]». */
export function maskPersonalData(text: string): string {
  let masked = ''
  let end = 0
  for (const { kind, from, to } of findPersonalData(text)) {
    masked += from === end && from > 0 ? masks[kind] : `${text.slice(end, from)}${masks[kind]}`
    end = to
  }
  return masked + text.slice(end)
}

/** Given names and surnames in any of their cases, where they stand as words. */
export function withoutNames(text: string, names: readonly string[]): string {
  const stems = names
    .map((name) => name.trim().replace(/[аяйьеоиыую]+$/iu, ''))
    .filter((stem) => stem.length >= nameStemMin && /^[\p{L}-]+$/u.test(stem))
  if (stems.length === 0) return text
  const pattern = new RegExp(`(?<!\\p{L})(?:${stems.join('|')})\\p{L}{0,3}(?!\\p{L})`, 'giu')
  return text.replace(pattern, '[имя скрыто]')
}

const nameStemMin = 3

const masks = {
  phone: '[телефон скрыт]',
  card: '[номер карты скрыт]',
  passport: '[паспорт скрыт]',
  snils: '[СНИЛС скрыт]',
  inn: '[ИНН скрыт]',
  email: '[почта скрыта]',
  address: '[адрес скрыт]',
  flat: '[квартира скрыта]',
} as const satisfies Readonly<Record<PersonalDataKind, string>>

const emailAt = '\\s{0,2}(?:@|\\(at\\)|\\[at\\]|\\(?собак[аи]\\)?)\\s{0,2}'
const email = `[\\p{L}\\p{N}][\\p{L}\\p{N}._%+-]{0,63}${emailAt}(?:[\\p{L}\\p{N}-]{1,63}\\s?(?:\\.|точка)\\s?){1,4}\\p{L}{2,10}`

const streetWord =
  '(?:ул|улиц[аеуыо]й?|пр-?к?т[уае]?|просп|проспект[аеу]?|пер|переул[а-яё]{2,4}|шоссе|ш|б-р|бульвар[аеу]?|пл|площад[ьи]|наб|набережн[а-яё]{2}|проезд[аеу]?|тупик[аеу]?|мкр|микрорайон[аеу]?|с|сел[оеа]|дер|деревн[яеию]|пос|посел[а-яё]{2,3}|посёл[а-яё]{2,3}|г|город[ае]?)'
const namesStreet = new RegExp(`^${streetWord}(?![а-яё])`, 'iu')
const name = '[А-ЯЁа-яё0-9][А-ЯЁа-яё0-9.-]{0,30}'
const house =
  '(?:д(?:ом[а-яё]{0,2})?\\.?\\s*)?№?\\s*\\d{1,4}\\s?(?:[а-яё](?![а-яё]))?(?:\\s?[/-]\\s?\\d{1,4})?(?:[,\\s]*(?:к|корп|корпус|стр)\\.?\\s?\\d{1,3})?'
const flatWord = '(?:кв|квартир[аыеу]|комн|комнат[аыеу]|ком)'
const flat = `${flatWord}\\.?\\s*(?:№\\s*)?\\d{1,4}(?!\\s?(?:м|метр|[кК]ило|руб|,\\d))`
/** «ул. Мира, 5», «улица 50 лет Октября, дом 3», «Лесная 7». */
const street = `(?:${streetWord}\\.?\\s+)?${name}(?:\\s+${name}){0,3}[,\\s]+${house}`
const ownHome =
  '(?:жив[уеё][а-яё]{0,3}|прожива[а-яё]{1,5}|прописан[аы]?|зарегистрирован[аы]?|регистраци[яи]|(?:мой|наш|домашний)\\s+адрес|адрес\\s+(?:проживания|регистрации|прописки|места\\s+жительства))'

const patterns: readonly { readonly kind: PersonalDataKind; readonly pattern: RegExp }[] = [
  {
    kind: 'passport',
    pattern: /(?<value>\d\d\s?\d\d[\s,.:;-]*(?:№|номер|n)[\s,.:;-]*\d{3}\s?\d{3})(?!\d)/giu,
  },
  { kind: 'email', pattern: new RegExp(`(?<value>${email})`, 'giu') },
  {
    kind: 'address',
    pattern: new RegExp(
      `(?<![А-Яа-яЁё])(?<value>${streetWord}\\.?\\s*${name}(?:\\s+${name}){0,3}[,\\s]+${house}[,\\s-]*${flat})`,
      'giu',
    ),
  },
  {
    kind: 'address',
    pattern: new RegExp(
      `(?<![А-Яа-яЁё])${ownHome}[\\s:,—-]*(?:(?:по\\s+адресу|по|в|на)(?![а-яё]))?[\\s:,—-]*(?<value>${street}(?:[,\\s-]*${flat})?)`,
      'giu',
    ),
  },
  { kind: 'flat', pattern: new RegExp(`(?<![А-Яа-яЁё])(?<value>${flat})`, 'giu') },
]

function match(text: string, kind: PersonalDataKind, pattern: RegExp): readonly PersonalData[] {
  return Array.from(text.matchAll(pattern), (found) => {
    const value = found.groups?.['value'] ?? found[0]
    const from = found.index + found[0].lastIndexOf(value)
    return { kind, from, to: from + value.length }
  }).filter((found) => found.kind !== 'address' || isAddress(text.slice(found.from, found.to)))
}

/** «Живу здесь уже 8 лет» names no street: that has its word before it or a capital letter. */
const isAddress = (value: string): boolean =>
  namesStreet.test(value) || /^(?:\d+\S*\s+(?:лет\s+)?)?[А-ЯЁ]/u.test(value)
