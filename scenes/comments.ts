/** What is said about comments on a community's page: in public, to who wrote, and to those who answer. */
import type { StaffDesk, TicketView } from '../src/domain/desk.ts'
import type { TicketId } from '../src/domain/ids.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { deadlineInWords } from '../src/domain/moment-in-words.ts'
import { safetyAdvice } from '../src/domain/safety.ts'
import { type CommentPlace, commentLink } from '../src/domain/comment.ts'
import { cutText } from '../src/domain/split-text.ts'
import type { Instant } from '../src/domain/time.ts'
import { button, citizenMenu, inline } from './keyboards.ts'

export interface CommentAbout {
  readonly isNew: boolean
  readonly danger: string | null
  readonly hasPersonalData: boolean
  /** The person may be written to. */
  readonly isInMessages: boolean
}

const accepted = ({ ticket, ownerTitle }: TicketView, isNew: boolean): string =>
  isNew
    ? `Приняли: обращение № ${ticket.id}. Ответит ${ownerTitle ?? 'координатор — он решит, кому передать'}.`
    : `Добавили к обращению № ${ticket.id}, по нему уже работают.`

/**
 * Under a comment, where everybody reads it: no words of the person and no name. VK lets a community write only to those
 * who wrote first, so anybody else is asked to.
 */
export function publicReceipt(view: TicketView, about: CommentAbout): string {
  const advice = about.danger === null ? null : safetyAdvice(about.danger)
  return [
    ...(advice === null ? [] : [advice]),
    `${about.isNew ? 'Здравствуйте! ' : ''}${accepted(view, about.isNew)}`,
    ...(about.isInMessages
      ? ['Подробности — в сообщениях.']
      : [
          ...(about.hasPersonalData
            ? ['Телефон, адрес и другие личные данные лучше убрать из комментария: его видят все.']
            : []),
          `Напишите в сообщения сообщества (vk.me/club${view.ticket.groupId}): туда придёт ответ, там можно назвать адрес и приложить фото.`,
        ]),
  ].join(' ')
}

export const commentReceipt = (view: TicketView, about: CommentAbout, now: Instant): OutgoingMessage => ({
  text: [
    `Увидел ваш комментарий. ${accepted(view, about.isNew)}`,
    `Первый ответ — ${deadlineInWords(view.ticket.firstReplyDueAt, now, view.timeZone)}, он придёт сюда. Точный адрес и фото можно прислать прямо здесь.`,
    ...(about.hasPersonalData
      ? [
          'В комментарии остались ваши личные данные: телефон, адрес или номер документа. Их видят все, лучше уберите — мне они уже пришли.',
        ]
      : []),
  ].join('\n'),
  keyboard: citizenMenu,
  about: view.ticket.id,
})

export const commentGone = (view: TicketView): OutgoingMessage => ({
  text: `Комментарий, из которого пришло обращение № ${view.ticket.id}, удалили. Кто и почему, ВКонтакте не говорит. Обращение остаётся открытым.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Подробнее', { kind: 'more', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

export const offerPublicAnswer = (ticketId: TicketId): OutgoingMessage => ({
  text: `Вопрос № ${ticketId} задали в комментарии. Показать ответ и там? Его увидят все, телефоны и адреса скрою.`,
  keyboard: inline([button('Показать под комментарием', { kind: 'publish', ticketId })]),
})

const whereOf: Readonly<Record<CommentPlace['kind'], string>> = {
  wall: 'под записью',
  photo: 'под фотографией',
  video: 'под видео',
  market: 'под товаром',
  board: 'в обсуждении',
}

/** Two messages: the second can be copied as it is. */
export const publicAnswerByHand = (
  ticketId: TicketId,
  place: CommentPlace,
  maskedAnswer: string,
): readonly OutgoingMessage[] => [
  {
    text: `Вопрос № ${ticketId} задали ${whereOf[place.kind]}: ${commentLink(place)}. ВКонтакте не даёт боту отвечать там от имени сообщества, поэтому ответ ушёл жителю только в сообщения. Если нужно, чтобы его увидели все, опубликуйте там от имени сообщества текст ниже. Телефоны и адреса в нём скрыты.`,
  },
  { text: cutText(maskedAnswer, publicLengthMax) },
]

const publicLengthMax = 2_000

export const publicAnswer = (view: TicketView, text: string): string =>
  `Ответ на обращение № ${view.ticket.id}:\n\n${cutText(text, publicLengthMax)}\n\n${view.ownerTitle ?? 'Координатор'}`

/** The button was pressed; what the member of staff reads. */
export async function publishAnswer(staff: StaffDesk, id: TicketId): Promise<OutgoingMessage> {
  const published = await staff.publishAnswer(id)
  if (published.ok) return { text: `Ответ на № ${id} появится под комментарием.` }
  const { kind } = published.refusal
  if (kind === 'alreadyPublished') return { text: `Ответ на № ${id} уже стоит под комментарием.` }
  if (kind === 'commentGone')
    return { text: `Комментария к № ${id} больше нет, показать ответ негде. Жителю он отправлен.` }
  if (kind === 'notAnswered') return { text: `На № ${id} ещё не ответили: показывать пока нечего.` }
  return { text: `№ ${id} теперь не у вас: показать ответ может тот, кто за него отвечает.` }
}
