/** A month as a letter: one HTML page that prints on A4 without anything from outside. */
import { readFigures } from '../../domain/figures/figures.ts'
import { casesMin } from '../../domain/figures/ranking.ts'
import { durationInWords } from '../../domain/moment-in-words.ts'
import type { Instant, PlainDate } from '../../domain/time.ts'
import { type FigureValues, figureDefinitions, figureValues } from './figure-definitions.ts'
import { type League, leaguesOf } from './leagues.ts'
import type { FigureDetails, FigureReader, FigureTable } from './ports.ts'

export interface MonthReport {
  readonly month: PlainDate
  readonly madeAt: Instant
  readonly timeZone: string
  readonly total: FigureValues
  readonly before: FigureValues
  readonly kinds: FigureTable
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
  const values = async (first: PlainDate): Promise<FigureValues> => {
    const { sums, open } = await details.read({ ...dates(first), selection })
    return figureValues(readFigures(sums, open, 'citizen'), 'wall', 'citizen')
  }
  const [total, before, kinds, topics, institutions, institutionsBefore] = await Promise.all([
    values(month),
    values(earlier),
    table('kind', month),
    table('topic', month),
    table('institution', month),
    table('institution', earlier),
  ])
  const leagues = leaguesOf(institutions, institutionsBefore)
  return { month, madeAt: now, timeZone, total, before, kinds, topics, leagues }
}

const style = `
@page { size: A4; margin: 20mm 15mm }
body { font: 11pt/1.4 'PT Serif', 'Times New Roman', serif; color: #111; max-width: 180mm; margin: 0 auto; padding: 5mm }
h1 { font-size: 16pt } h2 { font-size: 13pt; break-after: avoid } table { border-collapse: collapse; width: 100%; margin: 3mm 0 }
th, td { border: 0.3mm solid #999; padding: 1mm 2mm; text-align: right } th:first-child, td:first-child { text-align: left }
thead { display: table-header-group } tr { break-inside: avoid } .note { font-size: 9pt; color: #444 }`

export function monthReportHtml(report: MonthReport): string {
  const { month, madeAt, timeZone, total, before, kinds, topics, leagues } = report
  const title = `Обращения жителей: ${monthNames[month.month - 1] ?? ''} ${month.year} года`
  const made = madeAt.toZonedDateTimeISO(timeZone).toPlainDate()
  return `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head><body>
<h1>${escaped(title)}</h1>
<p>По состоянию на ${made.day}.${String(made.month).padStart(2, '0')}.${made.year}. Рядом — месяц раньше. Обращение, которое открыто и просрочено, считается неуспехом уже сейчас.</p>
<h2>Главное</h2>
${table(
  ['Показатель', 'Этот месяц', 'Месяц раньше'],
  figureDefinitions.map(({ key, title: name, unit }) => [
    name,
    spell(total[key] ?? null, unit),
    spell(before[key] ?? null, unit),
  ]),
)}
<h2>По видам учреждений</h2>
${figureRows(kinds)}
<h2>По темам</h2>
${figureRows(topics)}
<h2>Похожие учреждения</h2>
${leagues.map(league).join('\n')}
<h2>Как считается</h2>
${figureDefinitions.map((one) => `<p class="note"><b>${escaped(one.title)}.</b> ${escaped(one.definition)}.</p>`).join('\n')}
</body></html>
`
}

const shownRows = 20

function figureRows({ by, rows }: FigureTable): string {
  const side = by === 'kind' ? 'owner' : 'citizen'
  const body = rows.slice(0, shownRows).map(({ title, figures }) => {
    const values = figureValues(figures, 'wall', side)
    const few = figures.received < casesMin ? ' (мало данных)' : ''
    const cell = (key: string, unit: Unit): string => spell(values[key] ?? null, unit)
    return [
      `${title}${few}`,
      cell('received', 'count'),
      cell('overdue', 'count'),
      cell('onTime', 'share'),
      cell('median', 'seconds'),
      cell('p90', 'seconds'),
    ]
  })
  const more = rows.length > shownRows ? `<p class="note">И ещё ${rows.length - shownRows}.</p>` : ''
  return `${table(['', 'Пришло', 'Просрочено', 'В срок', 'Медиана', '90 %'], body)}${more}`
}

function league({ kind, places }: League): string {
  const rows = places.map(({ title, trend, place, cases, shrunk, praise, advice }) => [
    title,
    trend === null ? '—' : `${trend > 0 ? '+' : ''}${Math.round(trend * 100)} п. п.`,
    place === null ? 'мало данных' : String(place),
    String(cases),
    spell(shrunk, 'share'),
    praise ?? advice,
  ])
  return `<h3>${escaped(kind)}</h3>${table(['Учреждение', 'Стало', 'Место', 'Случаев', 'В срок, для сравнения', 'Что сказать'], rows)}`
}

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${headings.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`

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

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

const escaped = (words: string): string =>
  words.replaceAll(/[&<>"]/gu, (sign: string) => entities.get(sign) ?? sign)
