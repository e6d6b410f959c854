/**
 * Cuts what a person wrote into the pieces that may each be about something else: sentences, lines, numbered items, and
 * what begins with «и ещё», «второй вопрос» … The pieces put together are the text again.
 */

/** What parts a piece from the one before, the plainest sign first. */
export type Break = 'said' | 'line' | 'sentence'

export interface Piece {
  readonly text: string
  readonly break: Break
}

export function piecesOf(text: string): readonly Piece[] {
  const cuts = new Map<number, Break>()
  // Plainer signs come last and count.
  for (const at of sentenceCuts(text)) cuts.set(at, 'sentence')
  for (const at of lineCuts(text)) cuts.set(at, 'line')
  for (const at of [...saidCuts(text), ...numberedCuts(text)]) cuts.set(at, 'said')
  const places = [...cuts.keys()].filter((at) => at > 0 && at < text.length).toSorted((a, b) => a - b)
  return [0, ...places].map((from, index) => ({
    text: text.slice(from, places[index] ?? text.length),
    break: cuts.get(from) ?? 'sentence',
  }))
}

const sentenceEnd = /(?<sign>[.!?…]+)[)»"”]*\s+/gu
/** «ул. Мира», «д. 5», «А. С. Пушкина», «и т. д.»: a dot that ends no sentence. */
const abbreviation =
  /(?:^|[^\p{L}])(?:\p{L}|ул|пр|просп|пер|наб|мкр|кв|корп|стр|пос|дер|обл|им|тел|руб|тыс|см|ст|эт|оз|р-н|пр-т|пр-д|б-р|м-н|гр|др|т\.д|т\.п|т\.е)$/iu
/** «1. Яма»: the dot of an item. */
const itemNumber = /(?:^|\n)\s*\d{1,2}$/u
const lookedBack = 12

function sentenceCuts(text: string): readonly number[] {
  return [...text.matchAll(sentenceEnd)].flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - lookedBack), match.index)
    const isNone = match.groups?.['sign'] === '.' && (abbreviation.test(before) || itemNumber.test(before))
    return isNone ? [] : [match.index + match[0].length]
  })
}

const lineCuts = (text: string): readonly number[] =>
  [...text.matchAll(/\s*\n\s*/gu)].map((match) => match.index + match[0].length)

const question = '(?:вопрос|вопросик|момент|просьба|проблема)'
const saying = [
  '(?:и|а)\\s+ещ[её]',
  `ещ[её]\\s+(?:(?:один|одна|такой|такая|есть)\\s+){0,2}${question}`,
  `(?:и\\s+)?(?:второй|третий|другой)\\s+${question}`,
  `(?:и\\s+)?(?:вторая|третья|другая)\\s+${question}`,
  '(?:и\\s+)?(?:второе|третье)(?=\\s*[:,—–-])',
  '(?:во?-|во?\\s)(?:вторых|третьих)',
  '(?:(?:и|а)\\s+)?также',
  '(?:(?:и|а)\\s+)?заодно',
  '(?:(?:и|а)\\s+)?(?:кроме|помимо)\\s+(?:того|этого)',
].join('|')
const announcement = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${saying})(?![\\p{L}\\p{N}-])`, 'giu')

const saidCuts = (text: string): readonly number[] =>
  [...text.matchAll(announcement)].map(({ index }) => index)

const itemSign = /(?<=^|\s)(?<number>\d{1,2})[.)]\s*(?=[\p{L}«])/gu

/** Items count when they begin with 1 and go on in order: «дом 5. Прошу …» is none. */
function numberedCuts(text: string): readonly number[] {
  const cuts: number[] = []
  for (const match of text.matchAll(itemSign))
    if (Number(match.groups?.['number']) === cuts.length + 1) cuts.push(match.index)
  return cuts.length < 2 ? [] : cuts
}
