/** What a citizen reads while asking. Every line was read aloud once. */
import { type Wording, worded } from '../../src/domain/bot-texts/wording.ts'
import type { Municipality, Topic } from '../../src/domain/directory.ts'
import type { OpenedTicket } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { deadlineInWords, momentInWords, usualTimeInWords } from '../../src/domain/moment-in-words.ts'
import { safetyAdvice } from '../../src/domain/safety.ts'
import type { Instant } from '../../src/domain/time.ts'
import { button, cancelButton, citizenMenu, inline, topicButton } from '../keyboards.ts'

export const greeting = (wording: Wording, communityTitle: string): OutgoingMessage => ({
  text: worded(wording, 'greeting', { сообщество: communityTitle }),
  keyboard: citizenMenu,
})

export const askWords = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'ask-words', {}),
  keyboard: citizenMenu,
})

export const askMoreWords = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'ask-more-words', {}),
  keyboard: inline([
    button('Позвать человека', { kind: 'human' }),
    button('Отправить так', { kind: 'skip' }),
    cancelButton,
  ]),
})

export const askWordsForHuman = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'ask-for-human', {}),
  keyboard: citizenMenu,
})

export const askWordsAgain: OutgoingMessage = {
  text: 'Без слов мне не разобраться. Напишите хотя бы коротко, что случилось, или пришлите голосовое — его послушает сотрудник.',
  keyboard: inline([button('Позвать человека', { kind: 'human' }), cancelButton]),
}

export const askWhatIsInPhoto = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'ask-photo', {}),
  keyboard: inline([button('Отправить так', { kind: 'skip' }), cancelButton]),
})

export const askWhatIsThere: OutgoingMessage = {
  text: 'Место вижу. Напишите, что там случилось, — можно с фото.',
  keyboard: citizenMenu,
}

export const looksLikeAdvertisement = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'advertisement', {}),
  keyboard: inline([button('Это вопрос', { kind: 'skip' }, 'primary'), cancelButton]),
})

export const stayCalm = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'stay-calm', {}),
  keyboard: citizenMenu,
})

export const youAreWelcome = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'thanks', {}),
  keyboard: citizenMenu,
})

/** Says that it is ready-made: nobody should think that a person has read the question. */
export const readyAnswer = (wording: Wording, answer: string): OutgoingMessage => ({
  text: `${answer}\n\n${worded(wording, 'faq-note', {})}`,
  keyboard: inline([
    button('Помогло', { kind: 'faqHelped' }, 'positive'),
    button('Передать сотруднику', { kind: 'toStaff' }),
  ]),
})

export const gladItHelped = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'faq-helped', {}),
  keyboard: citizenMenu,
})

export const safety = (danger: string): readonly OutgoingMessage[] => {
  const advice = safetyAdvice(danger)
  return advice === null ? [] : [{ text: advice }]
}

export const askTopic = (wording: Wording, topics: readonly Topic[]): OutgoingMessage => ({
  text: worded(wording, 'ask-topic', {}),
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

export const askPlace = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'ask-place', {}),
  keyboard: {
    inline: true,
    rows: [
      [{ type: 'location', payload: { c: 'place' } }],
      [button('Пропустить', { kind: 'skip' }), cancelButton],
    ],
  },
})

/** What the receipt says beside the ticket itself. */
export interface ReceiptTimes {
  readonly now: Instant
  readonly wording: Wording
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
  const { wording } = times
  const lines = [
    worded(wording, wantsHuman ? 'receipt-human' : 'receipt', { номер: String(ticket.id) }),
    ...ownerLines(view, times),
    danger !== null && ticket.place === null
      ? 'Напишите точный адрес, если можете: сотрудник разберётся быстрее. Срочная помощь — 112.'
      : worded(wording, 'receipt-add', {}),
    '',
    `Это сообщение в соцсети, а не официальное обращение по закону № 59-ФЗ. Официальное можно подать ${times.officialWays}.`,
  ]
  return { text: lines.join('\n'), keyboard: citizenMenu }
}

/** Who answers, and when. */
export function ownerLines(
  view: OpenedTicket,
  { now, wording, opensAt, usualSeconds }: ReceiptTimes,
): readonly string[] {
  const owner = view.ownerTitle ?? 'координатор — он решит, кому передать'
  const { ticket, timeZone } = view
  return [
    `Ответит: ${owner}.${usualSeconds === null ? '' : ` Обычно отвечает ${usualTimeInWords(usualSeconds)}.`}`,
    ...(opensAt === null
      ? []
      : [worded(wording, 'receipt-closed', { 'когда откроются': momentInWords(opensAt, now, timeZone) })]),
    worded(wording, 'receipt-deadline', {
      'первый ответ': deadlineInWords(ticket.firstReplyDueAt, now, timeZone),
      решение: deadlineInWords(ticket.finalAnswerDueAt, now, timeZone),
    }),
    ...(view.incident === null ? [] : [aboutIncident(wording, view.incident.told)]),
  ]
}

const aboutIncident = (wording: Wording, told: string | null): string =>
  told === null ? worded(wording, 'receipt-many', {}) : `Об этом сейчас пишут многие. Что известно: ${told}`

/** The person fell silent or the bot was updated in the middle; what was said is not lost. */
export const registeredLater =
  'Ваш прошлый вопрос остался недосказанным, и я передал его таким, каким он был.'
