/** What a citizen reads when one message holds several questions. */
import type { OpenedTicket, TicketView } from '../../src/domain/desk.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import { withoutMentions } from '../../src/domain/mentions.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { button, cancelButton, citizenMenu, inline } from '../keyboards.ts'
import { type DraftMatter, knownTicket } from './draft.ts'
import { type ReceiptTimes, ownerLines } from './texts.ts'

const quotedLengthMax = 160

export const offer = (matters: readonly DraftMatter[]): OutgoingMessage => {
  const open = knownTicket(matters)
  return open === null ? offerTickets(matters) : offerAdding(matters, open)
}

/** Points instead of numbers: where buttons cannot be shown, the answer is the number of a button. */
const offerTickets = (matters: readonly DraftMatter[]): OutgoingMessage => ({
  text: [
    `Похоже, здесь ${counted(matters.length)} вопроса, и отвечают на них разные люди:`,
    '',
    ...matters.map(({ text, ownerTitle }) => `• «${quote(text)}» — ${ownerTitle}`),
    '',
    'Оформить каждый отдельно? Тогда на каждый придёт свой ответ, и ни один не потеряется.',
  ].join('\n'),
  keyboard: inline(
    [button(`${capital(counted(matters.length))} обращения`, { kind: 'separately' }, 'positive')],
    [button('Это одно обращение', { kind: 'skip' }), cancelButton],
  ),
})

/** Part of it is about a ticket that is open already. */
const offerAdding = (matters: readonly DraftMatter[], open: TicketId): OutgoingMessage => ({
  text: [
    `Похоже, здесь ${counted(matters.length)} вопроса, и отвечают на них разные люди:`,
    '',
    ...matters.map(
      (matter) =>
        `• «${quote(matter.text)}» — ${matter.ticketId === null ? `новое обращение (${matter.ownerTitle})` : `добавлю к № ${matter.ticketId} (${matter.ownerTitle})`}`,
    ),
    '',
    'Так и сделать? Тогда ни один не потеряется.',
  ].join('\n'),
  keyboard: inline(
    [button('Да, так и сделать', { kind: 'separately' }, 'positive')],
    [button(`Всё к № ${open}`, { kind: 'addTo', ticketId: open }), button('Всё новое', { kind: 'skip' })],
    [cancelButton],
  ),
})

export const askPlace = (matters: readonly DraftMatter[]): OutgoingMessage => ({
  text: `Хорошо, оформлю отдельно. Где это: ${matters.map(({ text }) => `«${quote(text)}»`).join(', ')}? Напишите улицу и дом или отправьте место на карте.`,
  keyboard: {
    inline: true,
    rows: [
      [{ type: 'location', payload: { c: 'place' } }],
      [button('Пропустить', { kind: 'skip' }), cancelButton],
    ],
  },
})

export interface OpenedMatter {
  readonly view: OpenedTicket
  readonly text: string
  readonly times: ReceiptTimes
}

/** One message about all of them. */
export const receipts = (
  opened: readonly [OpenedMatter, ...OpenedMatter[]],
  added: readonly TicketView[],
  wantsHuman: boolean,
  officialWays: string,
): OutgoingMessage => ({
  text: [
    ...added.map(addedTo),
    ...(added.length === 0 ? [] : ['']),
    `${opened.length === 1 ? 'Обращение' : 'Обращения'} ${inWords(opened.map(({ view }) => `№ ${view.ticket.id}`))} ${opened.length === 1 ? 'принято' : 'приняты'}${wantsHuman ? ', позвал человека' : ''}.`,
    ...opened.flatMap(({ view, text, times }) => [
      '',
      `№ ${view.ticket.id}: «${quote(text)}»`,
      ...ownerLines(view, times),
    ]),
    '',
    'Ответы придут сюда, на каждое обращение свой. Дописать или добавить фото можно прямо сюда: я спрошу, к какому из них.',
    '',
    `Это сообщения в соцсети, а не официальные обращения по закону № 59-ФЗ. Официальное можно подать ${officialWays}.`,
  ].join('\n'),
  keyboard: citizenMenu,
})

/** Nothing new came of it: each part went to a ticket that was open. */
export const allAdded = (views: readonly TicketView[]): OutgoingMessage => ({
  text: views.map(addedTo).join('\n'),
  keyboard: citizenMenu,
})

const addedTo = ({ ticket, ownerTitle }: TicketView): string =>
  `Добавил к обращению № ${ticket.id}. Ответит: ${ownerTitle ?? 'координатор'}.`

const counted = (count: number): string => (count === 2 ? 'два' : 'три')

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const inWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} и ${items.at(-1) ?? ''}`

function quote(text: string): string {
  const line = withoutMentions(text).trim().replace(/\s+/gu, ' ')
  return line.length > quotedLengthMax
    ? `${cutText(line, quotedLengthMax).trimEnd()}…`
    : line.replace(/\.$/u, '')
}
