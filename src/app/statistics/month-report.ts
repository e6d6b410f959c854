/** A month as a letter: what it says, block by block. `month-html` and the PDF writer say how it looks. */
import { readFigures, readHeat } from '../../domain/figures/figures.ts'
import { casesMin } from '../../domain/figures/ranking.ts'
import { durationInWords } from '../../domain/moment-in-words.ts'
import { type Instant, type PlainDate, Temporal } from '../../domain/time.ts'
import { type FigureValues, figureDefinitions, figureValues } from './figure-definitions.ts'
import { kindInWords } from '../../domain/institution-kinds.ts'
import { type League, leaguesOf } from './leagues.ts'
import { type Chart, type DayCounts, daysChart, heatChart, kindsChart } from './month-charts.ts'
import type { FigureDetails, FigureReader, FigureSums, FigureTable } from './ports.ts'

export interface MonthReport {
  readonly month: PlainDate
  readonly madeAt: Instant
  readonly timeZone: string
  readonly total: FigureValues
  readonly before: FigureValues
  readonly kinds: FigureTable
  readonly kindsBefore: FigureTable
  readonly days: readonly DayCounts[]
  readonly heat: readonly number[]
  readonly topics: FigureTable
  readonly leagues: readonly League[]
}

export interface MonthReading {
  readonly reader: FigureReader
  readonly details: FigureDetails
  readonly now: Instant
  readonly timeZone: string
}

/** `month`: its first day. */
export async function readMonth(
  { reader, details, now, timeZone }: MonthReading,
  month: PlainDate,
): Promise<MonthReport> {
  const selection = { dimension: 'total', members: ['all'] } as const
  const dates = (first: PlainDate) => ({
    from: first.toString(),
    to: first.add({ months: 1 }).toString(),
    now,
  })
  const earlier = month.subtract({ months: 1 })
  const table = (by: 'institution' | 'kind' | 'topic', first: PlainDate): Promise<FigureTable> =>
    reader.read({ ...dates(first), by, municipalityIds: null })
  const sums = (first: PlainDate) => details.read({ ...dates(first), selection })
  const [found, before, kinds, kindsBefore, topics, institutions, institutionsBefore, days] =
    await Promise.all([
      sums(month),
      sums(earlier),
      table('kind', month),
      table('kind', earlier),
      table('topic', month),
      table('institution', month),
      table('institution', earlier),
      details.days({ ...dates(month), selection }),
    ])
  const leagues = leaguesOf(institutions, institutionsBefore)
  return {
    month,
    madeAt: now,
    timeZone,
    total: valuesOf(found),
    before: valuesOf(before),
    kinds,
    kindsBefore,
    days: days.map(({ day, ...counted }) => countsOf(day, counted)),
    heat: readHeat(found.sums),
    topics,
    leagues,
  }
}

const valuesOf = ({ sums, open }: FigureSums): FigureValues =>
  figureValues(readFigures(sums, open, 'citizen'), 'wall', 'citizen')

function countsOf(day: string, { sums, open }: FigureSums): DayCounts {
  const { received, answered } = readFigures(sums, open, 'citizen')
  return { day: Temporal.PlainDate.from(day), received, answered }
}

export type MonthBlock =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'words' | 'note'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly headings: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'definition'; readonly title: string; readonly text: string }

/** «октябрь 2026 года». */
export const monthInWords = ({ month, year }: Pick<PlainDate, 'month' | 'year'>): string =>
  `${monthNames[month - 1] ?? ''} ${year} года`

export const monthTitle = ({ month }: Pick<MonthReport, 'month'>): string =>
  `Обращения жителей: ${monthInWords(month)}`

export function monthBlocks(report: MonthReport): readonly MonthBlock[] {
  const { madeAt, timeZone, total, before, kinds, kindsBefore, topics, leagues, days, heat } = report
  const made = madeAt.toZonedDateTimeISO(timeZone).toPlainDate()
  const stated = `${made.day}.${String(made.month).padStart(2, '0')}.${made.year}`
  const earlier = new Map(kindsBefore.rows.map(({ member, figures }) => [member, figures.replySla.share]))
  const shares = kinds.rows.slice(0, shownKinds).map(({ member, title, figures }) => ({
    title: kindInWords(title),
    now: figures.replySla.share,
    before: earlier.get(member) ?? null,
  }))
  return [
    { kind: 'title', text: monthTitle(report) },
    {
      kind: 'words',
      text: `По состоянию на ${stated}. Рядом — месяц раньше. Обращение, которое открыто и просрочено, считается неуспехом уже сейчас.`,
    },
    { kind: 'chart', chart: daysChart(days) },
    { kind: 'heading', text: 'Главное' },
    {
      kind: 'table',
      headings: ['Показатель', 'Этот месяц', 'Месяц раньше'],
      rows: figureDefinitions.map(({ key, title: name, unit }) => [
        name,
        spell(total[key] ?? null, unit),
        spell(before[key] ?? null, unit),
      ]),
    },
    { kind: 'chart', chart: heatChart(heat) },
    { kind: 'heading', text: 'По видам учреждений' },
    ...(shares.length === 0 ? [] : [{ kind: 'chart', chart: kindsChart(shares) } as const]),
    ...figureRows(kinds),
    { kind: 'heading', text: 'По темам' },
    ...figureRows(topics),
    { kind: 'heading', text: 'Похожие учреждения' },
    ...leagues.flatMap(league),
    { kind: 'heading', text: 'Как считается' },
    ...figureDefinitions.map(({ title, definition }): MonthBlock => ({
      kind: 'definition',
      title,
      text: definition,
    })),
  ]
}

const shownRows = 20
const shownKinds = 12

function figureRows({ by, rows }: FigureTable): readonly MonthBlock[] {
  const side = by === 'kind' ? 'owner' : 'citizen'
  const body = rows.slice(0, shownRows).map(({ title, figures }) => {
    const values = figureValues(figures, 'wall', side)
    const few = figures.received < casesMin ? ' (мало данных)' : ''
    const cell = (key: string, unit: Unit): string => spell(values[key] ?? null, unit)
    return [
      `${by === 'kind' ? kindInWords(title) : title}${few}`,
      cell('received', 'count'),
      cell('overdue', 'count'),
      cell('onTime', 'share'),
      cell('median', 'seconds'),
      cell('p90', 'seconds'),
    ]
  })
  const headings = ['', 'Пришло', 'Просрочено', 'В срок', 'Медиана', '90 %']
  const more = rows.length - shownRows
  return [
    { kind: 'table', headings, rows: body },
    ...(more > 0 ? [{ kind: 'note', text: `И ещё ${more}.` } as const] : []),
  ]
}

function league({ kind, places }: League): readonly MonthBlock[] {
  const rows = places.map(({ title, trend, place, cases, shrunk, praise, advice }) => [
    title,
    trend === null ? '—' : `${trend > 0 ? '+' : ''}${Math.round(trend * 100)} п. п.`,
    place === null ? 'мало данных' : String(place),
    String(cases),
    spell(shrunk, 'share'),
    praise ?? advice,
  ])
  const headings = ['Учреждение', 'Стало', 'Место', 'Случаев', 'В срок, для сравнения', 'Что сказать']
  return [
    { kind: 'subheading', text: kindInWords(kind) },
    { kind: 'table', headings, rows },
  ]
}

type Unit = (typeof figureDefinitions)[number]['unit']

function spell(value: number | null, unit: Unit): string {
  if (value === null) return '—'
  if (unit === 'share') return `${Math.round(value * 100)} %`
  return unit === 'seconds' ? durationInWords(value) : String(value)
}

const monthNames = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
] as const
