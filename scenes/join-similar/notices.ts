/** What the bot says by itself about people who joined a ticket. */
import type { TicketView } from '../../src/domain/desk.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import { withoutMentions } from '../../src/domain/mentions.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { button, citizenMenu, inline } from '../keyboards.ts'

const wordsMax = 2_500

/** Joined by somebody with the same trouble: one answer serves both. */
export const citizenJoined = (view: TicketView, text: string): OutgoingMessage => ({
  text: `К № ${view.ticket.id} присоединился ещё один житель. Ваш ответ получат все. Его слова:\n\n${cutText(withoutMentions(text), wordsMax) || 'Без текста.'}`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

export const answerToFollower = (ticketId: TicketId, text: string, signature: string): OutgoingMessage => ({
  text: `Ответ на обращение № ${ticketId}, к которому вы присоединились:\n\n${text}\n\n— ${signature}`,
  keyboard: citizenMenu,
})
