/** What a citizen reads after an answer. */
import { type Wording, worded } from '../../src/domain/bot-texts/wording.ts'
import type { ReopenOutcome } from '../../src/domain/desk.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { deadlineInWords } from '../../src/domain/moment-in-words.ts'
import type { Instant } from '../../src/domain/time.ts'
import { button, citizenMenu, inline } from '../keyboards.ts'

const reasons = ['Ничего не сделали', 'Сделали плохо или не всё', 'Ответили не о том'] as const

export const askReason = (ticketId: TicketId): OutgoingMessage => ({
  text: `Жаль. Что не так с ответом на № ${ticketId}? Выберите или напишите одной фразой — и я верну обращение.`,
  keyboard: inline(...reasons.map((reason) => [button(reason, { kind: 'reason', reason })]), [
    button('Не возвращать', { kind: 'cancel' }),
  ]),
})

export const askRest = (ticketId: TicketId): OutgoingMessage => ({
  text: `Понял, помогло частично. Что осталось по № ${ticketId}? Напишите одной фразой — верну обращение. Если больше ничего не нужно, нажмите «Не возвращать».`,
  keyboard: inline([button('Не возвращать', { kind: 'cancel' })]),
})

export const reopened = (outcome: ReopenOutcome, now: Instant, officialWays: string): OutgoingMessage => {
  const { ticket, timeZone } = outcome
  const due = deadlineInWords(ticket.firstReplyDueAt, now, timeZone)
  switch (outcome.to) {
    case 'owner':
      return {
        text: `Вернул обращение № ${ticket.id}. ${outcome.ownerTitle ?? 'Координатор'} ответит ещё раз — ${due}. Координатор тоже знает.`,
        keyboard: citizenMenu,
        about: ticket.id,
      }
    case 'coordinator':
      return {
        text: `Вернул обращение № ${ticket.id}. Теперь им займётся координатор региона. Ответ — ${due}.`,
        keyboard: citizenMenu,
        about: ticket.id,
      }
    case 'officialWays':
      return {
        text: `По обращению № ${ticket.id} уже ответили трижды, и здесь я больше ничего не добьюсь.\n\nМожно подать официальное обращение: ${officialWays}. На него обязаны ответить за 30 дней. Если нарушают ваши права — обратитесь в прокуратуру.`,
        keyboard: citizenMenu,
        about: ticket.id,
      }
  }
}

export const tooLate = (ticketId: TicketId): OutgoingMessage => ({
  text: `Обращение № ${ticketId} вернуть уже нельзя: оно открыто или прошло больше двух недель. Напишите, что не так, — приму как новый вопрос.`,
  keyboard: citizenMenu,
})

export const gladToHelp = (wording: Wording): OutgoingMessage => ({
  text: worded(wording, 'glad-it-helped', {}),
  keyboard: citizenMenu,
})

export const understood: OutgoingMessage = {
  text: 'Спасибо. Если что-то изменится или появится вопрос — просто напишите.',
  keyboard: citizenMenu,
}

export const promiseKept = (ticketId: TicketId): OutgoingMessage => ({
  text: `Отлично, закрываю обращение № ${ticketId}. Если что-то вернётся — просто напишите.`,
  keyboard: citizenMenu,
})

export const promiseBroken = (ticketId: TicketId): OutgoingMessage => ({
  text: `Записал: обещанного по № ${ticketId} не сделали. Сказал об этом тому, кто обещал, и координатору. Обращение остаётся открытым; если хотите, добавьте фото.`,
  keyboard: citizenMenu,
  about: ticketId,
})
