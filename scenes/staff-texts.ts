/** What administrators and coordinators read outside of a scene. */
import type {
  AbsenceNoted,
  ProposalDecision,
  SignInCode,
  TicketForStaff,
  TicketLosses,
  TicketView,
} from '../src/domain/desk.ts'
import { withoutMentions } from '../src/domain/mentions.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { clockTime, dateInWords, deadlineInWords, durationInWords } from '../src/domain/moment-in-words.ts'
import { atPlace } from '../src/domain/place-names.ts'
import { cutText } from '../src/domain/split-text.ts'
import type { StatisticsRow, StatisticsTable } from '../src/domain/statistics.ts'
import { isOverdue } from '../src/domain/ticket.ts'
import { type Instant, Temporal } from '../src/domain/time.ts'
import { button, inline, staffMenu } from './keyboards.ts'

const queueShownMax = 5
const routesShownMax = 3
const textLengthMax = 4_000

export const welcome = (firstName: string, isCoordinator: boolean): OutgoingMessage => ({
  text: `Здравствуйте, ${firstName}! Сюда приходят карточки обращений. Чтобы ответить жителю, ответьте на карточку или нажмите «Ответить» под ней.`,
  keyboard: staffMenu(isCoordinator),
})

/** Words without a reply never reach a citizen: whom should they be for? */
export const wordsForNobody = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'Это сообщение никуда не ушло: непонятно, кому оно. Чтобы ответить жителю, ответьте на карточку обращения или выберите обращение в очереди.',
  keyboard: staffMenu(isCoordinator),
})

export const buttonIsOld = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'Эта кнопка уже сработала или устарела. Что ждёт ответа — в очереди.',
  keyboard: staffMenu(isCoordinator),
})

export const nothingToCancel = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'Сейчас отменять нечего.',
  keyboard: staffMenu(isCoordinator),
})

export const cancelled = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'Отменено, жителю ничего не ушло.',
  keyboard: staffMenu(isCoordinator),
})

export const taken = (view: TicketView, now: Instant): OutgoingMessage => ({
  text: `№ ${view.ticket.id} теперь за вами. Ответить нужно ${deadlineInWords(view.ticket.firstReplyDueAt, now, view.timeZone)}.`,
  keyboard: inline([
    button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    button('Не наш вопрос', { kind: 'notOurs', ticketId: view.ticket.id }),
  ]),
  about: view.ticket.id,
})

export const queueEmpty = (isCoordinator: boolean): OutgoingMessage => ({
  text: 'На всё ответили. Новые обращения придут сюда сами.',
  keyboard: staffMenu(isCoordinator),
})

export const queue = (views: readonly TicketView[], now: Instant): OutgoingMessage => ({
  text: [
    'Ждут ответа, самые срочные сверху:',
    ...views.slice(0, queueShownMax).map((view) => queueLine(view, now, isMixed(views))),
  ].join('\n\n'),
  keyboard: inline(
    ...views
      .slice(0, queueShownMax)
      .map((view) => [button(`Открыть № ${view.ticket.id}`, { kind: 'more', ticketId: view.ticket.id })]),
  ),
})

/** The whole ticket, with what was said by both sides. */
export const details = (view: TicketForStaff): OutgoingMessage => {
  const { ticket, timeZone } = view
  const words = view.conversation.map(
    (said) =>
      `${said.by === 'citizen' ? 'Житель' : 'Ответ'}, ${dateInWords(said.vkAt, timeZone)} ${clockTime(said.vkAt, timeZone)}:\n${withoutMentions(said.text)}${said.attachmentTypes.length > 0 ? ` [вложений: ${said.attachmentTypes.length}]` : ''}`,
  )
  const text = [
    `Обращение № ${ticket.id}, ${view.ownerTitle ?? 'у координаторов'}`,
    `Тема: ${view.topicTitle ?? 'не определена'}`,
    ...(ticket.place === null ? [] : [`Место: ${atPlace(ticket.place)}`]),
    ...(view.takenByName === null ? [] : [`Занимается: ${view.takenByName}`]),
    ...(view.routes.length === 0
      ? []
      : ['Почему здесь:', ...view.routes.slice(-routesShownMax).map((route) => `• ${route}`)]),
    ...lossLines(view.losses),
    ...(view.notes.length === 0
      ? []
      : [
          'Заметки:',
          ...view.notes
            .toReversed()
            .map(({ authorName, text: note }) => `• ${authorName}: ${withoutMentions(note)}`),
        ]),
    ...(view.followers.length === 0 ? [] : [`Присоединились жители: ${view.followers.length}`]),
    '',
    words.join('\n\n'),
  ].join('\n')
  const isOpen = ticket.status === 'new' || ticket.status === 'taken'
  return {
    text: text.length > textLengthMax ? `${cutText(text, textLengthMax)}…` : text,
    keyboard: isOpen
      ? cardButtons(view)
      : inline([
          ...(ticket.status === 'answered'
            ? [button('Сделать шаблоном', { kind: 'keepTemplate', ticketId: ticket.id })]
            : []),
          button('Очередь', { kind: 'queue' }),
        ]),
    about: ticket.id,
  }
}

export const absence = (noted: AbsenceNoted, until: string, isCoordinator: boolean): OutgoingMessage => ({
  text: absenceText(noted, until),
  keyboard: staffMenu(isCoordinator),
})

function absenceText(noted: AbsenceNoted, until: string): string {
  if (noted.kind === 'back') return 'С возвращением! Карточки снова будут приходить вам.'
  if (noted.kind === 'deputyUnclear')
    return noted.names.length === 0
      ? 'Такого сотрудника в команде нет. Напишите фамилию так, как в команде, или без заместителя: «Я в отпуске до 10 декабря».'
      : `Так зовут нескольких: ${noted.names.slice(0, 4).join(', ')}. Напишите имя и фамилию.`
  const instead =
    noted.deputyName !== null
      ? `Вместо вас — ${noted.deputyName}: карточки придут туда, с теми же правами.`
      : noted.hasColleagues
        ? 'Карточки будут приходить вашим коллегам.'
        : 'Коллег и заместителя у вас нет, поэтому карточки получит координатор. Можно назвать замену: «Я в отпуске до 10 декабря, замещает Ольга Иванова».'
  return `Хорошего отдыха! До ${until} включительно вас не беспокою. ${instead} Вернётесь раньше — напишите «Я вернулся» или «Я вернулась».`
}

export const proposalDecided = (decision: ProposalDecision): OutgoingMessage => {
  if (!decision.ok) {
    const refusals = {
      notFound: 'Такого предложения нет.',
      notCoordinator: 'Это решает координатор этой территории.',
      alreadyDecided: 'По этому предложению уже решили.',
    }
    return { text: refusals[decision.refusal.kind] }
  }
  const { isAccepted, topicTitle, toTitle } = decision.value
  return {
    text: isAccepted
      ? `Правило добавлено: «${topicTitle}» теперь сразу идёт в «${toTitle}». Изменить его можно на сайте: «Справочники», «Кто отвечает».`
      : `Хорошо, оставляем как есть: «${topicTitle}». Больше об этом не спрошу.`,
  }
}
const lossLines = ({ isUndelivered, filesWithoutCopy }: TicketLosses): readonly string[] => [
  ...(isUndelivered
    ? ['Последнее сообщение до жителя не дошло: ВКонтакте не даёт ему написать. Отвеченным это не считается.']
    : []),
  ...(filesWithoutCopy > 0
    ? [
        `Вложений без копии: ${filesWithoutCopy}. Откройте их в диалоге ВКонтакте: позже ссылки перестанут работать.`,
      ]
    : []),
]

/** The address after # stays in the browser: no server on the way writes the code down. */
export const signInCode = ({ code, consoleUrl }: SignInCode): OutgoingMessage => ({
  text: `Код для входа: ${code.slice(0, 4)}-${code.slice(4)}\n\nОн одноразовый и действует 10 минут. Откройте рабочее место по ссылке — код подставится сам:\n${consoleUrl}/console/#code=${code}\n\nНикому не пересылайте это сообщение: с кодом войдут как вы.`,
})

export const tooManySignInCodes: OutgoingMessage = {
  text: 'Кодов за последние минуты было много, нового пока не будет. Возьмите последний из присланных или спросите через 10 минут.',
}

export const onlyCoordinators: OutgoingMessage = { text: 'Это могут только координаторы.' }

export const statistics = (table: StatisticsTable, timeZone: string): OutgoingMessage => {
  const day = (moment: string): string => dateInWords(Temporal.Instant.from(moment), timeZone)
  const lines = [
    day(table.from) === day(lastMoment(table.to))
      ? `Обращения за сегодня, ${day(table.from)}`
      : `Обращения с ${day(table.from)} по ${day(lastMoment(table.to))}`,
    '',
    rowText(table.total),
    ...table.institutions.map((row) => `\n${rowText(row)}`),
    '',
    'Время — от сообщения жителя до ответа человека; ответы бота не считаются. Медиана: половина ответов не дольше.',
  ]
  const text = lines.join('\n')
  return {
    text: text.length > textLengthMax ? `${text.slice(0, textLengthMax)}…\n(целиком — otklik stats)` : text,
  }
}

function rowText(row: StatisticsRow): string {
  const response =
    row.firstResponseMedianSeconds === null || row.firstResponseP90Seconds === null
      ? 'ответов пока нет'
      : `первый ответ: медиана ${durationInWords(row.firstResponseMedianSeconds)}, 90 % — за ${durationInWords(row.firstResponseP90Seconds)}`
  return `${row.institution}\nвсего ${row.tickets}, отвечено ${row.answered}, ждут ${row.waiting}, просрочено ${row.overdue}\n${response}`
}

const lastMoment = (to: string): string => Temporal.Instant.from(to).subtract({ seconds: 1 }).toString()

const cardButtons = (view: TicketForStaff): NonNullable<OutgoingMessage['keyboard']> =>
  inline(
    [
      button('Беру', { kind: 'take', ticketId: view.ticket.id }, 'primary'),
      button('Ответить', { kind: 'write', ticketId: view.ticket.id }, 'positive'),
    ],
    [
      button('Не наш вопрос', { kind: 'notOurs', ticketId: view.ticket.id }),
      button('Почему такой срок?', { kind: 'why', ticketId: view.ticket.id }),
    ],
    [
      button('Уточнить', { kind: 'clarify', ticketId: view.ticket.id }),
      button('Спросить коллег', { kind: 'consult', ticketId: view.ticket.id }),
    ],
    ...(view.mayTakeOver ? [[button('Забрать себе', { kind: 'takeOver', ticketId: view.ticket.id })]] : []),
  )

/** One person may answer for several institutions. */
const isMixed = (views: readonly TicketView[]): boolean =>
  new Set(views.map(({ ownerTitle }) => ownerTitle)).size > 1

function queueLine(view: TicketView, now: Instant, namesOwner: boolean): string {
  const { ticket } = view
  const due = ticket.firstResponseAt === null ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt
  const late = isOverdue(ticket, now) ? 'просрочено, срок был ' : ''
  const takenBy = view.takenByName === null ? '' : ` · занимается ${view.takenByName}`
  const owner = namesOwner ? ` · ${view.ownerTitle ?? 'координатор'}` : ''
  return `№ ${ticket.id} · ${late}${deadlineInWords(due, now, view.timeZone)}${owner}${takenBy}\n${withoutMentions(ticket.summary)}`
}
