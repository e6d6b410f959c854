/** «Почему такой срок?»: the deadline step by step, so that anybody can count along. */
import type { TicketView } from '../src/domain/desk.ts'
import { type DeadlineStretch, explainDeadline, promisedHours } from '../src/domain/deadline.ts'
import type { Directory, Priority } from '../src/domain/directory.ts'
import { calendarOf, officeHours } from '../src/domain/institution-calendar.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import {
  clockTime,
  dateInWords,
  deadlineInWords,
  daysInWords,
  durationInWords,
  plural,
} from '../src/domain/moment-in-words.ts'
import type { Instant } from '../src/domain/time.ts'

/** More lines than that nobody reads; the total stays right. */
const stretchesMax = 8

export function whyThisDeadline(
  view: TicketView,
  region: { readonly directory: Directory; readonly timeZone: string },
  now: Instant,
): OutgoingMessage {
  const { ticket, timeZone } = view
  const { directory } = region
  const topic = ticket.topicId === null ? undefined : directory.topics.get(ticket.topicId)
  const hours = promisedHours(topic, ticket.priority)
  const calendar = calendarOf(directory, ticket.institutionId, region.timeZone)
  const first = explainDeadline(calendar, ticket.routedAt, hours.firstReplyHours)
  const owner = ticket.institutionId === null ? undefined : directory.institutions.get(ticket.institutionId)
  const isAsPromised = first.due.epochMilliseconds === ticket.firstReplyDueAt.epochMilliseconds
  const steps = [
    `${view.ownerTitle ?? 'Координатор'}: вопрос поступил ${dateInWords(first.from, timeZone)} в ${clockTime(first.from, timeZone)}.`,
    `На первый ответ ${hoursFor(view, ticket.priority)} — ${workingHours(hours.firstReplyHours)}.`,
    `Часы работы: ${owner?.workingHours ?? officeHours}.`,
    ...first.stretches.slice(0, stretchesMax).map((stretch) => stretchInWords(stretch, timeZone)),
  ]
  return {
    text: [
      `Срок первого ответа по № ${ticket.id} — ${deadlineInWords(ticket.firstReplyDueAt, now, timeZone)}. Вот как он посчитан:`,
      '',
      ...steps.map((step, index) => `${index + 1}. ${step}`),
      '',
      isAsPromised
        ? `Так и выходит: ${deadlineInWords(first.due, now, timeZone)}.`
        : 'Часы работы или правила с тех пор изменились; обещанный раньше срок остаётся прежним.',
      `На решение или точный срок даётся ${workingHours(hours.finalAnswerHours)} — ${deadlineInWords(ticket.finalAnswerDueAt, now, timeZone)}.`,
      ...(timeZone === region.timeZone ? [] : ['Время везде местное, того, кто отвечает.']),
    ].join('\n'),
    about: ticket.id,
  }
}

const hoursFor = (view: TicketView, priority: Priority): string =>
  `${view.topicTitle === null ? 'на вопрос без темы' : `по теме «${view.topicTitle}»`}${priorityWords[priority]}`

const priorityWords: Readonly<Record<Priority, string>> = {
  urgent: ' (срочно)',
  'fast-track': ' (в первую очередь)',
  normal: '',
}

const workingHours = (hours: number): string =>
  `${hours} ${plural(hours, 'рабочий час', 'рабочих часа', 'рабочих часов')}`

function stretchInWords(stretch: DeadlineStretch, timeZone: string): string {
  const { first, last, reason, days, workedSeconds, from, to } = stretch
  const when = daysInWords(first, last)
  const because = reasonInWords(stretch)
  const suffix = because === '' ? '' : ` (${because})`
  if (workedSeconds === 0)
    return `${when}${suffix === '' ? ' — рабочее время уже кончилось или ещё не началось' : `: не считается${suffix}`}.`
  const worked = durationInWords(workedSeconds, { inDays: false })
  if (from !== null && to !== null)
    return `${when}${suffix}: с ${clockTime(from, timeZone)} до ${clockTime(to, timeZone)} — ${worked}.`
  const dayWord = plural(days, 'день', 'дня', 'дней')
  return `${when}${reason.kind === 'usual' ? '' : suffix}: ${days} ${dayWord} — ${worked}.`
}

function reasonInWords({ reason, first, workedSeconds, days }: DeadlineStretch): string {
  switch (reason.kind) {
    case 'usual':
      return workedSeconds === 0 && (days > 1 || first.dayOfWeek > fridayOfWeek) ? 'выходной' : ''
    case 'holiday':
      return 'праздник или перенесённый выходной'
    case 'workingSaturday':
      return 'рабочая суббота'
    case 'shortDay':
      return 'короткий день перед праздником'
    case 'named':
      return reason.title === '' ? 'особый день' : reason.title
  }
}

const fridayOfWeek = 5
