/** Figures as an aligned table for the terminal. */
import type { FigureRow, FigureTable, GroupBy } from '../../app/statistics/ports.ts'
import { figureDefinitions } from '../../app/statistics/figure-definitions.ts'
import type { Figures } from '../../domain/figures/figures.ts'
import { durationInWords } from '../../domain/moment-in-words.ts'
import { Temporal } from '../../domain/time.ts'

type ClockName = 'wall' | 'working'

interface Column {
  readonly heading: string
  /** Keys of what it shows: their definitions stand below the table. */
  readonly keys: readonly string[]
  readonly cell: (figures: Figures, clock: ClockName) => string
}

const headingOf: Readonly<Record<GroupBy, string>> = {
  institution: 'Учреждение',
  kind: 'Вид учреждений',
  municipality: 'Муниципалитет',
  topic: 'Тема',
  community: 'Сообщество',
  administrator: 'Сотрудник',
}

/** Whose clock shows how fast a member is. */
const isOwners = (by: GroupBy): boolean => by === 'institution' || by === 'kind' || by === 'administrator'

const columns = (by: GroupBy): readonly Column[] => {
  const response = (figures: Figures): Figures['firstResponse'] =>
    isOwners(by) ? figures.ownerResponse : figures.firstResponse
  return [
    { heading: 'Пришло', keys: ['received'], cell: ({ received }) => String(received) },
    { heading: 'Отвечено', keys: ['answered'], cell: ({ answered }) => String(answered) },
    { heading: 'Ждут', keys: ['waiting'], cell: ({ waiting }) => String(waiting) },
    { heading: 'Просрочено', keys: ['overdue'], cell: ({ overdue }) => String(overdue) },
    { heading: 'В срок', keys: ['onTime'], cell: ({ replySla }) => percent(replySla.share) },
    {
      heading: 'Медиана',
      keys: ['median'],
      cell: (figures, clock) => duration(response(figures)[clock].median),
    },
    { heading: '90 %', keys: ['p90'], cell: (figures, clock) => duration(response(figures)[clock].p90) },
    {
      heading: 'До решения',
      keys: ['finalMedian'],
      cell: ({ finalAnswer }, clock) => duration(finalAnswer[clock].median),
    },
    { heading: 'Вернули', keys: ['reopened'], cell: ({ reopened }) => String(reopened) },
    {
      heading: 'Помогло (оценили)',
      keys: ['helped', 'rated'],
      cell: ({ rating }) =>
        rating.helpedShare === null
          ? '—'
          : `${percent(rating.helpedShare)} (${percent(rating.responseRate)})`,
    },
    {
      heading: 'Обещания',
      keys: ['promisesKept'],
      cell: ({ promises }) => percent(promises.keptShare),
    },
    {
      heading: 'Качество (N)',
      keys: ['qualityAnswers', 'qualityClear', 'qualityConcrete', 'qualityJudged', 'qualityJudgedShare'],
      cell: ({ quality }) => qualityCell(quality),
    },
  ]
}

/** Three shares of «yes», and of how many answers: `80/60/75 % (12 из 15)`. */
const qualityCell = ({ answers, clear, concrete, judged, sampled }: Figures['quality']): string =>
  judged === 0
    ? '—'
    : `${[answers, clear, concrete].map(({ yesShare }) => Math.round((yesShare ?? 0) * 100)).join('/')} % (${judged} из ${sampled})`

/** Below this many nothing can be said about a member. */
const fewMax = 5

export function describeTables(table: FigureTable, before: FigureTable | null, clock: ClockName): string {
  const shown = columns(table.by)
  const earlier = new Map(before?.rows.map(({ member, figures }) => [member, figures]))
  const lines = [
    ...table.rows.flatMap((row) => rowLines(row, earlier.get(row.member), before !== null, shown, clock)),
    ...rowLines({ title: 'Всего', figures: table.total }, before?.total, before !== null, shown, clock),
  ]
  const headings = [headingOf[table.by], ...shown.map(({ heading }) => heading)]
  return [
    `Обращения с ${table.from} по ${lastDay(table.to)}`,
    ...(before === null ? [] : [`Под каждой строкой — с ${before.from} по ${lastDay(before.to)}`]),
    '',
    ...aligned([headings, ...lines]),
    '',
    ...notes(table, clock),
    '',
    ...footnotes(shown),
    '',
  ].join('\n')
}

const rowLines = (
  { title, figures }: Pick<FigureRow, 'title' | 'figures'>,
  before: Figures | undefined,
  isCompared: boolean,
  shown: readonly Column[],
  clock: ClockName,
): readonly (readonly string[])[] => [
  [
    figures.received > 0 && figures.received < fewMax ? `${title} (мало данных)` : title,
    ...shown.map(({ cell }) => cell(figures, clock)),
  ],
  ...(isCompared
    ? [['  было', ...shown.map(({ cell }) => (before === undefined ? '—' : cell(before, clock)))]]
    : []),
]

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
}

function notes({ by, total }: FigureTable, clock: ClockName): readonly string[] {
  const { routing, waitingRuns, clockSuspect } = total
  return [
    isOwners(by)
      ? 'Медиана и 90 % — от передачи учреждению до ответа человека; «В срок» — по сроку самого учреждения.'
      : 'Медиана и 90 % — от первого сообщения жителя до ответа человека; «В срок» — по первому обещанию жителю.',
    clock === 'wall'
      ? 'Время — по календарю: ночи и выходные считаются. Рабочее время: --clock working.'
      : 'Время — рабочее, по часам того, у кого обращение было. Как ждёт житель: --clock wall.',
    'Ответы бота не считаются. Открытые и просроченные обращения считаются неуспехом уже сегодня.',
    `Каждое ожидание жителя, медиана: ${duration(waitingRuns[clock].median)}. Верный ответственный сразу: ${percent(routing.firstOwnerRightShare)}; передач: ${routing.forwards}, потеряно на них часов: ${routing.lostHours}.`,
    ...(clockSuspect > 0 ? [`Обращений, при которых сбивались часы: ${clockSuspect}.`] : []),
  ]
}

/** The same words as in the console, the API and the report. */
const footnotes = (shown: readonly Column[]): readonly string[] =>
  shown.flatMap(({ keys }) =>
    figureDefinitions
      .filter(({ key }) => keys.includes(key))
      .map(({ title, definition }) => `${title}: ${definition}.`),
  )

const percent = (share: number | null): string => (share === null ? '—' : `${Math.round(share * 100)} %`)
const duration = (seconds: number | null): string => (seconds === null ? '—' : durationInWords(seconds))
const lastDay = (to: string): string => Temporal.PlainDate.from(to).subtract({ days: 1 }).toString()
