/** Sentences, words and how hard a Russian text is to read. */

/** Points after these do not end a sentence. */
const abbreviations =
  /(?<![\p{L}])(?:ул|д|кв|г|гг|пр|просп|пер|пл|стр|корп|т|тел|руб|коп|тыс|млн|им|см|ст|п|пп|ч|мин|каб|обл|р-н|мкр|и\.\s?о|т\.\s?[едкп])\.$/iu

export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = []
  let current = ''
  for (const piece of text.split(/(?<=[.!?…])\s+|\n+/u)) {
    current = current === '' ? piece : `${current} ${piece}`
    const isOpen = abbreviations.test(current) || /(?<![\p{L}])\p{Lu}\.$/u.test(current)
    if (isOpen) continue
    sentences.push(current.trim())
    current = ''
  }
  return [...sentences, current.trim()].filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

export const wordsIn = (text: string): readonly string[] =>
  text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []

const vowels = /[аеёиоуыэюя]/giu

/**
 * Reading ease of Flesch with the coefficients for Russian: 206.836 − 1.52 · words a sentence − 65.14 · syllables a word.
 * Plain speech is at 60 and more, a newspaper near 40, a statute below 10.
 * @see И. В. Оборнева, «Автоматизированная оценка сложности учебных текстов», 2006
 */
export function readingEase(text: string): number {
  const words = wordsIn(text).filter((word) => /\p{L}/u.test(word))
  const sentences = sentencesOf(text).length
  if (words.length === 0 || sentences === 0) return 100
  const syllables = words.reduce((sum, word) => sum + Math.max(1, word.match(vowels)?.length ?? 1), 0)
  return 206.836 - 1.52 * (words.length / sentences) - 65.14 * (syllables / words.length)
}

const activeParticiple = /^[а-яё]{2,}(?:ущ|ющ|ащ|ящ|вш)(?:ий|ая|ее|ие|его|ему|им|ем|ей|ую|их|ими)(?:ся)?$/iu
const passiveParticiple =
  /^[а-яё]{3,}(?:анн|янн|енн|ённ|ем|им|ом)(?:ый|ая|ое|ые|ого|ому|ым|ом|ой|ую|ых|ыми)$/iu
/** Adjectives that only look like participles. */
const notParticiples =
  /^(?:следующ|будущ|текущ|общ|настоящ|хорош|лучш|больш|меньш|стар(?:ш)|млад(?:ш)|вчераш|сегодняшн|бывш|дальнейш|ближайш|постоянн|обществен|государствен|муниципальн|качествен|количествен|современн|временн|ответствен|собствен|непосредствен|соответствен|определенн|обыкновен|деревянн|каменн|стеклянн|времен|ежедневн|естествен|искусствен|отечествен|производствен|хозяйствен|торжествен|единствен|утренн|внутренн|весенн|осенн|любим|необходим|незаменим|родим|зим|знаком|так|как|друг)/iu

/** Participles of a sentence, roughly: by their endings. */
export const participlesIn = (sentence: string): readonly string[] =>
  wordsIn(sentence).filter(
    (word) => (activeParticiple.test(word) || passiveParticiple.test(word)) && !notParticiples.test(word),
  )

/** Beginnings of the words that carry the meaning, for comparing two texts: «фонари» and «фонаря» begin alike. */
export function keyBeginnings(text: string): ReadonlySet<string> {
  const words = wordsIn(text.toLowerCase().replaceAll('ё', 'е'))
  const telling = words.filter(
    (word) => word.length >= wordLengthMin && !empty.test(word) && !short.has(word),
  )
  return new Set(telling.map((word) => word.slice(0, Math.min(beginningLength, word.length - 1))))
}

const wordLengthMin = 3
const beginningLength = 4
const short: ReadonlySet<string> = new Set(
  `для что как где все это при над под или нет еще нас вас нам вам мне они она так там тут кто его был ваш наш мой раз
  тот эта эти того тому чем чтоб без про том ней нее них ими два три год дня день лет сам вот даже тоже лишь меня себя
  всех всем весь вся наши ваши моя мои свой`.split(/\s+/u),
)
const empty =
  /^(?:здравств|пожалуй|добр|спасиб|почему|когда|можно|нужно|очень|котор|чтобы|такой|такая|такие|этого|этому|этой|ваше|вашего|вашем|вашу|наше|нашего|нашем|нашей|будет|будут|было|были|быть|есть|если|только|уже|просим|прошу|подскаж|скажите|обращен|вопрос|сообща|сделайте|помогите|примите|администрац|уважаем)/u
