/** What a citizen reads while asking. Every line was read aloud once. */
import type { Municipality, Topic } from '../../src/domain/directory.ts'
import type { OpenedTicket } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { deadlineInWords, momentInWords, usualTimeInWords } from '../../src/domain/moment-in-words.ts'
import { safetyAdvice } from '../../src/domain/safety.ts'
import type { Instant } from '../../src/domain/time.ts'
import { button, cancelButton, citizenMenu, inline, topicButton } from '../keyboards.ts'

export const greeting = (communityTitle: string): OutgoingMessage => ({
  text: `Здравствуйте! Это «${communityTitle}». Я бот: приму вопрос, передам тому, кто отвечает, и прослежу за сроком.\n\nНапишите, что случилось и где. Можно с фото.`,
  keyboard: citizenMenu,
})

export const askWords: OutgoingMessage = {
  text: 'Напишите одним сообщением, что случилось и где. Можно добавить фото.',
  keyboard: citizenMenu,
}

export const askMoreWords: OutgoingMessage = {
  text: 'Расскажите чуть подробнее: что случилось и где? Если нужна срочная помощь, звоните 112.',
  keyboard: inline([
    button('Позвать человека', { kind: 'human' }),
    button('Отправить так', { kind: 'skip' }),
    cancelButton,
  ]),
}

export const askWordsForHuman: OutgoingMessage = {
  text: 'Позову. Напишите, в чём вопрос, — сотрудник прочитает и ответит вам здесь.',
  keyboard: citizenMenu,
}

export const askWordsAgain: OutgoingMessage = {
  text: 'Без слов мне не разобраться. Напишите хотя бы коротко, что случилось, или пришлите голосовое — его послушает сотрудник.',
  keyboard: inline([button('Позвать человека', { kind: 'human' }), cancelButton]),
}

export const askWhatIsInPhoto: OutgoingMessage = {
  text: 'Получил. Что здесь случилось и где это? Напишите парой слов.',
  keyboard: inline([button('Отправить так', { kind: 'skip' }), cancelButton]),
}

export const askWhatIsThere: OutgoingMessage = {
  text: 'Место вижу. Напишите, что там случилось, — можно с фото.',
  keyboard: citizenMenu,
}

export const looksLikeAdvertisement: OutgoingMessage = {
  text: 'Это похоже на рекламу, поэтому я никому её не передал. Если это вопрос или жалоба — нажмите кнопку, и я передам.',
  keyboard: inline([button('Это вопрос', { kind: 'skip' }, 'primary'), cancelButton]),
}

export const stayCalm: OutgoingMessage = {
  text: 'Понимаю, что накипело. Напишите, что случилось и где, — передам тому, кто отвечает. Или позову человека.',
  keyboard: citizenMenu,
}

export const youAreWelcome: OutgoingMessage = {
  text: 'Пожалуйста! Если появится вопрос — просто напишите.',
  keyboard: citizenMenu,
}

/** Says that it is ready-made: nobody should think that a person has read the question. */
export const readyAnswer = (answer: string): OutgoingMessage => ({
  text: `${answer}\n\nЭто готовый ответ, его прислал бот. Если он не о том, передам вопрос сотруднику.`,
  keyboard: inline([
    button('Помогло', { kind: 'faqHelped' }, 'positive'),
    button('Передать сотруднику', { kind: 'toStaff' }),
  ]),
})

export const gladItHelped: OutgoingMessage = {
  text: 'Рад, что помогло! Если появится ещё вопрос — просто напишите.',
  keyboard: citizenMenu,
}

export const safety = (danger: string): readonly OutgoingMessage[] => {
  const advice = safetyAdvice(danger)
  return advice === null ? [] : [{ text: advice }]
}

export const askTopic = (topics: readonly Topic[]): OutgoingMessage => ({
  text: 'Понял. Уточните, пожалуйста: о чём вопрос?',
  keyboard: inline(...topics.map((topic) => [topicButton(topic.button, topic.id)]), [
    button('Другое', { kind: 'otherTopic' }),
    cancelButton,
  ]),
})

/** The last button leaves it to the page that was written to. */
export const askMunicipality = (municipalities: readonly Municipality[]): OutgoingMessage => ({
  text: 'Чтобы не ошибиться: где это?',
  keyboard: inline(
    ...municipalities.map((found) => [
      button(found.title, { kind: 'municipality', municipalityId: found.id }),
    ]),
    [button('Другое', { kind: 'otherTopic' }), cancelButton],
  ),
})

export const askPlace: OutgoingMessage = {
  text: 'Где это? Напишите улицу и дом или отправьте место на карте.',
  keyboard: {
    inline: true,
    rows: [
      [{ type: 'location', payload: { c: 'place' } }],
      [button('Пропустить', { kind: 'skip' }), cancelButton],
    ],
  },
}

export interface ReceiptTimes {
  readonly now: Instant
  /** When the owner is at work again; null: at work now. */
  readonly opensAt: Instant | null
  /** Half of the first answers of the owner came within that time; null: too few to tell. */
  readonly usualSeconds: number | null
  /** How an official appeal is filed. */
  readonly officialWays: string
}

export const receipt = (
  view: OpenedTicket,
  wantsHuman: boolean,
  danger: string | null,
  times: ReceiptTimes,
): OutgoingMessage => {
  const { ticket } = view
  const lines = [
    `Обращение № ${ticket.id} принято${wantsHuman ? ', позвал человека' : ''}.`,
    ...ownerLines(view, times),
    danger !== null && ticket.place === null
      ? 'Напишите точный адрес, если можете: сотрудник разберётся быстрее. Срочная помощь — 112.'
      : 'Дописать или добавить фото можно прямо сюда.',
    '',
    `Это сообщение в соцсети, а не официальное обращение по закону № 59-ФЗ. Официальное можно подать ${times.officialWays}.`,
  ]
  return { text: lines.join('\n'), keyboard: citizenMenu }
}

/** Who answers, and when. */
export function ownerLines(
  view: OpenedTicket,
  { now, opensAt, usualSeconds }: ReceiptTimes,
): readonly string[] {
  const owner = view.ownerTitle ?? 'координатор — он решит, кому передать'
  const { ticket, timeZone } = view
  return [
    `Ответит: ${owner}.${usualSeconds === null ? '' : ` Обычно отвечает ${usualTimeInWords(usualSeconds)}.`}`,
    ...(opensAt === null
      ? []
      : [`Сейчас там нерабочее время. Снова на месте — ${momentInWords(opensAt, now, timeZone)}.`]),
    `Первый ответ — ${deadlineInWords(ticket.firstReplyDueAt, now, timeZone)}. Решение или точный срок — ${deadlineInWords(ticket.finalAnswerDueAt, now, timeZone)}.`,
    ...(view.incident === null ? [] : [aboutIncident(view.incident.told)]),
  ]
}

const aboutIncident = (told: string | null): string =>
  told === null
    ? 'Об этом сейчас пишут многие: похоже, это общая проблема. Как только станет известно, напишем всем.'
    : `Об этом сейчас пишут многие. Что известно: ${told}`

/** The person fell silent or the bot was updated in the middle; what was said is not lost. */
export const registeredLater =
  'Ваш прошлый вопрос остался недосказанным, и я передал его таким, каким он был.'
