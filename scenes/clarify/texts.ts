/** What an administrator reads while asking a citizen back. */
import type { TicketView } from '../../src/domain/desk.ts'
import { type TicketId, ticketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { momentInWords } from '../../src/domain/moment-in-words.ts'
import type { Instant } from '../../src/domain/time.ts'
import { button, cancelButton, inline } from '../keyboards.ts'
import { questionToCitizen } from './notices.ts'

const offered = ['Какой точный адрес?', 'Пришлите, пожалуйста, фото.', 'Когда это случилось?'] as const

export const askQuestion = (id: TicketId): OutgoingMessage => ({
  text: `Что спросить у жителя по № ${id}? Выберите или напишите своими словами. Пока ждём ответа, срок решения не идёт.`,
  keyboard: inline(...offered.map((words) => [button(words, { kind: 'reason', reason: words })]), [
    cancelButton,
  ]),
  about: id,
})

export const questionHasNoWords: OutgoingMessage = {
  text: 'В вопросе нужны слова: напишите хотя бы одно предложение.',
  keyboard: inline([cancelButton]),
}

/** The words exactly as the citizen will see them. */
export const preview = (draft: {
  readonly ticketId: number
  readonly signature: string
  readonly text: string
  readonly cmid: number
}): OutgoingMessage => {
  const id = ticketId(draft.ticketId)
  return {
    text: `Так вопрос по № ${id} увидит житель:\n\n${questionToCitizen(id, draft.text, draft.signature).text}`,
    keyboard: inline([
      button('Отправить', { kind: 'send', ticketId: id, cmid: draft.cmid }, 'positive'),
      button('Исправить', { kind: 'rewrite' }),
      cancelButton,
    ]),
    about: id,
  }
}

export const asked = ({ ticket, timeZone }: TicketView, now: Instant): OutgoingMessage => ({
  text: `Вопрос по № ${ticket.id} ушёл жителю. Срок решения не идёт, пока он не ответит.${ticket.pausedUntil === null ? '' : ` Без ответа пойдёт снова ${momentInWords(ticket.pausedUntil, now, timeZone)}.`} Ответ придёт сюда.`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
  about: ticket.id,
})
