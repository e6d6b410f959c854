/**
 * Danger words: which neighbouring words of a text call for a safety advice before anything else. Made to be
 * cautious rather than complete: advice on every third message would teach people not to read it.
 */
import type { SafetyKey } from './safety.ts'

interface DangerWords {
  readonly key: SafetyKey
  /** Each must match a word, all within `nearWords` of the first. */
  readonly all: readonly RegExp[]
  /** Not a danger when any word of the text matches. */
  readonly unless?: RegExp
  /** Only in short cries; in a long story the same word speaks of the past. */
  readonly wordsMax?: number
}

const nearWords = 5
/** A cry for help comes at once; the rest of a long text is not searched. */
const searchedWordsMax = 300

/** Key of the advice for a text given as lower-case words with е for ё; null when no danger was met. */
export function findDanger(words: readonly string[]): SafetyKey | null {
  const searched = words.slice(0, searchedWordsMax)
  return dangers.find((danger) => isMet(danger, searched))?.key ?? null
}

function isMet({ all, unless, wordsMax }: DangerWords, words: readonly string[]): boolean {
  if (wordsMax !== undefined && words.length > wordsMax) return false
  const [first, ...others] = all
  const isFound = words.some(
    (word, index) =>
      first?.test(word) === true &&
      words[index - 1] !== 'не' &&
      others.every((other) => near(words, index).some((neighbour) => other.test(neighbour))),
  )
  return isFound && !(unless !== undefined && words.some((word) => unless.test(word)))
}

const near = (words: readonly string[], index: number): readonly string[] =>
  words.slice(Math.max(0, index - nearWords), index + nearWords + 1)

/** The most dangerous first: the first that is met is shown. */
const dangers: readonly DangerWords[] = [
  { key: 'life', all: [/^(?:покончи|суицид|повеситься|повешусь)/] },
  { key: 'life', all: [/^жить$/, /^не$/, /^(?:хочу|хочется)$/], wordsMax: 25 },
  { key: 'life', all: [/^(?:убивает|убивают|избивает|избивают|насилует|душит|зарежет|зарежу|убьет)$/] },
  { key: 'life', all: [/^бьет$/, /^(?:муж|сожитель|отец|отчим|мать|сын|меня)$/] },
  {
    key: 'missing',
    all: [
      /^(?:пропал[аи]?|потерял(?:ся|ась|ись)|исчезл[аи]|исчез)$/,
      /^(?:ребен|дочь|дочк|дочер|сын|мальчик|девочк|внук|внучк|человек|дедушк|бабушк)/,
    ],
  },
  {
    key: 'gas',
    all: [/^(?:пахнет|запах|запаха|запахом|воняет|вонь|утечк|чувству|учуял|несет)/, /^газ(?:а|у|ом)?$/],
  },
  { key: 'gas', all: [/^газ$/, /^(?:свистит|шипит|выходит)$/] },
  {
    key: 'fire',
    all: [
      /^(?:горит|горят|горим|загорел|полыха|пылает|вспыхнул)/,
      /^(?:дом|квартир|подъезд|лес|трав|сарай|балкон|крыш|пол[еяю]$|машин|щит|проводк|гараж|школ|торф|камыш|сосед|здани)/,
    ],
    unless: /^(?:фонар|ламп|освещ|свет|светофор)/,
  },
  { key: 'fire', all: [/^(?:пожар|горим|взрыв|взорвал)/], unless: /^пожарн/, wordsMax: 12 },
  { key: 'threat', all: [/^подозрительн/, /^(?:предмет|сумк|пакет|короб|рюкзак|сверт)/] },
  { key: 'threat', all: [/^(?:беспилотник|дрон|бпла|бомба|бомбу|мин[аыуе]$|снаряд|ракет)/], wordsMax: 20 },
  {
    key: 'wires',
    all: [/^(?:провод|кабел)/, /^(?:оборва|порва|лежит|лежат|искрит|искрят|оголен|упал|свиса|замкну|замыка)/],
  },
  { key: 'wires', all: [/^искр(?:ит|ят)$/] },
  {
    key: 'wires',
    all: [/^(?:столб|опор)/, /^(?:упал|падает|рухнул|рухнет|упадет)/],
    unless: /^(?:знак|остановк)/,
  },
  { key: 'flood', all: [/^вод/, /^(?:поднимается|прибывает|подступает|подошла)$/] },
  { key: 'med', all: [/^(?:инсульт|инфаркт|задыхается|умирает)$/], wordsMax: 25 },
  { key: 'med', all: [/^сознани/, /^(?:без|потерял|потеряла)$/], wordsMax: 25 },
  {
    key: 'med',
    all: [/^скор(?:ая|ую|ой)$/, /^(?:едет|приехал|приезжает|дождаться|ждем|отказ)/],
    wordsMax: 25,
  },
  { key: 'lift', all: [/^застря/, /^лифт/] },
  { key: 'bite', all: [/^(?:укусил|покусал|искусал|напал)/, /^(?:собак|собач|пес$|пса$|псы$|стая)/] },
  {
    key: 'avar',
    all: [/^(?:прорвал|лопнул|хлещет|фонтан)/, /^(?:труб|батаре|стояк|кипят|теплотрасс|радиатор)/],
  },
  { key: 'danger', all: [/^люк/, /^(?:открыт|крышк|провалил)/] },
]

/** A quick test of one word, to be remembered with it: a text without such words holds no danger. */
export const mayMeanDanger = (word: string): boolean => dangers.some(({ all }) => all[0]?.test(word) === true)
