/** What the bot says on its own: cards for staff, answers and news for citizens. */
import { type Wording, worded } from '../src/domain/bot-texts/wording.ts'
import type { ProposalView, TicketRefusal, TicketView } from '../src/domain/desk.ts'
import type { TicketId } from '../src/domain/ids.ts'
import type { Attachment, OutgoingMessage } from '../src/domain/message.ts'
import { deadlineInWords } from '../src/domain/moment-in-words.ts'
import { withoutMentions } from '../src/domain/mentions.ts'
import { safetyAdvice } from '../src/domain/safety.ts'
import { cutText } from '../src/domain/split-text.ts'
import type { Rating } from '../src/domain/ticket.ts'
import type { Instant } from '../src/domain/time.ts'
import { refused } from './answer/texts.ts'
import { attachmentsMax, left, shorten } from './card/words.ts'
import type { Button } from '../src/domain/keyboard.ts'
import { button, citizenMenu, inline } from './keyboards.ts'

export { changedCard, ticketCard } from './card/notices.ts'
export { clarificationUnanswered, questionToCitizen } from './clarify/notices.ts'
export { colleaguesAnswered, colleaguesAsked, noteWritten } from './consult/notices.ts'
export { takenOver } from './coordinator/notices.ts'
export { dutyNamed, nobodyLeft, standingIn } from './duty/notices.ts'
export { afterQuiet, wordsAfterQuiet } from './quiet/notices.ts'
export { incidentNews, incidentRaised } from './incident/notices.ts'
export { answerToFollower, citizenJoined } from './join-similar/notices.ts'

/** Words that a citizen added to a ticket, for its owner. */
export const wordsAdded = (
  view: TicketView,
  text: string,
  attachments: readonly Attachment[],
): OutgoingMessage => ({
  text: `Житель дописал к № ${view.ticket.id}:\n\n${shorten(text) || 'Без текста, смотрите вложения.'}`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  attachments: attachments.slice(0, attachmentsMax),
  about: view.ticket.id,
})

export const wordsChanged = (
  view: TicketView,
  text: string,
  attachments: readonly Attachment[],
): OutgoingMessage => ({
  ...wordsAdded(view, text, attachments),
  text: `Житель изменил сообщение в № ${view.ticket.id}. Теперь в нём:\n\n${shorten(text) || 'Без текста, смотрите вложения.'}`,
})

export const repliedByHand = (view: TicketView, text: string): OutgoingMessage => ({
  text: `По № ${view.ticket.id} жителю написали прямо из сообщества «${view.communityTitle}»:\n\n${shorten(text) || 'Без текста, смотрите вложения.'}\n\nОбращение ещё открыто. Если этого достаточно, нажмите «Ответить» и напишите жителю итог.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

export {
  commentGone,
  commentReceipt,
  offerPublicAnswer,
  publicAnswer,
  publicAnswerByHand,
  publicReceipt,
} from './comments.ts'

export const humanWanted = (view: TicketView): OutgoingMessage => ({
  text: `Житель просит человека по обращению № ${view.ticket.id}. Ответьте, пожалуйста, как сможете.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

/** For a coordinator who does not answer the ticket: enough to see to it that somebody does. */
export const dangerForCoordinator = (view: TicketView, words: string): OutgoingMessage => ({
  text: [
    `Похоже на опасность: обращение № ${view.ticket.id}, «${view.communityTitle}».`,
    `Житель уже прочитал совет: ${safetyAdvice(view.ticket.danger ?? '') ?? 'звоните 112.'}`,
    `Карточка у тех, кто отвечает: ${view.ownerTitle ?? 'координаторы'}. Проверьте, пожалуйста, что за неё взялись.`,
    '',
    shorten(words),
  ].join('\n'),
  keyboard: inline([
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
  ]),
  about: view.ticket.id,
})

export const ticketWithdrawn = (view: TicketView): OutgoingMessage => ({
  text: `Житель отозвал обращение № ${view.ticket.id}. Отвечать на него не нужно.`,
})

/** Once, to the citizen: the older number and its date count. */
export const ticketsMerged = (
  from: TicketId,
  { ticket, timeZone }: TicketView,
  now: Instant,
): OutgoingMessage => {
  const due = ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt
  return {
    text: `Вы писали об этом и раньше, поэтому обращение № ${from} соединили с № ${ticket.id}. Ничего не потерялось: ответ придёт на № ${ticket.id}, ${deadlineInWords(due, now, timeZone)}.`,
    about: ticket.id,
  }
}

/** Without `about`: should this one not arrive either, nobody is told for ever. */
export const answerUndelivered = (view: TicketView): OutgoingMessage => ({
  text: `Ответ на № ${view.ticket.id} до жителя не дошёл: ВКонтакте не даёт написать ему (чаще всего человек запретил сообщения сообщества). Отвеченным обращение не считается. Если есть другой способ связаться — телефон, комментарий под записью — ответьте так.`,
})

export const cardUndelivered = (view: TicketView, name: string): OutgoingMessage => ({
  text: `Карточка № ${view.ticket.id} не дошла: ${name} не принимает сообщения этого сообщества. Попросите написать сюда любое слово или передайте обращение другому.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
})

/** Nothing changes until the coordinator says so. */
export const routingProposed = (proposal: ProposalView): OutgoingMessage => ({
  text: `Похоже, справочник не успевает за жизнью. Тема «${proposal.topicTitle}»${proposal.municipalityTitle === null ? '' : `, ${proposal.municipalityTitle}`}: ${proposal.moved} из ${proposal.total} обращений за 90 дней ушли из «${proposal.fromTitle}» в «${proposal.toTitle}» и там получили ответ.\n\nОтправлять такие сразу в «${proposal.toTitle}»?`,
  keyboard: inline(
    [button('Да, добавить правило', { kind: 'acceptProposal', proposalId: proposal.id }, 'positive')],
    [button('Нет, оставить как есть', { kind: 'declineProposal', proposalId: proposal.id })],
  ),
})

/** The answer as the citizen sees it, signed by the institution. */
export const answerToCitizen = (ticketId: TicketId, text: string, signature: string): OutgoingMessage => ({
  text: `Ответ на обращение № ${ticketId}:\n\n${text}\n\n— ${signature}`,
  keyboard: citizenMenu,
  about: ticketId,
})

export const answerSent = (view: TicketView): OutgoingMessage => ({
  text: `Ответ на № ${view.ticket.id} ушёл жителю. Спасибо!`,
  keyboard: inline([button('Сделать шаблоном', { kind: 'keepTemplate', ticketId: view.ticket.id })]),
  about: view.ticket.id,
})

export const answerRefused = (id: TicketId, refusal: TicketRefusal): OutgoingMessage => refused(id, refusal)

/** Asked once, and only about an answer that a person could be content with; a refusal is asked about otherwise. */
export const askAboutAnswer = (view: TicketView, wording: Wording): OutgoingMessage => {
  const { id: ticketId, result } = view.ticket
  if (result === 'refused')
    return {
      text: `Ответ на обращение № ${ticketId} понятен? Если не согласны, скажите — вернём.`,
      keyboard: inline([
        button('Понятен', { kind: 'understood', ticketId }),
        button('Не согласен', { kind: 'disagree', ticketId }),
      ]),
      about: ticketId,
    }
  const rate = (label: string, rating: Rating): Button => button(label, { kind: 'rate', ticketId, rating })
  return {
    text: worded(wording, 'ask-helped', { номер: String(ticketId) }),
    keyboard: inline(
      [rate('Да', 'helped'), rate('Частично', 'partly'), rate('Нет', 'no')],
      [rate('Ответили не о том', 'offTopic')],
    ),
    about: ticketId,
  }
}

export const askAboutPromise = (view: TicketView, now: Instant): OutgoingMessage => {
  const { id: ticketId, promisedUntil } = view.ticket
  const when = promisedUntil === null ? '' : `, ${deadlineInWords(promisedUntil, now, view.timeZone)}`
  return {
    text: `По обращению № ${ticketId} обещали сделать${when}. ${view.ownerTitle ?? 'Координатор'} — сделали?`,
    keyboard: inline([
      button('Да, сделали', { kind: 'promiseKept', ticketId }, 'positive'),
      button('Нет', { kind: 'promiseBroken', ticketId }),
    ]),
    about: ticketId,
  }
}

export const promiseKept = (view: TicketView): OutgoingMessage => ({
  text: `Житель подтвердил: по № ${view.ticket.id} всё сделано. Обращение закрыто, отвечать больше не нужно.`,
  about: view.ticket.id,
})

export const promiseBroken = (view: TicketView, now: Instant): OutgoingMessage => ({
  text: `По обращению № ${view.ticket.id} обещали и не сделали: житель говорит «нет». ${view.ownerTitle ?? 'Координатор'}, срок был ${view.ticket.promisedUntil === null ? '' : deadlineInWords(view.ticket.promisedUntil, now, view.timeZone)}. Напишите жителю, что случилось и когда закончите.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

export const reopenedForCoordinator = (view: TicketView, reason: string): OutgoingMessage => ({
  text: `Житель вернул обращение № ${view.ticket.id}: «${shorten(reason)}». Отвечает ${view.ownerTitle ?? 'координатор'}. Это копия для вас.`,
  keyboard: inline([button('Подробнее', { kind: 'more', ticketId: view.ticket.id })]),
  about: view.ticket.id,
})

const reminderWords = {
  50: 'Половина срока прошла',
  80: 'Срок почти вышел',
  100: 'Срок вышел, жителю ещё не ответили',
  promise: 'Сегодня обещанный день',
} as const

export const reminder = (
  view: TicketView,
  stage: keyof typeof reminderWords,
  now: Instant,
): OutgoingMessage => {
  const { ticket, timeZone } = view
  const due = stage === 'promise' ? (ticket.promisedUntil ?? ticket.finalAnswerDueAt) : ticket.firstReplyDueAt
  const what = stage === 'promise' ? 'Сделать обещали' : 'Ответить нужно'
  return {
    text: `${reminderWords[stage]}: № ${ticket.id}, ${view.ownerTitle ?? 'у координаторов'}.\n${what} ${deadlineInWords(due, now, timeZone)} (${left(due, now)}).\n\n${shorten(ticket.summary)}`,
    keyboard: inline(
      [
        button('Беру', { kind: 'take', ticketId: ticket.id }, 'primary'),
        button('Ответить', { kind: 'write', ticketId: ticket.id }, 'positive'),
      ],
      [
        button('Не наш вопрос', { kind: 'notOurs', ticketId: ticket.id }),
        button('Подробнее', { kind: 'more', ticketId: ticket.id }),
      ],
    ),
    about: ticket.id,
  }
}

export const digest = (
  views: readonly TicketView[],
  { fresh, today, late }: { readonly fresh: number; readonly today: number; readonly late: number },
  now: Instant,
): OutgoingMessage => ({
  text: [
    `Доброе утро! ${views[0]?.ownerTitle ?? 'У вас'}: просрочено ${late}, ответить сегодня ${today}, новых ${fresh}.`,
    ...views.map(({ ticket, timeZone }) => {
      const due = ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt
      return `№ ${ticket.id} — ${deadlineInWords(due, now, timeZone)} (${left(due, now)})\n${cutText(withoutMentions(ticket.summary), digestLineMax)}`
    }),
  ].join('\n\n'),
  keyboard: inline(
    ...views.map(({ ticket }) => [button(`Открыть № ${ticket.id}`, { kind: 'more', ticketId: ticket.id })]),
  ),
})

const digestLineMax = 120

export const calendarMissing = (year: number): OutgoingMessage => ({
  text: `Нет производственного календаря на ${year} год: переносы выходных неизвестны, и сроки в январе могут оказаться неверными. Возьмите постановление правительства о переносе выходных и попросите того, кто обслуживает Отклик, загрузить файл: otklik import calendar.`,
})

export const forwardedToCitizen = (view: TicketView, now: Instant): OutgoingMessage => ({
  text: `Обращение № ${view.ticket.id} передали тем, кто за это отвечает: ${view.ownerTitle ?? 'координатор региона'}. Первый ответ — ${deadlineInWords(view.ticket.firstReplyDueAt, now, view.timeZone)}. Повторять вопрос не нужно.`,
  keyboard: citizenMenu,
  about: view.ticket.id,
})

/** To a citizen whose message could not be handled: it is kept, and a person will look. */
export const keptForHuman: OutgoingMessage = {
  text: 'Я не смог разобрать это сообщение, но оно сохранено: его посмотрит сотрудник. Если дело срочное, позвоните 112.',
  keyboard: citizenMenu,
}

export const parkedForCoordinator = (eventId: number, communityTitle: string): OutgoingMessage => ({
  text: `Сообщение жителя в «${communityTitle}» не удалось обработать (событие ${eventId}). Откройте диалог сообщества в VK и ответьте, пожалуйста, вручную.`,
})

/** Titles named with each sentence; the rest is a number. */
const namedMax = 20

export const communitiesTroubled = (
  troubles: readonly { readonly sentence: string; readonly communities: readonly string[] }[],
): OutgoingMessage => ({
  text: troubles
    .map(({ sentence, communities }) => {
      const named = communities.slice(0, namedMax).map((title) => `«${title}»`)
      const rest = communities.length - named.length
      const list = `${named.join(', ')}${rest > 0 ? ` и ещё ${rest}` : ''}`
      return `${communities.length === 1 ? 'Сообщество не обслуживается' : 'Сообщества не обслуживаются'}: ${list}.\n${sentence}`
    })
    .join('\n\n'),
})
