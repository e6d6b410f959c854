/** What a citizen has to hear, told by rules so simple that they can be seen to be right. */

export interface PersonModel {
  openTickets: number
  /** The bot has asked for the words of a new question. */
  isAsked: boolean
  said: number
  /** What the bot has to answer, in order; nothing else. */
  readonly expected: RegExp[]
}

export const newPerson = (): PersonModel => ({ openTickets: 0, isAsked: false, said: 0, expected: [] })

export interface Saying {
  text(): string
  /** Is it foreseen by the model? */
  fits(person: PersonModel): boolean
  /** Changes the model and returns what has to be heard. */
  apply(person: PersonModel): RegExp
}

const always = (): boolean => true

let house = 4

/** Far enough from the last one that nobody is asked to join a neighbour. */
const askAboutRoad = (): string =>
  `На улице Мира, ${(house += 20)} огромная яма на дороге, машину чуть не разбил`

export const sayings: Readonly<Record<string, Saying>> = {
  question: {
    text: askAboutRoad,
    // With several open tickets the bot asks which one is meant.
    fits: (person) => person.isAsked || person.openTickets < 2,
    apply: (person) => {
      if (!person.isAsked && person.openTickets === 1) return /^Добавил к обращению № \d+/u
      person.isAsked = false
      person.openTickets += 1
      return /^Обращение № \d+ принято/u
    },
  },
  another: {
    text: () => 'Новый вопрос',
    fits: always,
    apply: (person) => {
      person.isAsked = true
      return /^Напишите одним сообщением, что случилось/u
    },
  },
  list: {
    text: () => 'Мои обращения',
    fits: always,
    apply: (person) => (person.openTickets > 0 ? /^Ваши обращения:/u : /^Обращений у вас пока нет/u),
  },
  cancel: {
    text: () => 'Отмена',
    fits: always,
    apply: (person) => {
      const wasAsked = person.isAsked
      person.isAsked = false
      return wasAsked ? /^Хорошо, не отправляю/u : /^Сейчас отменять нечего/u
    },
  },
  greeting: {
    text: () => 'Здравствуйте!',
    fits: always,
    apply: (person) => {
      // Whoever has no open ticket is asked for words; otherwise it is a mere greeting.
      if (person.openTickets === 0) person.isAsked = true
      return /^Здравствуйте! Это «/u
    },
  },
}
