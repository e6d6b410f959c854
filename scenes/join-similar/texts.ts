import type { TicketView } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { deadlineInWords, plural } from '../../src/domain/moment-in-words.ts'
import { atPlace } from '../../src/domain/place-names.ts'
import type { Instant } from '../../src/domain/time.ts'
import { button, citizenMenu, inline } from '../keyboards.ts'

interface Offered {
  readonly topicTitle: string
  readonly place: string
  readonly people: number
}

/** Nothing of other people: only what it is about, where, and how many. */
export const offer = ({ topicTitle, place, people }: Offered): OutgoingMessage => ({
  text: `${known(people)}: «${topicTitle}», ${atPlace(place)}. Присоединиться? Ответ придёт и вам.`,
  keyboard: inline(
    [button('Присоединиться', { kind: 'join' }, 'positive')],
    [button('Нет, у меня другое', { kind: 'notSame' })],
  ),
})

const known = (people: number): string =>
  people === 1
    ? 'Похоже, об этом уже сообщил другой житель'
    : `Похоже, об этом уже ${plural(people, 'сообщил', 'сообщили', 'сообщили')} ${people} ${plural(people, 'житель', 'жителя', 'жителей')}`

export const joined = (view: TicketView, now: Instant): OutgoingMessage => ({
  text: `Присоединил вас к обращению № ${view.ticket.id}. Ваши слова прочитает ${view.ownerTitle ?? 'координатор'}. Решение или точный срок — ${deadlineInWords(view.ticket.finalAnswerDueAt, now, view.timeZone)}, ответ придёт сюда и вам.`,
  keyboard: citizenMenu,
})
