/**
 * Whether a text is Russian, Russian in Latin letters, or another language. Letters decide where they can (Tatar,
 * Bashkir, Chuvash, Ukrainian, Arabic …), little words where letters are shared. A short text without a telling sign
 * counts as Russian: a wrong "other" costs more than a missed one, because a person then reads what a rule could have.
 */
import { withoutMarkup } from './normalize.ts'

export type Language = 'russian' | 'transliterated' | 'other'

/** Below, names of firms and links in a Russian text would decide. */
const foreignShareMin = 0.5
const latinWordsMin = 3
/** Shorter words of other languages look like Russian ones too often. */
const knownLettersMin = 4
const latinWord = /(?:\p{L}|(?<=\p{L})'(?=\p{L}|\s|$))+/gu
/** Letters that Russian does not have, among Cyrillic ones; real texts of these languages have 4 to 15 %. */
const strangeShareMin = 0.02
const strangeLettersMin = 2

/** `isKnown` tells whether a word in Russian letters belongs to what citizens write about. */
export function languageOf(written: string, isKnown: (word: string) => boolean = () => false): Language {
  if (isPlainlyRussian(written)) return 'russian'
  const text = withoutMarkup(written.toLowerCase())
  const letters = countOf(text, /\p{L}/gu)
  if (letters === 0) return 'russian'
  const cyrillic = countOf(text, /\p{Script=Cyrillic}/gu)
  const latin = countOf(text, /\p{Script=Latin}/gu)
  const strange = countOf(text, /(?=\p{Script=Cyrillic})[^а-яёА-ЯЁ]/gu)
  if ((letters - cyrillic - latin) / letters >= foreignShareMin) return 'other'
  if (cyrillic > 0 && strange >= strangeLettersMin && strange / cyrillic >= strangeShareMin) return 'other'
  return latin / letters >= foreignShareMin ? latinLanguageOf(text, isKnown) : 'russian'
}

/**
 * Most texts have Russian letters, some Latin ones and ordinary signs: seen in one walk. A mention may hold Russian
 * letters that the person did not write.
 */
function isPlainlyRussian(text: string): boolean {
  let russian = 0
  let latin = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if ((code >= 0x410 && code <= 0x44f) || code === 0x401 || code === 0x451) russian += 1
    else if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) latin += 1
    else if (code === mentionSign || (code >= 0x80 && !isOrdinarySign(code))) return false
  }
  return latin <= russian
}

const mentionSign = 0x5b
/** «», №, dashes, quotes, arrows, emoji. */
const isOrdinarySign = (code: number): boolean =>
  code === 0xa0 ||
  code === 0xab ||
  code === 0xbb ||
  (code >= 0x2000 && code <= 0x206f) ||
  code === 0x2116 ||
  (code >= 0x2190 && code <= 0x2bff) ||
  (code >= 0xd83c && code <= 0xd83e) ||
  (code >= 0xdc00 && code <= 0xdfff) ||
  code === 0xfe0f

function latinLanguageOf(text: string, isKnown: (word: string) => boolean): Language {
  const words = text.match(latinWord) ?? []
  const isKnownWord = (word: string): boolean => word.length >= knownLettersMin && isKnown(fromLatin(word))
  if (words.length < latinWordsMin) return words.some(isKnownWord) ? 'transliterated' : 'russian'
  const isRussian = (word: string): boolean =>
    inLatin.has(word) || russianEnding.test(word) || isKnownWord(word)
  const russian = words.filter(isRussian).length
  const foreign = words.filter((word) => foreignWords.has(word) || foreignLetter.test(word)).length
  return russian > foreign ? 'transliterated' : 'other'
}

const countOf = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u))

/** Little words of Russian in Latin letters that are no words of English, German or Turkish. */
const inLatin = setOf(
  'ne net na po za iz ot eto kak chto kto gde kogda pochemu uzhe esche eshche ili u nas nam vas vam v s k ya on ona oni zdravstvuyte zdravstvuite dobryy dobriy den privet pozhaluysta pojaluista spasibo vody voda dom doma doroge dorogi ulitse ulice ulitsa dvore svet musor yama yamy nedelyu mesyats ochen nikto nichego rabotaet goryat gorit vyvozyat',
)
const russianEnding =
  /(?:yut|ayet|yot|ogo|ego|omu|emu|ymi|imi|aya|oye|iye|yye|yy|iy|ovat|atsya|etsya|itsya)$/u
const foreignWords = setOf(
  'the is are was and of to in it my you your we they this that there not no have has please hello for with street water when what how der die das und ist nicht ich wir le la les est et pas une mi el los que por bir ve bu için da',
)
const foreignLetter = /[àâäçéèêëïîôöùûüÿñßøåæőűıİğş]/u

const digraphs = [
  ['shch', 'щ'],
  ['yye', 'ые'],
  ['sch', 'щ'],
  ['yo', 'ё'],
  ['jo', 'ё'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['iy', 'ий'],
  ['yy', 'ый'],
] as const
const single = new Map(
  Array.from(
    'abvgdezijklmnoprstufhcyw',
    (letter, at) => [letter, 'абвгдезийклмнопрстуфхцыв'[at] ?? ''] as const,
  ),
)
const latinPiece = new RegExp(`${digraphs.map(([latin]) => latin).join('|')}|[a-z]`, 'gu')
const byDigraph = new Map<string, string>(digraphs)

/** Russian words back in Russian letters, as most people spell them without a keyboard («Ne goryat fonari»). */
export const fromLatin = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("'", 'ь')
    // «holodnoye», then «goryachey».
    .replaceAll(/(?<=[aeiou])ye/gu, 'е')
    .replaceAll(/(?<=[aeiou])y(?![aou])/gu, 'й')
    .replace(latinPiece, (piece) => byDigraph.get(piece) ?? single.get(piece) ?? piece)
