/**
 * `otklik stats [--from DATE] [--to DATE] [--json]`: figures per institution and in total, from the event log.
 * `otklik stats --verify [--expect HASH]`: whether the log is as it was written.
 */
import { parseArgs } from 'node:util'
import type { StatisticsStore } from '../../app/ports.ts'
import type { EventSeals } from '../../app/statistics/ports.ts'
import { durationInWords } from '../../domain/moment-in-words.ts'
import type { StatisticsRow, StatisticsTable } from '../../domain/statistics.ts'
import { type Instant, Temporal, addSeconds } from '../../domain/time.ts'
import { verifyLog } from './stats-verify.ts'

export interface StatsEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly store: StatisticsStore
  readonly seals: Pick<EventSeals, 'verify'>
  readonly now: Instant
  readonly timeZone: string
}

const usage = `Использование: otklik stats [--from ГГГГ-ММ-ДД] [--to ГГГГ-ММ-ДД] [--json]
               otklik stats --verify [--expect ХЕШ] [--json]
Обращения, открытые с --from по --to включительно; без них — за последние 30 дней.
`
const usualDays = 30

export async function runStats(argv: readonly string[], environment: StatsEnvironment): Promise<number> {
  const period = readPeriod(argv, environment)
  if (period === null) {
    environment.stderr(usage)
    return 2
  }
  if (typeof period === 'string') {
    environment.stderr(`${period}\n`)
    return 2
  }
  if (period.verify !== null) return verifyLog(period.verify, period.isJson, environment)
  const table = await environment.store.statistics({ from: period.from, to: period.to, now: environment.now })
  environment.stdout(period.isJson ? `${JSON.stringify(table)}\n` : describe(table, environment.timeZone))
  return 0
}

interface Period {
  readonly from: Instant
  readonly to: Instant
  readonly isJson: boolean
  readonly verify: { readonly expectedHead: string | undefined } | null
}

/** A sentence when a date cannot be read, null when the usage is wrong. */
function readPeriod(argv: readonly string[], { now, timeZone }: StatsEnvironment): Period | string | null {
  const options = {
    from: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean', default: false },
    verify: { type: 'boolean', default: false },
    expect: { type: 'string' },
  } as const
  let values
  try {
    values = parseArgs({ args: [...argv], options }).values
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
  const from = values.from === undefined ? null : startOfDay(values.from, timeZone, 0)
  const to = values.to === undefined ? null : startOfDay(values.to, timeZone, 1)
  if (from === 'unreadable' || to === 'unreadable')
    return 'Дата нужна в виде ГГГГ-ММ-ДД, например 2026-11-23.'
  const end = to ?? addSeconds(now, 1)
  const begin = from ?? addSeconds(end, -usualDays * 24 * 3600)
  if (begin.epochMilliseconds >= end.epochMilliseconds)
    return 'Начало периода позже его конца: поменяйте --from и --to местами.'
  const verify = values.verify ? { expectedHead: values.expect } : null
  return { from: begin, to: end, isJson: values.json, verify }
}

function startOfDay(text: string, timeZone: string, plusDays: number): Instant | 'unreadable' {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return 'unreadable'
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
      .add({ days: plusDays })
      .toZonedDateTime(timeZone)
      .toInstant()
  } catch {
    // 31 February and the like.
    return 'unreadable'
  }
}

const headings = [
  'Учреждение',
  'Всего',
  'Отвечено',
  'Ждут',
  'Просрочено',
  'Первый ответ: медиана',
  '90 %',
  'Окончательный: медиана',
  '90 %',
] as const

function describe(table: StatisticsTable, timeZone: string): string {
  const day = (moment: string, minusSeconds: number): string =>
    addSeconds(Temporal.Instant.from(moment), -minusSeconds)
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .toString()
  const rows = [...table.institutions, table.total].map(cells)
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return [
    `Обращения с ${day(table.from, 0)} по ${day(table.to, 1)}`,
    '',
    line(headings),
    ...rows.map(line),
    '',
    'Время — от сообщения жителя (часы ВКонтакте) до ответа человека; ответы бота не считаются.',
    'Просрочено: ответа нет, а срок первого ответа прошёл.',
    '',
  ].join('\n')
}

const cells = (row: StatisticsRow): readonly string[] => [
  row.institution,
  String(row.tickets),
  String(row.answered),
  String(row.waiting),
  String(row.overdue),
  duration(row.firstResponseMedianSeconds),
  duration(row.firstResponseP90Seconds),
  duration(row.finalAnswerMedianSeconds),
  duration(row.finalAnswerP90Seconds),
]

const duration = (seconds: number | null): string => (seconds === null ? '—' : durationInWords(seconds))
