/** The report of Monday, as people read it in VK. */
import type { Attachment, OutgoingMessage } from '../src/domain/message.ts'
import { daysInWords, durationInWords } from '../src/domain/moment-in-words.ts'
import type { Figures } from '../src/domain/figures/figures.ts'
import { inline } from './keyboards.ts'
import { invitationToJudge, judgeButton } from './quality/texts.ts'
import type { PlainDate } from '../src/domain/time.ts'

export interface ReportWords {
  readonly title: string
  readonly from: PlainDate
  readonly figures: Figures
  readonly before: Figures
  readonly advice: string
  readonly praise: string | null
}

export function weekReportMessage(
  { title, from, figures, before, advice, praise }: ReportWords,
  chart: Attachment | null,
  more: readonly string[] = [],
): OutgoingMessage {
  const { replySla, rating, received, answered, waiting, overdue } = figures
  const response = figures.ownerResponse.wall.count > 0 ? figures.ownerResponse : figures.firstResponse
  const lines = [
    `Неделя ${daysInWords(from, from.add({ days: 6 }))}: ${title}`,
    `Пришло ${received}${than(before.received)}, отвечено ${answered}. Ждут сейчас ${waiting}, просрочено ${overdue}.`,
    `В срок: ${percent(replySla.share)}${trend(replySla.share, before.replySla.share)}.`,
    ...(response.wall.median === null
      ? []
      : [`Половина ответов — быстрее чем за ${durationInWords(response.wall.median)}.`]),
    ...(rating.helpedShare === null
      ? []
      : [
          `Помогло ${percent(rating.helpedShare)} оценивших; оценили ${percent(rating.responseRate)} тех, кого спросили.`,
        ]),
    ...(praise === null ? [] : [praise]),
    ...(received === 0 ? [] : [advice]),
    ...more,
    'Открытые просроченные обращения считаются неуспехом уже сегодня; слова бота — не ответ.',
  ]
  return { text: lines.join('\n\n'), ...(chart === null ? {} : { attachments: [chart] }) }
}

/** A coordinator's report ends with what they can do about the quality of answers. */
export const withSample = (message: OutgoingMessage, answers: number): OutgoingMessage => ({
  ...message,
  text: `${message.text}\n\n${invitationToJudge(answers)}`,
  keyboard: inline([judgeButton]),
})

/** `period`: «октябрь 2026 года». */
export const monthReportMessage = (
  period: string,
  { received, answered, overdue }: Pick<Figures, 'received' | 'answered' | 'overdue'>,
  letter: Attachment,
): OutgoingMessage => ({
  text: `Отчёт за ${period} готов, он в этом файле: можно отправить или напечатать.\n\nПришло ${received}, отвечено ${answered}, просрочено сейчас ${overdue}. Как считается каждый показатель — в конце отчёта.`,
  attachments: [letter],
})

export const silentPages = (pages: readonly { readonly title: string; readonly first: string }[]): string =>
  pages.length === 0
    ? 'Все страницы отвечают.'
    : [
        `Молчат страницы: ${pages.length}.`,
        ...pages.slice(0, pagesMax).map(({ title, first }) => `«${title}»: ${first}`),
        ...(pages.length > pagesMax ? [`И ещё ${pages.length - pagesMax}: команда otklik radar.`] : []),
      ].join('\n')

const pagesMax = 5
const percent = (share: number | null): string => (share === null ? '—' : `${Math.round(share * 100)} %`)
const than = (before: number): string => (before === 0 ? '' : ` (неделей раньше ${before})`)

function trend(now: number | null, before: number | null): string {
  if (now === null || before === null) return ''
  const points = Math.round((now - before) * 100)
  if (points === 0) return ', как неделей раньше'
  return points > 0 ? `, лучше на ${points} п. п.` : `, хуже на ${-points} п. п.`
}
