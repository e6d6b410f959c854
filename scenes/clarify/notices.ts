/** What a question back means for both sides. */
import type { TicketView } from '../../src/domain/desk.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import type { Instant } from '../../src/domain/time.ts'
import { leftUntil } from '../card/words.ts'
import { button, citizenMenu, inline } from '../keyboards.ts'

export const questionToCitizen = (ticketId: TicketId, text: string, signature: string): OutgoingMessage => ({
  text: `Уточняют по обращению № ${ticketId}:\n\n${text}\n\n— ${signature}\n\nОтветьте прямо здесь: ваше следующее сообщение уйдёт в это обращение.`,
  keyboard: citizenMenu,
  about: ticketId,
})

/** The citizen has not answered for as long as the clock may stand. */
export const clarificationUnanswered = (view: TicketView, now: Instant): OutgoingMessage => {
  const { id: ticketId, finalAnswerDueAt } = view.ticket
  return {
    text: `Житель не ответил на ваш вопрос по № ${ticketId}. Срок снова идёт — решение: ${leftUntil(finalAnswerDueAt, now, view.timeZone)}. Ответьте по тому, что известно, и напишите, чего не хватило.`,
    keyboard: inline([
      button('Ответить', { kind: 'write', ticketId }, 'positive'),
      button('Подробнее', { kind: 'more', ticketId }),
    ]),
    about: ticketId,
  }
}
