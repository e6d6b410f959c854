/** What is told after quiet hours. */
import type { TicketView } from '../../src/domain/desk.ts'
import { withoutMentions } from '../../src/domain/mentions.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { deadlineInWords } from '../../src/domain/moment-in-words.ts'
import { cutText } from '../../src/domain/split-text.ts'
import type { Instant } from '../../src/domain/time.ts'
import { left } from '../card/words.ts'
import { button, inline } from '../keyboards.ts'

const shownMax = 5
const summaryMax = 120

/** A single one needs no introduction. */
export const wordsAfterQuiet = (words: readonly string[]): OutgoingMessage => ({
  text:
    words.length === 1 ? words.join('') : ['Пока вас не беспокоили, пришло и это.', ...words].join('\n\n'),
})

export const afterQuiet = (
  waited: readonly { readonly view: TicketView; readonly news: string }[],
  now: Instant,
): OutgoingMessage => {
  const shown = waited.slice(0, shownMax)
  const rest = waited.length - shown.length
  return {
    text: [
      `Тихие часы кончились. Пока вас не беспокоили, накопилось обращений: ${waited.length}. Самые срочные сверху.`,
      ...shown.map(({ view: { ticket, timeZone, ownerTitle }, news }) => {
        const due = ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt
        return `${news}, ${ownerTitle ?? 'у координаторов'}\nОтветить ${deadlineInWords(due, now, timeZone)} (${left(due, now)})\n${cutText(withoutMentions(ticket.summary), summaryMax)}`
      }),
      ...(rest > 0 ? [`И ещё ${rest} — в очереди.`] : []),
    ].join('\n\n'),
    keyboard: inline(
      ...shown.map(({ view: { ticket } }) => [
        button(`Открыть № ${ticket.id}`, { kind: 'more', ticketId: ticket.id }),
      ]),
      ...(rest > 0 ? [[button('Очередь', { kind: 'queue' })]] : []),
    ),
  }
}
