/** What a citizen reads when one message holds several questions. */
import type { OpenedTicket } from '../../src/domain/desk.ts'
import { withoutMentions } from '../../src/domain/mentions.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { button, cancelButton, citizenMenu, inline } from '../keyboards.ts'
import type { DraftMatter } from './draft.ts'
import { type ReceiptTimes, ownerLines } from './texts.ts'

const quotedLengthMax = 160

/** Points instead of numbers: where buttons cannot be shown, the answer is the number of a button. */
export const offer = (matters: readonly DraftMatter[]): OutgoingMessage => ({
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

/** One message about all of them. */
export const receipts = (
  opened: readonly { readonly view: OpenedTicket; readonly text: string; readonly times: ReceiptTimes }[],
  wantsHuman: boolean,
  officialWays: string,
): OutgoingMessage => ({
  text: [
    `Обращения ${inWords(opened.map(({ view }) => `№ ${view.ticket.id}`))} приняты${wantsHuman ? ', позвал человека' : ''}.`,
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
