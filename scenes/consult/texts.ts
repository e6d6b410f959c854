import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import type { ConsultRefusal } from '../../src/domain/staff-work.ts'
import { refused as ticketRefused } from '../answer/texts.ts'
import { type Offered, ownerRows } from '../forward/texts.ts'
import { button, cancelButton, inline } from '../keyboards.ts'

export const askWhom = (offered: Offered): OutgoingMessage => ({
  text: `Кого спросить о № ${offered.ticketId}? Выберите или напишите часть названия. Обращение останется у вас, срок не изменится.`,
  keyboard: inline(...ownerRows(offered), [cancelButton]),
})

export const nobodyFound: OutgoingMessage = {
  text: 'Такого учреждения не нашёл. Напишите иначе, например «школа 3».',
  keyboard: inline([cancelButton]),
}

export const askWords = (title: string): OutgoingMessage => ({
  text: `Напишите вопрос. Его получит ${title}. Слова жителя покажу без имени и телефонов.`,
  keyboard: inline([cancelButton]),
})

export const asked = (title: string): OutgoingMessage => ({
  text: `Вопрос отправлен: его получит ${title}. Ответ придёт сюда и останется в заметках. Жителю ничего не ушло.`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})

export const askReply = (id: number): OutgoingMessage => ({
  text: `Напишите ответ коллегам на вопрос ${id} одним сообщением. Житель его не увидит.`,
  keyboard: inline([cancelButton]),
})

export const replied = (ticketId: TicketId): OutgoingMessage => ({
  text: `Передал коллегам ваш ответ о № ${ticketId}. Спасибо! Жителю ответят они.`,
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})

export const noteKept = (ticketId: TicketId): OutgoingMessage => ({
  text: `Заметка к № ${ticketId} сохранена. Житель её не увидит.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId }),
  ]),
  about: ticketId,
})

export function refused(ticketId: TicketId, refusal: ConsultRefusal): OutgoingMessage {
  const keyboard = inline([button('Очередь', { kind: 'queue' })])
  switch (refusal.kind) {
    case 'nobodyThere':
      return {
        text: 'В этом учреждении пока некому ответить здесь. Спросите другое или позвоните им.',
        keyboard,
      }
    case 'alreadyReplied':
      return { text: 'На этот вопрос уже ответил ваш коллега. Спасибо!', keyboard }
    case 'questionUnknown':
      return { text: 'Такого вопроса нет: возможно, кнопка устарела. Что ждёт ответа — в очереди.', keyboard }
    case 'sameOwner':
      return { text: `Обращение № ${ticketId} уже у этого учреждения: спросите другое.`, keyboard }
    default:
      return ticketRefused(ticketId, refusal)
  }
}
