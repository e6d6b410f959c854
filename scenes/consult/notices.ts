/** Words of staff for each other about a ticket. */
import type { TicketView } from '../../src/domain/desk.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import type { ColleagueQuestion } from '../../src/domain/staff-work.ts'
import { placeOf, shorten } from '../card/words.ts'
import { button, inline } from '../keyboards.ts'

export const noteWritten = (view: TicketView, author: string, text: string): OutgoingMessage => ({
  text: `Заметка к № ${view.ticket.id}, ${author}:\n\n${shorten(text)}\n\nЖитель её не видит.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

/** How such a question begins: a reply to it is its answer. */
export const questionHeading = /^Вопрос коллег (\d{1,9}) об обращении № \d+/u

/** Without `about`: a reply answers the colleagues, never the citizen. */
export const colleaguesAsked = (
  view: TicketView,
  question: ColleagueQuestion,
  citizenWords: string,
): OutgoingMessage => {
  const place = placeOf(view)
  return {
    text: [
      `Вопрос коллег ${question.id} об обращении № ${view.ticket.id}. Спрашивает: ${view.ownerTitle ?? 'координатор'}. Жителю ответят они, от вас нужна только справка.`,
      '',
      shorten(question.text),
      '',
      'О чём писал житель:',
      ...(place === null ? [] : [`Место: ${place}`]),
      shorten(citizenWords) || 'Без текста.',
    ].join('\n'),
    keyboard: inline([
      button('Ответить коллегам', { kind: 'answerColleagues', questionId: question.id }, 'positive'),
    ]),
  }
}

export const colleaguesAnswered = (
  question: ColleagueQuestion,
  institutionTitle: string,
  text: string,
): OutgoingMessage => ({
  text: `${institutionTitle} — о № ${question.ticketId}.\nВы спрашивали: ${shorten(question.text)}\n\nОтвет: ${shorten(text)}\n\nЖителю это не ушло: ответьте ему своими словами.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: question.ticketId }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: question.ticketId }),
  ]),
  about: question.ticketId,
})
