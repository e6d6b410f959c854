/** What a citizen reads outside of a scene. */
import { type Wording, worded } from '../src/domain/bot-texts/wording.ts'
import type { TicketInFull, TicketView } from '../src/domain/desk.ts'
import type { Community } from '../src/domain/directory.ts'
import type { TicketId } from '../src/domain/ids.ts'
import { withoutMentions } from '../src/domain/mentions.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { dateInWords, deadlineInWords, plural } from '../src/domain/moment-in-words.ts'
import { cutText } from '../src/domain/split-text.ts'
import { isOpen, mayBeReopened } from '../src/domain/ticket.ts'
import { type Instant, isBefore } from '../src/domain/time.ts'
import { button, citizenMenu, inline } from './keyboards.ts'

const listedMax = 5
const quotedLengthMax = 700

export const cancelled = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'cancelled', {}),
  keyboard: citizenMenu,
})

export const nothingToCancel = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'nothing-to-cancel', {}),
  keyboard: citizenMenu,
})

export const noTickets = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'no-tickets', {}),
  keyboard: citizenMenu,
})

export const tickets = (views: readonly TicketView[], now: Instant): OutgoingMessage => ({
  text: ['Ваши обращения:', ...views.slice(0, listedMax).map((view) => `\n${ticketLine(view, now)}`)].join(
    '\n',
  ),
  keyboard: inline(
    ...views
      .slice(0, listedMax)
      .map((view) => [button(`№ ${view.ticket.id}`, { kind: 'show', ticketId: view.ticket.id })]),
    [button('Новый вопрос', { kind: 'new' }, 'primary'), button('Мои данные', { kind: 'aboutMe' })],
  ),
})

export const ticket = (view: TicketInFull, now: Instant): OutgoingMessage => {
  const words = view.conversation.map(
    (said) =>
      `${said.by === 'citizen' ? 'Вы' : (view.ownerTitle ?? 'Координатор')}: ${quote(withoutMentions(said.text))}`,
  )
  const text = [
    ticketLine(view, now),
    ...(view.topicTitle === null ? [] : [`Тема: ${view.topicTitle}`]),
    '',
    ...words,
  ].join('\n')
  return {
    text: cutText(text, 4000),
    keyboard: inline(
      [button('Мои обращения', { kind: 'mine' }), button('Новый вопрос', { kind: 'new' })],
      ...(isOpen(view.ticket)
        ? [
            [
              button('Дописать', { kind: 'append', ticketId: view.ticket.id }, 'primary'),
              button('Отозвать', { kind: 'askWithdraw', ticketId: view.ticket.id }),
            ],
            [button('Почему такой срок?', { kind: 'why', ticketId: view.ticket.id })],
          ]
        : []),
      ...(mayBeReopened(view.ticket, now)
        ? [[button('Ответ не помог', { kind: 'disagree', ticketId: view.ticket.id })]]
        : []),
    ),
  }
}

export const confirmWithdraw = (wording: Wording, ticketId: TicketId): OutgoingMessage => ({
  text: worded(wording, 'ask-withdraw', { номер: String(ticketId) }),
  keyboard: inline([
    button('Да, отозвать', { kind: 'withdraw', ticketId }, 'negative'),
    button('Оставить', { kind: 'show', ticketId }),
  ]),
})

export const withdrawn = (wording: Wording, ticketId: TicketId): OutgoingMessage => ({
  text: worded(wording, 'withdrawn', { номер: String(ticketId) }),
  keyboard: citizenMenu,
})

/** Others joined it: their answer cannot be taken away. */
export const othersWait = (ticketId: TicketId, followers: number): OutgoingMessage => ({
  text: `К обращению № ${ticketId} ${plural(followers, 'присоединился', 'присоединились', 'присоединились')} ещё ${followers} ${plural(followers, 'житель', 'жителя', 'жителей')}, поэтому закрыть его нельзя: ответа ждут и они. Он придёт и вам.`,
  keyboard: citizenMenu,
})

export const ticketUnknown: OutgoingMessage = {
  text: 'Такого обращения у вас не нашёл. Нажмите «Мои обращения», чтобы увидеть все, или напишите новый вопрос.',
  keyboard: citizenMenu,
}

export const humanCalled = (
  wording: Wording,
  { ticket, ownerTitle, timeZone }: TicketView,
  now: Instant,
): OutgoingMessage => {
  const called = { номер: String(ticket.id), 'кто ответит': ownerTitle ?? 'координатор' }
  const due = deadlineInWords(ticket.firstReplyDueAt, now, timeZone)
  return {
    text: isBefore(ticket.firstReplyDueAt, now)
      ? worded(wording, 'human-called-late', called)
      : worded(wording, 'human-called', { ...called, срок: due }),
    keyboard: citizenMenu,
  }
}

export const thanksReceived = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'thanks-early', {}),
  keyboard: citizenMenu,
})

/** Words of no meaning while a ticket is open: a sticker, «ок», «???». */
export const clarified = (ticketId: TicketId): OutgoingMessage => ({
  text: `Спасибо! Передал ваш ответ по обращению № ${ticketId} тем, кто им занимается. Если это другой вопрос, нажмите «Новый вопрос».`,
  keyboard: citizenMenu,
  about: ticketId,
})

export const inWork = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'in-work', {}),
  keyboard: citizenMenu,
})

export const buttonIsOld: OutgoingMessage = {
  text: 'Эта кнопка уже не действует. Если есть вопрос — просто напишите его.',
  keyboard: citizenMenu,
}

export const staffOnly = (communities: readonly Community[]): OutgoingMessage => ({
  text: [
    'Здесь работают сотрудники. Если вам дали код — пришлите его одним сообщением.',
    communities.length === 0
      ? 'Если вы житель, напишите, пожалуйста, в сообщество своего города или учреждения.'
      : 'Если вы житель и хотите задать вопрос, напишите в сообщество того, кто отвечает, например:',
    ...communities.slice(0, 3).map((community) => `• ${community.title}: vk.me/club${community.groupId}`),
  ].join('\n'),
})

const ticketLine = (view: TicketView, now: Instant): string => {
  const { ticket, timeZone } = view
  return `№ ${ticket.id} от ${dateInWords(ticket.openedAt, timeZone)} — ${state(view, now)}\n${shorten(withoutMentions(ticket.summary))}`
}

function state(view: TicketView, now: Instant): string {
  const { ticket, timeZone } = view
  const owner = view.ownerTitle ?? 'координатор'
  const promise = (due: Instant): string =>
    `${isBefore(due, now) ? 'ответ задерживается, срок был' : 'ответ'} ${deadlineInWords(due, now, timeZone)}`
  switch (ticket.status) {
    case 'new':
      return isBefore(ticket.firstReplyDueAt, now)
        ? `ответит ${owner}, ${promise(ticket.firstReplyDueAt)}`
        : `ответит ${owner} ${deadlineInWords(ticket.firstReplyDueAt, now, timeZone)}`
    case 'taken':
      return ticket.promisedUntil === null
        ? `в работе: ${owner}, ${promise(ticket.finalAnswerDueAt)}`
        : `в работе: ${owner}, ${isBefore(ticket.promisedUntil, now) ? 'обещанный срок прошёл, был' : 'обещали сделать'} ${deadlineInWords(ticket.promisedUntil, now, timeZone)}`
    case 'answered':
      return `${resultWords[ticket.result ?? 'none']}: ${owner}`
    case 'withdrawn':
      return ticket.mergedIntoId === null ? 'отозвано вами' : `соединено с № ${ticket.mergedIntoId}`
  }
}

const resultWords = {
  solved: 'решено',
  explained: 'ответ дан',
  refused: 'отказ',
  none: 'ответ дан',
} as const

const quote = (text: string): string =>
  text.length > quotedLengthMax ? `${cutText(text, quotedLengthMax)}…` : text

const shorten = (text: string): string => (text.length > 80 ? `${cutText(text, 79).trimEnd()}…` : text)
