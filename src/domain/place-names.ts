/**
 * Finds where in a text somebody names a place: a street with a house, a settlement. Only what is written counts:
 * nothing is looked up, so a street that nobody knows is found as well.
 */

const placeCharactersMax = 120
/** Places stand near the beginning; a longer text is not searched further. */
const searchedCharactersMax = 6_000

/** The first street (with its house) or settlement as it is written; null when there is none. */
export function findPlaceText(text: string): string | null {
  const searched = text.slice(0, searchedCharactersMax).normalize('NFC')
  const patterns = /\d/u.test(searched) ? [...namedPlaces, streetWithoutWord, bareAddress] : namedPlaces
  for (const pattern of patterns)
    for (const match of searched.matchAll(pattern)) {
      const place = match.groups?.['place']
      if (place !== undefined && isName(match.groups?.['name'], match.groups?.['house']))
        return inNominative(place.replace(/\s+/gu, ' ').trim()).slice(0, placeCharactersMax)
    }
  return null
}

/**
 * «на улице Мира» is shown as «улица Мира»: the word for the kind of place is declined, the name stays. A name that is
 * declined with it («на улице Садовой») is left as written: half a change would read worse than none.
 */
const nominative: readonly (readonly [RegExp, string])[] = [
  [/^улиц[аеуы](?![а-яё])|^улицей/iu, 'улица'],
  [/^проспект[аеу](?![а-яё])/iu, 'проспект'],
  [/^переулк[аеу](?![а-яё])/iu, 'переулок'],
  [/^бульвар[аеу](?![а-яё])/iu, 'бульвар'],
  [/^площад(?:и|ью)(?![а-яё])/iu, 'площадь'],
  [/^набережн(?:ой|ую)(?![а-яё])/iu, 'набережная'],
  [/^проезд[аеу](?![а-яё])/iu, 'проезд'],
  [/^микрорайон[аеу](?![а-яё])/iu, 'микрорайон'],
  [/^сел[аеу](?![а-яё])/iu, 'село'],
  [/^деревн[еиюя](?![а-яё])/iu, 'деревня'],
]

const declinedName = /^\S+\s+\S+(?:ой|ей|ую|ому|ему|ом|ем|ых)(?=[\s,]|$)/iu

const inNominative = (place: string): string =>
  declinedName.test(place)
    ? place
    : nominative.reduce((text, [form, word]) => text.replace(form, word), place)

const anyCase = (alternatives: string): string =>
  `(?:${alternatives
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|')})`

const streetWord = anyCase(
  'ул\\.?|улиц[а-яё]{1,3}|пр-к?т\\.?|просп\\.|проспект[а-яё]{0,2}|пер\\.|переул[а-яё]{2,4}|ш\\.|шоссе|б-р\\.?|бульвар[а-яё]{0,2}|пл\\.|площадью|площадь|площади|наб\\.|набережн[а-яё]{2}|проезд[а-яё]{0,2}|тупик[а-яё]{0,2}|мкр\\.?|м-н|микрорайон[а-яё]{0,2}',
)
const settlementWord = `(?:с\\.|${anyCase(
  'сел[оауе]|дер\\.|деревн[а-яё]{1,2}|пос\\.|пгт\\.?|пос[её]л[а-яё]{2,3}|хутор[а-яё]{0,2}|станиц[а-яё]{1,2}|ст\\.',
)})`
/** The word before must have ended: «площадка» is no «площадь». */
const wordEnd = '(?![а-яё])\\s*'
/** A number as part of a name: «50 лет Октября», «1-я Лесная». */
const nameNumber = '(?:\\d{1,3}(?:-?[а-яё]{1,2})?\\s+(?:лет\\s+)?)?'
const nameWord = '[А-ЯЁ][А-Яа-яЁё-]{1,30}'
const moreNameWords = `(?:\\s+${nameWord}){0,2}`
const houseNumber =
  '\\d{1,4}(?:(?:[а-яА-Я]|\\s[абгАБГ])(?![а-яё]))?(?:/\\d{1,4}[а-яА-Я]?)?(?:\\s?(?:к|корп|корпус|стр)\\.?\\s?\\d{1,3})?'
const house = `(?:\\s*,?\\s*(?:д\\.|дом[а-яё]{0,2}|д(?=\\s?\\d))?\\s*(?<house>${houseNumber})(?!\\d))?`

/** A place as it stands in a sentence: «на улице Садовой, 5», and «ул. Мира, 5» as it is. */
export const atPlace = (place: string): string =>
  /(?:^|\s)(?:улице|площади|набережной|проспекте|бульваре|переулке|проезде)(?![а-яё])/iu.test(place) &&
  !place.toLowerCase().startsWith('на ')
    ? `на ${place}`
    : place

/** «ул. Лесная, 5», «на улице Мира», «проспект 50 лет Победы, д. 3к2». */
const street = new RegExp(
  `(?<![а-яё])(?<place>${streetWord}${wordEnd}(?<name>${nameNumber}[А-ЯЁа-яё][А-Яа-яЁё-]{1,30}${moreNameWords})${house})`,
  'gu',
)
/** «Лесная улица, 5». */
const streetAfterName = new RegExp(
  `(?<![А-Яа-яЁё])(?<place>(?<name>${nameWord})\\s+(?:улиц[а-яё]{1,2}|проспект[а-яё]{0,2}|площад(?:ью|ь|и)|переул[а-яё]{2,4}|шоссе)(?![а-яё])${house})`,
  'gu',
)
/** «село Малые Кочки», «в деревне Песковатка». */
const settlement = new RegExp(
  `(?<![А-Яа-яЁё])(?<place>${settlementWord}${wordEnd}(?<name>${nameWord}${moreNameWords}))`,
  'gu',
)
const month = '(?:Янв|Фев|Март|Апр|Ма[йя]|Июн|Июл|Авг|Сен|Окт|Ноя|Дек)'
const bareName = `(?<name>(?!${month})[А-ЯЁ][а-яё-]{2,30})`
const bareHouse = '\\s*(?<house>\\d{1,3}[а-я]?)(?![\\dа-яё:.])'
const endsAsStreet = '(?<=ая|ой|ова|ева|ина|ого|их|ых)'
const houseFollows = '(?:\\s*,\\s*(?:д\\.|дом)?|\\s+(?:д\\.|дом))'
/** «Лесная, 5 темно»: a capital letter, the ending of a street, a house number. */
const streetWithoutWord = new RegExp(
  `(?<![А-Яа-яЁё])(?<place>${bareName}${endsAsStreet}${houseFollows}${bareHouse})`,
  'gu',
)
/** «Мира, 7.», «Лесная 3»: less certain, so nothing in lower case may follow («Здравствуйте, 5 дней …»). */
const bareAddress = new RegExp(
  `(?<![А-Яа-яЁё])(?<place>${bareName}(?:${houseFollows}|${endsAsStreet})${bareHouse})(?!\\s+[а-яё])`,
  'gu',
)

/** Need no house number. */
const namedPlaces: readonly RegExp[] = [street, streetAfterName, settlement]

/** A lower-case word after «улица» is a name only when a house follows or it ends as names of streets do. */
function isName(name: string | undefined, houseFound: string | undefined): boolean {
  if (name === undefined) return false
  const first = name.replace(/^\d+\S*\s+(?:лет\s+)?/u, '')
  if (notNames.test(first)) return false
  return houseFound !== undefined || /^[А-ЯЁ]/u.test(first) || streetEnding.test(name)
}

const streetEnding = /(?:ая|ой|ую|ова|ева|ёва|ина|ского|цкого|ого|ых|их)$/u
const notNames =
  /^(?:не|нет|и|в|на|по|у|к|с|от|до|за|где|дом|дома|номер|город|район|области|очень|темно|наш|наша|нашей|моя|моей|этой|всей|какой|которой|такой|каждой|одной|около|более|менее|уже|только|ещё|еще|всего|после|через|почти|целых|прошло)(?![а-яё])/iu
