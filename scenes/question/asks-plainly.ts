/**
 * Whether a short text is a whole question that somebody at the page can answer as it stands: «Когда каникулы», «Во
 * сколько субботник?». «Когда уже дадут», «Где все?» and «Сколько можно» are not: nobody could tell of what.
 */
export function asksPlainly(text: string): boolean {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[а-я0-9]+/gu) ?? []
  const asksAt = words.findIndex((word) => questionWords.has(word))
  if (asksAt === -1 || words.length > wordsMax) return false
  return words.some((word) => word.length >= lettersMin && !questionWords.has(word) && !namesNothing(word))
}

/** Who writes more tells a story. */
const wordsMax = 8
const lettersMin = 4

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u))

const questionWords = setOf(
  'когда где куда откуда кто кому как какой какая какое какие каков сколько скольки почему зачем будет будут есть работает работают',
)

/** Verbs and little words that leave open what is meant. */
const namesNothing = (word: string): boolean => empty.has(word) || /ть?ся$/u.test(word)

const empty = setOf(
  `можно нужно надо быть было были этот этого этому этом опять снова вообще хоть хотя бы тоже также тогда потом теперь
   сейчас сегодня завтра вчера скоро быстро долго дальше давно всем всех всего ничего никто никого нигде никогда здесь там
   такое такой такая такие столько почему дадут дают дать сделают делают делать сделать включат починят исправят приедут
   придут ответят ответите ответ решите решат скажите подскажите пожалуйста здравствуйте добрый день вечер утро помогите помочь
   случилось происходит дела жить ждать терпеть звонить писать обращаться ваши ваша наши наша меня тебя себя вами нами люди`,
)
