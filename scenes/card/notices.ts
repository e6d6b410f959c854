/** The card of a ticket in a dialogue of staff: as it comes, and as it is changed when the ticket changes. */
import type { CardPlace, EarlierTicket, TicketInFull } from '../../src/domain/desk.ts'
import type { OwnPart } from '../../src/domain/find-matters.ts'
import type { Keyboard } from '../../src/domain/keyboard.ts'
import type { Attachment, OutgoingMessage } from '../../src/domain/message.ts'
import { deadlineInWords, momentInWords } from '../../src/domain/moment-in-words.ts'
import type { ResultKind } from '../../src/domain/ticket.ts'
import type { Instant } from '../../src/domain/time.ts'
import { button, inline } from '../keyboards.ts'
import { attachmentsMax, leftUntil, partLine, placeOf, shorten } from './words.ts'

/** Why a card comes: what changed since the reader last saw it. */
type CardOccasion = 'new' | 'forwarded' | 'reopened'

const headings = {
  new: 'Новое обращение',
  forwarded: 'Вам передали обращение',
  reopened: 'Житель вернул обращение',
} as const
const noteWords = { new: '', forwarded: 'Передали с пояснением', reopened: 'Чем недоволен' } as const

/** Replying to it answers the citizen. */
export function ticketCard(
  view: TicketInFull,
  card: {
    readonly occasion: CardOccasion
    readonly note: string | null
    readonly attachments: readonly Attachment[]
    readonly part?: OwnPart
  },
  now: Instant,
): OutgoingMessage {
  const note = card.note === null ? [] : [`${noteWords[card.occasion]}: ${card.note}`]
  return {
    text: [
      `${headings[card.occasion]} № ${view.ticket.id}`,
      ...factLines(view, now),
      ...note,
      ...(card.part === undefined ? [] : [partLine(card.part)]),
      '',
      said(view),
    ].join('\n'),
    keyboard: cardButtons(view),
    attachments: card.attachments.slice(0, attachmentsMax),
    about: view.ticket.id,
    isCard: true,
  }
}

/** The same card after something happened: a glance tells whether there is anything left to do. */
export function changedCard(view: TicketInFull, place: CardPlace, now: Instant): OutgoingMessage {
  const ended = endOf(view, place)
  const heading = `Обращение № ${view.ticket.id}`
  if (ended === null)
    return {
      text: [`${heading}${stateOf(view, now)}`, ...factLines(view, now), '', said(view)].join('\n'),
      keyboard: cardButtons(view),
      about: view.ticket.id,
    }
  return {
    text: [`${heading} ${ended}.`, topicLine(view), '', said(view)].join('\n'),
    ...(place.kind === 'elsewhere' ? {} : { keyboard: inline([more(view)]) }),
    about: view.ticket.id,
  }
}

const resultWords: Readonly<Record<ResultKind, string>> = {
  solved: 'решено',
  explained: 'разъяснили',
  refused: 'отказали',
}

/** Null while it is open and this is the card to answer. */
function endOf({ ticket, takenByName }: TicketInFull, place: CardPlace): string | null {
  if (place.kind === 'replaced') return 'вернулось к вам. Новая карточка ниже: ответьте, пожалуйста, на неё'
  if (place.kind === 'elsewhere') return `передали: ${place.ownerTitle}. Отвечать на него вам больше не нужно`
  if (ticket.mergedIntoId !== null) return `соединено с № ${ticket.mergedIntoId}. Отвечайте там`
  if (ticket.status === 'withdrawn') return 'житель отозвал. Отвечать на него не нужно'
  if (ticket.status !== 'answered') return null
  const result = ticket.result === null ? '' : `, ${resultWords[ticket.result]}`
  const by = takenByName === null ? '' : ` Занимался человек: ${takenByName}.`
  return `закрыто: ответ дали${result}.${by} Отвечать больше не нужно`
}

/** What is going on, in a few words after the number. */
function stateOf({ ticket, takenByName, timeZone }: TicketInFull, now: Instant): string {
  if (ticket.pausedUntil !== null)
    return `: ждём ответа жителя. Без ответа срок пойдёт снова ${momentInWords(ticket.pausedUntil, now, timeZone)}`
  if (ticket.promisedUntil !== null)
    return `: в работе, обещали ${deadlineInWords(ticket.promisedUntil, now, timeZone)}`
  return takenByName === null ? '' : `: уже взяли, занимается ${takenByName}`
}

const factLines = (view: TicketInFull, now: Instant): readonly string[] => {
  const { ticket, timeZone } = view
  const place = placeOf(view)
  return [
    ...(ticket.danger === null
      ? []
      : ['СРОЧНО: человек может быть в опасности. Совет, куда звонить, он уже получил.']),
    topicLine(view),
    `Отвечает: ${view.ownerTitle ?? 'координатор'}`,
    ticket.pausedUntil !== null
      ? 'Решение: срок пойдёт снова, когда житель ответит'
      : ticket.firstResponseAt === null || ticket.reopens > 0
        ? `Первый ответ: ${leftUntil(ticket.firstReplyDueAt, now, timeZone)}`
        : `Решение: ${leftUntil(ticket.finalAnswerDueAt, now, timeZone)}`,
    ...(place === null ? [] : [`Место: ${place}`]),
    `Житель: [id${ticket.citizenId}|${view.citizenName ?? 'профиль'}], пишет в «${view.communityTitle}»`,
    ...(view.earlier.length === 0
      ? []
      : [`Прежние обращения к вам: ${view.earlier.map(earlierWords).join(', ')}`]),
  ]
}

const topicLine = ({ topicTitle }: TicketInFull): string =>
  topicTitle === null ? 'Тема не определена' : `Тема: ${topicTitle}`

const earlierWords = ({ id, status }: EarlierTicket): string => `№ ${id} (${statusWords[status]})`

const statusWords: Readonly<Record<EarlierTicket['status'], string>> = {
  new: 'ждёт ответа',
  taken: 'в работе',
  answered: 'ответили',
  withdrawn: 'отозвано',
}

const said = (view: TicketInFull): string =>
  shorten(
    view.conversation
      .filter(({ by, text }) => by === 'citizen' && text !== '')
      .map(({ text }) => text)
      .join('\n') || 'Без текста, смотрите вложения.',
  )

const cardButtons = (view: TicketInFull): Keyboard => {
  const { id: ticketId, takenById } = view.ticket
  return inline(
    [
      ...(takenById === null ? [button('Беру', { kind: 'take', ticketId }, 'primary')] : []),
      button('Ответить', { kind: 'write', ticketId }, 'positive'),
    ],
    [button('Уточнить', { kind: 'clarify', ticketId }), button('Шаблон', { kind: 'template', ticketId })],
    [button('Не наш вопрос', { kind: 'notOurs', ticketId }), more(view)],
  )
}

const more = ({ ticket }: TicketInFull): ReturnType<typeof button> =>
  button('Подробнее', { kind: 'more', ticketId: ticket.id })
