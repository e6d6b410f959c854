import { type Wording, worded } from '../../src/domain/bot-texts/wording.ts'
import type { TicketView } from '../../src/domain/desk.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { button, citizenMenu, inline } from '../keyboards.ts'

const offeredMax = 4

export const askWhich = (ids: readonly TicketId[]): OutgoingMessage => ({
  text:
    ids.length > 1
      ? 'У вас открыто несколько обращений. К какому это добавить?'
      : `Это к обращению № ${ids[0] ?? ''} или новый вопрос?`,
  keyboard: inline(
    ...ids.slice(-offeredMax).map((ticketId) => [button(`К № ${ticketId}`, { kind: 'addTo', ticketId })]),
    [button('Это новый вопрос', { kind: 'new' })],
  ),
})

export const askAddition = (ticketId: TicketId): OutgoingMessage => ({
  text: `Что добавить к № ${ticketId}? Напишите или пришлите фото, и я передам.`,
  keyboard: citizenMenu,
})

export const added = (wording: Wording, { ticket, ownerTitle }: TicketView): OutgoingMessage => ({
  text: worded(wording, 'added', { номер: String(ticket.id), 'кто ответит': ownerTitle ?? 'координатор' }),
  keyboard: inline([button('Это новый вопрос', { kind: 'new' }), button('Мои обращения', { kind: 'mine' })]),
})

/** The ticket was closed between the question and the button: what was said goes on by itself. */
export const registeredInstead = (ticketId: TicketId, receipt: OutgoingMessage): OutgoingMessage => ({
  ...receipt,
  text: `Обращение № ${ticketId} уже закрыто, по нему ответили. Поэтому принял ваши слова как новый вопрос.\n\n${receipt.text}`,
})

export const ticketClosed = (ticketId: TicketId): OutgoingMessage => ({
  text: `По обращению № ${ticketId} уже ответили. Если вопрос остался, напишите его — приму как новый.`,
  keyboard: citizenMenu,
})
