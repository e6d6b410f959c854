/** What kind of answer it is, and by when: asked after «Отправить». */
import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { dateOfDayInWords } from '../../src/domain/moment-in-words.ts'
import type { RefusalReason } from '../../src/domain/ticket.ts'
import type { PlainDate } from '../../src/domain/time.ts'
import { button, cancelButton, inline } from '../keyboards.ts'

interface Shown {
  readonly ticketId: TicketId
  readonly cmid: number
}

export const askResult = (shown: Shown): OutgoingMessage => ({
  text: `Что это за ответ на № ${shown.ticketId}?\n\nРешено — уже сделали. Разъяснено — ответили на вопрос. В работе — сделаете к названному дню. Отказ — сделать нельзя.`,
  keyboard: inline(
    [
      button('Решено', { kind: 'solved', ...shown }, 'positive'),
      button('Разъяснено', { kind: 'explained', ...shown }, 'positive'),
    ],
    [button('В работе до…', { kind: 'interim', ...shown }), button('Отказ', { kind: 'refuse', ...shown })],
    [button('Исправить', { kind: 'rewrite' }), cancelButton],
  ),
  about: shown.ticketId,
})

export const askUntil = (days: readonly PlainDate[]): OutgoingMessage => ({
  text: 'К какому дню сделаете? Выберите или напишите дату, например 27.11. В этот день я спрошу жителя, сделали ли.',
  keyboard: inline(
    ...days.map((day) => [button(`До ${dateOfDayInWords(day)}`, { kind: 'until', date: day.toString() })]),
    [cancelButton],
  ),
})

export const dayIsPast: OutgoingMessage = {
  text: 'Этот день уже прошёл. Назовите сегодняшний или более поздний.',
  keyboard: inline([cancelButton]),
}

export const dayNotUnderstood: OutgoingMessage = {
  text: 'Не разобрал дату. Напишите так: 27.11, 27 ноября или «в пятницу».',
  keyboard: inline([cancelButton]),
}

export const dayTooFar = (last: PlainDate): OutgoingMessage => ({
  text: `Так далеко обещать может только координатор. Назовите день не позже ${dateOfDayInWords(last)} или отправьте ответ как окончательный: «Разъяснено» или «Отказ».`,
  keyboard: inline(
    [button(`До ${dateOfDayInWords(last)}`, { kind: 'until', date: last.toString() })],
    [button('Исправить', { kind: 'rewrite' }), cancelButton],
  ),
})

const reasonLabels: Readonly<Record<RefusalReason, string>> = {
  noMoney: 'Нет денег в этом году',
  againstRules: 'Не позволяют правила',
  notOurs: 'Решает другая организация',
  noGround: 'Не подтвердилось',
  other: 'Другая причина',
}

const reasonOrder: readonly RefusalReason[] = ['noMoney', 'againstRules', 'notOurs', 'noGround', 'other']

export const askRefusalReason: OutgoingMessage = {
  text: 'Почему отказ? Это для статистики; жителю причину объясняет сам ответ.',
  keyboard: inline(
    ...reasonOrder.map((reason) => [button(reasonLabels[reason], { kind: 'refusal', reason })]),
    [cancelButton],
  ),
}

export const sendsSoon = (ticketId: TicketId, seconds: number): OutgoingMessage => ({
  text: `Ответ на № ${ticketId} уйдёт через ${seconds} с.`,
  keyboard: inline([button('Отменить отправку', { kind: 'callBack', ticketId }, 'negative')]),
})

export const tooLateToCallBack: OutgoingMessage = {
  text: 'Поздно: ответ уже ушёл жителю. Если в нём ошибка, напишите жителю ещё раз, когда он вернётся к обращению, или скажите координатору.',
}
