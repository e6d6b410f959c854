/** What an administrator reads while answering. */
import type { AnswerCheck } from '../../src/domain/answer-quality/check-answer.ts'
import type { TicketRefusal, TicketView } from '../../src/domain/desk.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { checkInWords } from './check-texts.ts'
import { button, cancelButton, inline, staffMenu } from '../keyboards.ts'

const textLengthMax = 3_500

export const askAnswer = (id: TicketId): OutgoingMessage => ({
  text: `Напишите ответ на № ${id} одним сообщением. Перед отправкой покажу, как его увидит житель.`,
  keyboard: inline([cancelButton]),
  about: id,
})

export const answerHasNoWords: OutgoingMessage = {
  text: 'В ответе нужны слова: напишите хотя бы одно предложение. Фото можно приложить к нему.',
  keyboard: inline([cancelButton]),
}

export const answerTooLong: OutgoingMessage = {
  text: `Ответ длиннее ${textLengthMax} знаков — VK его не примет. Сократите, пожалуйста, и пришлите ещё раз.`,
  keyboard: inline([cancelButton]),
}

export const isTooLong = (text: string): boolean => text.length > textLengthMax

/** The words exactly as the citizen will see them. */
export const preview = (
  shown: { readonly ticketId: TicketId; readonly cmid: number },
  words: string,
  attachments: number,
  check: AnswerCheck,
): OutgoingMessage => ({
  text: [
    `Так ответ на № ${shown.ticketId} увидит житель:`,
    '',
    words,
    ...(attachments > 0 ? ['', `Вложений: ${attachments}.`] : []),
    ...checkInWords(check),
  ].join('\n'),
  keyboard: inline(
    [
      ...(check.isSendable ? [button('Отправить', { kind: 'send', ...shown }, 'positive')] : []),
      button('Исправить', { kind: 'rewrite' }),
    ],
    [button('Заметка', { kind: 'note', ...shown }), cancelButton],
    ...(check.better === null ? [] : [[button('Взять вариант проще', { kind: 'takeBetter', ...shown })]]),
  ),
  about: shown.ticketId,
})

export const sent = (view: Pick<TicketView, 'ticket'>, isCoordinator: boolean): OutgoingMessage => ({
  text: `Ответ на № ${view.ticket.id} отправлен. Спасибо!`,
  keyboard: staffMenu(isCoordinator),
})

/** Why nothing was done, and what to do instead. */
export const refused = (id: TicketId, refusal: TicketRefusal): OutgoingMessage => ({
  text: refusalText(id, refusal),
  keyboard: inline([button('Очередь', { kind: 'queue' })]),
})

function refusalText(id: TicketId, refusal: TicketRefusal): string {
  switch (refusal.kind) {
    case 'notFound':
      return `Обращения № ${id} нет. Проверьте номер или откройте очередь.`
    case 'notYours':
      return `Обращение № ${id} сейчас не у вашего учреждения. Жителю ничего не ушло. Ваши обращения — в очереди.`
    case 'alreadyTaken':
      return `Обращением № ${id} уже занимается ${refusal.byName}.`
    case 'alreadyAnswered':
      return `На обращение № ${id} уже ответили, оно закрыто. Жителю ничего не ушло.`
    case 'alreadyPromised':
      return `По обращению № ${id} срок уже называли. Второй раз его переносит только координатор: дайте окончательный ответ или попросите координатора.`
    case 'alreadyAsked':
      return `По № ${id} жителя уже спросили, ждём его ответа. Если ответить можно и так — отвечайте.`
    case 'notAnswered':
      return `По обращению № ${id} ответа ещё не было.`
    case 'sameOwner':
      return `Обращение № ${id} уже у этого учреждения. Выберите другое или отдайте координатору.`
    case 'unfilledBlank':
      return `В ответе остался пропуск ${refusal.blank}. Заполните его и отправьте ещё раз.`
    case 'hasFollowers':
      return `Ответа на № ${id} ждут и другие жители.`
    case 'merged':
      return `Обращение № ${id} соединили с № ${refusal.into}: ответьте там. По № ${id} ничего не ушло.`
    case 'personAnswered':
      return `По № ${id} жителю уже отвечал человек.`
    case 'notSamePerson':
      return `Это обращения разных людей или из разных сообществ.`
    case 'withdrawn':
      return `Житель отозвал обращение № ${id}, отвечать не нужно. Ему ничего не ушло.`
  }
}
