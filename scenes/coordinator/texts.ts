/** What those who look after others read: what was found, who is silent. */
import type { TicketView } from '../../src/domain/desk.ts'
import { withoutMentions } from '../../src/domain/mentions.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { durationInWords } from '../../src/domain/moment-in-words.ts'
import { cutText } from '../../src/domain/split-text.ts'
import type { SilentOwner } from '../../src/domain/staff-work.ts'
import { isOpen } from '../../src/domain/ticket.ts'
import { type Instant, secondsBetween } from '../../src/domain/time.ts'
import { button, inline, staffMenu } from '../keyboards.ts'

const shownMax = 5
const lineMax = 120

export const howToFind: OutgoingMessage = {
  text: 'Напишите «найти» и что искать: «найти яма на Мира», «найти Петрова» — или просто номер: «№ 4821».',
}

export const found = (words: string, views: readonly TicketView[], isCoordinator: boolean): OutgoingMessage =>
  views.length === 0
    ? {
        text: `По «${cutText(withoutMentions(words), lineMax)}» среди ваших обращений ничего не нашёл. Попробуйте другое слово или номер.`,
        keyboard: staffMenu(isCoordinator),
      }
    : {
        text: ['Нашёл:', ...views.slice(0, shownMax).map(foundLine)].join('\n\n'),
        keyboard: inline(
          ...views
            .slice(0, shownMax)
            .map(({ ticket }) => [button(`Открыть № ${ticket.id}`, { kind: 'more', ticketId: ticket.id })]),
        ),
      }

const foundLine = ({ ticket, ownerTitle, takenByName }: TicketView): string =>
  [
    `№ ${ticket.id} · ${isOpen(ticket) ? 'открыто' : 'закрыто'} · ${ownerTitle ?? 'у координаторов'}${takenByName === null ? '' : `, ${takenByName}`}`,
    cutText(withoutMentions(ticket.summary), lineMax),
  ].join('\n')

export const silent = (owners: readonly SilentOwner[], now: Instant): OutgoingMessage =>
  owners.length === 0
    ? { text: 'Никто не молчит: просроченных обращений без ответа нет.', keyboard: staffMenu(true) }
    : {
        text: [
          'Молчат — срок первого ответа вышел:',
          ...owners.map(
            ({ institutionTitle, waiting, late, oldestId, oldestAt, hasPeople }) =>
              `${institutionTitle ?? 'Координаторы'}: просрочено ${late}, всего ждут ${waiting}. Дольше всех № ${oldestId} — ${durationInWords(secondsBetween(oldestAt, now))}.${hasPeople || institutionTitle === null ? '' : ' В команде никого нет: дайте им код.'}`,
          ),
        ].join('\n\n'),
        keyboard: inline(
          ...owners
            .slice(0, shownMax)
            .map(({ oldestId }) => [button(`Открыть № ${oldestId}`, { kind: 'more', ticketId: oldestId })]),
        ),
      }
