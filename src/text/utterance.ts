/** What a person does by writing a text: asks, greets, thanks, agrees, or says nothing in words. */
import type { Utterance } from '../domain/understanding.ts'
import { isAbuse, isAdvertisement } from './unwanted.ts'
import type { Word } from './words.ts'

export function utteranceOf(text: string, words: readonly Word[]): Utterance {
  if (words.length === 0) return bySigns(text)
  if (isAdvertisement(text)) return 'advertisement'
  if (isAbuse(words.map((word) => word.text))) return 'abuse'
  if (words.length > shortWordsMax || text.includes('?')) return 'question'
  if (words.every(({ text: word }) => greeting.has(word) || address.has(word))) return 'greeting'
  if (words.some(({ text: word }) => but.has(word))) return 'question'
  if (words.some(({ text: word }) => thanks.has(word))) return isOnlyThanks(words) ? 'thanks' : 'question'
  return words.every(({ text: word }) => agreement.has(word) || address.has(word)) ? 'agreement' : 'question'
}

/** A long text is a question even when it thanks: «спасибо, но …» must not be lost. */
const shortWordsMax = 8
/** Words of a short thanks that are neither thanks nor filler: «спасибо за быстрый ответ». */
const otherWordsInThanksMax = 4

function bySigns(text: string): Utterance {
  if (/[🙏❤💐🌹🤝]/u.test(text)) return 'thanks'
  return /^[\s+👍👌✅]+$/u.test(text) && /\S/u.test(text) ? 'agreement' : 'empty'
}

function isOnlyThanks(words: readonly Word[]): boolean {
  const others = words.filter(
    ({ text: word }) =>
      !thanks.has(word) && !greeting.has(word) && !agreement.has(word) && !address.has(word),
  )
  return others.length <= otherWordsInThanksMax
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u))

const greeting = setOf(
  'здравствуйте здраствуйте здравствуй здрасте здрасьте привет приветствую добрый доброе доброго доброй день дня утро утра вечер вечера ночи сутки времени суток хай hello hi начать старт start',
)
const address = setOf('вам вас всем вы и да ну же я уважаемые уважаемая коллеги администрация бот')
const thanks = setOf(
  'спасибо спс спасибочки благодарю благодарим благодарна благодарен благодарность пасиб пасибо',
)
const agreement = setOf(
  'ок окей ok okay хорошо понятно понял поняла ясно ладно да ага угу принято договорились согласен согласна отлично супер хорош норм нормально все всё так буду жду ждать поняли добро прекрасно замечательно',
)
/** The thanks or the consent is only a beginning. */
const but = setOf('но а не нет однако только почему когда где как сколько куда прошу помогите')
