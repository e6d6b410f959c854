/** `otklik export tickets|events [FILE]`: one row for each ticket or event, as CSV or XLSX for spreadsheets. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { type Cell, csvHeader, csvLine } from '../../app/statistics/csv-lines.ts'
import type { LogExport, TicketRow } from '../../app/statistics/ports.ts'
import { createRegionTime } from '../../app/statistics/region-time.ts'
import type { LoggedEvent } from '../../domain/figures/logged-event.ts'
import { type Instant, Temporal } from '../../domain/time.ts'
import { type XlsxContent, writeXlsx } from './xlsx-file.ts'

export interface ExportLogEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly log: LogExport
  readonly timeZone: string
}

export const exportsLog = (kind: string | undefined): boolean => kind === 'tickets' || kind === 'events'

const usage = `Использование: otklik export tickets|events [ФАЙЛ] [--from ГГГГ-ММ-ДД] [--to ГГГГ-ММ-ДД] [--with-personal-data]
ФАЙЛ с окончанием .xlsx — книга Excel с настоящими датами; иначе CSV. Строка на обращение или на событие; обращения, открытые с --from по --to включительно. Без --with-personal-data —
без номеров людей и без их слов. Столбцы описаны в docs/metrics.md.
`

interface Column<Row> {
  readonly name: string
  readonly cell: (row: Row) => Cell
  readonly isPersonal?: true
}

const text = (value: string | null): Cell => ({ kind: 'text', value })
const number = (value: number | null): Cell => ({ kind: 'number', value })
const moment = (value: number | null): Cell => ({ kind: 'moment', value })
const duration = (ms: number | null): Cell => ({ kind: 'duration', seconds: ms === null ? null : ms / 1000 })

const ticketColumns: readonly Column<TicketRow>[] = [
  { name: 'Номер', cell: ({ id }) => number(id) },
  { name: 'Состояние', cell: ({ status }) => text(status) },
  { name: 'Открыто', cell: ({ openedMs }) => moment(openedMs) },
  { name: 'Сообщество', cell: ({ community }) => text(community) },
  { name: 'Ответственный', cell: ({ institution }) => text(institution) },
  { name: 'Муниципалитет', cell: ({ municipality }) => text(municipality) },
  { name: 'Тема', cell: ({ topic }) => text(topic) },
  { name: 'Срок первого ответа', cell: ({ replyDueMs }) => moment(replyDueMs) },
  { name: 'Первый ответ', cell: ({ firstResponseMs }) => moment(firstResponseMs) },
  {
    name: 'До первого ответа',
    cell: ({ openedMs, firstResponseMs }) =>
      duration(firstResponseMs === null ? null : firstResponseMs - openedMs),
  },
  {
    name: 'До первого ответа, рабочее время',
    cell: ({ firstResponseWorkingMs }) => duration(firstResponseWorkingMs),
  },
  { name: 'Решено', cell: ({ resolvedMs }) => moment(resolvedMs) },
  {
    name: 'До решения',
    cell: ({ openedMs, resolvedMs }) => duration(resolvedMs === null ? null : resolvedMs - openedMs),
  },
  { name: 'Передач', cell: ({ forwards }) => number(forwards) },
  { name: 'Возвратов', cell: ({ reopenings }) => number(reopenings) },
  { name: 'Оценка', cell: ({ rating }) => text(rating) },
  { name: 'Житель (id ВКонтакте)', cell: ({ citizenId }) => number(citizenId), isPersonal: true },
  { name: 'Первые слова', cell: ({ summary }) => text(summary), isPersonal: true },
  // Whoever reads columns by their place: new ones come last.
  { name: 'Соединено с', cell: ({ mergedInto }) => number(mergedInto) },
]

const eventColumns: readonly Column<LoggedEvent>[] = [
  { name: 'Номер события', cell: ({ id }) => number(id) },
  { name: 'Обращение', cell: ({ ticketId }) => number(ticketId) },
  { name: 'Событие', cell: ({ type }) => text(type) },
  { name: 'Наше время', cell: ({ atMs }) => moment(atMs) },
  { name: 'Время ВКонтакте', cell: ({ vkAtMs }) => moment(vkAtMs) },
  { name: 'Кто', cell: ({ actorKind }) => text(actorKind) },
  { name: 'Подробности', cell: ({ facts }) => text(JSON.stringify(facts)) },
  { name: 'Кто (номер)', cell: ({ actorId }) => number(actorId), isPersonal: true },
]

export async function runExportLog(
  argv: readonly string[],
  environment: ExportLogEnvironment,
): Promise<number> {
  const command = readCommand(argv, environment.timeZone)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const { kind, path, period, isPersonal } = command
  const rows =
    kind === 'tickets'
      ? await write(ticketColumns, environment.log.tickets(period), { ...environment, path, isPersonal })
      : await write(eventColumns, environment.log.events(period), { ...environment, path, isPersonal })
  if (path !== undefined) environment.stderr(`${path}: записано строк ${rows}\n`)
  return 0
}

interface Target {
  readonly timeZone: string
  readonly isPersonal: boolean
  /** Undefined: the standard output. */
  readonly path: string | undefined
  readonly stdout: (text: string) => void
}

async function write<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncGenerator<readonly Row[]>,
  { timeZone, isPersonal, path, stdout }: Target,
): Promise<number> {
  const shown = columns.filter((column) => isPersonal || column.isPersonal !== true)
  const content = {
    title: 'Отклик',
    names: shown.map(({ name }) => name),
    time: createRegionTime(timeZone),
    portions: inCells(shown, rows),
  }
  if (path?.toLowerCase().endsWith('.xlsx') === true) return writeXlsx(path, content)
  const target = path === undefined ? null : createWriteStream(path)
  const count = await writeCsv(content, async (words) => {
    if (target === null) stdout(words)
    else if (!target.write(words)) await once(target, 'drain')
  })
  if (target !== null) {
    target.end()
    await once(target, 'finish')
  }
  return count
}

async function* inCells<Row>(
  columns: readonly Column<Row>[],
  portions: AsyncGenerator<readonly Row[]>,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const portion of portions) yield portion.map((row) => columns.map(({ cell }) => cell(row)))
}

async function writeCsv(
  { names, portions, time }: XlsxContent,
  say: (words: string) => Promise<void>,
): Promise<number> {
  await say(csvHeader(names))
  let count = 0
  for await (const portion of portions) {
    count += portion.length
    await say(portion.map((cells) => csvLine(cells, time)).join(''))
  }
  return count
}

interface ExportLogCommand {
  readonly kind: 'tickets' | 'events'
  readonly path: string | undefined
  readonly isPersonal: boolean
  readonly period: { readonly from: Instant; readonly to: Instant }
}

function readCommand(argv: readonly string[], timeZone: string): ExportLogCommand | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        from: { type: 'string', default: '2000-01-01' },
        to: { type: 'string', default: '2100-01-01' },
        'with-personal-data': { type: 'boolean', default: false },
      } as const,
    })
    const [kind, path, ...rest] = positionals
    if ((kind !== 'tickets' && kind !== 'events') || rest.length > 0) return null
    const midnight = (date: string, days: number): Instant =>
      Temporal.PlainDate.from(date).add({ days }).toZonedDateTime(timeZone).toInstant()
    const period = { from: midnight(values.from, 0), to: midnight(values.to, 1) }
    return { kind, path, isPersonal: values['with-personal-data'], period }
  } catch (error) {
    // parseArgs throws on an unknown option, Temporal on what is no date.
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}
