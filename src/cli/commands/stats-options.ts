import { parseArgs } from 'node:util'
import { type DateRange, periodBefore } from '../../app/statistics/period.ts'
import type { GroupBy } from '../../app/statistics/ports.ts'
import { type Instant, type PlainDate, Temporal } from '../../domain/time.ts'

/** ISO dates: from the first to before the second. */
interface Dates {
  readonly from: string
  readonly to: string
}

export type StatsOptions =
  /** Without a sentence the usage is what is missing. */
  | { readonly kind: 'unreadable'; readonly sentence: string | null }
  | { readonly kind: 'verify'; readonly expectedHead: string | undefined; readonly isJson: boolean }
  | { readonly kind: 'rebuild' }
  | {
      readonly kind: 'figures'
      readonly by: GroupBy
      readonly clock: 'wall' | 'working'
      readonly period: Dates
      readonly before: Dates | null
      readonly isRanking: boolean
      /** The last event that counts; null: all. */
      readonly asOf: number | null
      readonly isJson: boolean
    }

const groups = ['institution', 'kind', 'municipality', 'topic', 'community', 'administrator'] as const
const clocks = ['wall', 'working'] as const
const usualDays = 30
const flag = { type: 'boolean', default: false } as const
const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  by: { type: 'string', default: 'institution' },
  clock: { type: 'string', default: 'wall' },
  expect: { type: 'string' },
  'as-of': { type: 'string' },
  compare: flag,
  ranking: flag,
  json: flag,
  verify: flag,
  rebuild: flag,
} as const

export function readStatsOptions(argv: readonly string[], now: Instant, timeZone: string): StatsOptions {
  let values
  try {
    values = parseArgs({ args: [...argv], options }).values
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return { kind: 'unreadable', sentence: null }
    throw error
  }
  const { json: isJson, expect: expectedHead } = values
  if (values.verify) return { kind: 'verify', expectedHead, isJson }
  if (values.rebuild) return { kind: 'rebuild' }
  // A ranking is of institutions.
  const by = values.ranking ? 'institution' : groups.find((group) => group === values.by)
  const asOf = values['as-of'] === undefined ? null : Number(values['as-of'])
  if (asOf !== null && !(Number.isSafeInteger(asOf) && asOf > 0))
    return { kind: 'unreadable', sentence: '--as-of: номер события, он стоит под каждым отчётом.' }
  const clock = clocks.find((name) => name === values.clock)
  if (by === undefined)
    return { kind: 'unreadable', sentence: `Среза «${values.by}» нет. Есть: ${groups.join(', ')}.` }
  if (clock === undefined) return { kind: 'unreadable', sentence: 'Часы бывают wall и working.' }
  const dates = readDates(values.from, values.to, now.toZonedDateTimeISO(timeZone).toPlainDate())
  if (typeof dates === 'string') return { kind: 'unreadable', sentence: dates }
  return {
    kind: 'figures',
    by,
    clock,
    isJson,
    period: named(dates),
    isRanking: values.ranking,
    asOf,
    before: values.compare || values.ranking ? named(periodBefore(dates)) : null,
  }
}

const named = ({ from, to }: DateRange): Dates => ({ from: from.toString(), to: to.toString() })

/** A sentence when they cannot be read. */
function readDates(from: string | undefined, to: string | undefined, today: PlainDate): DateRange | string {
  const [first, last] = [from === undefined ? null : readDate(from), to === undefined ? today : readDate(to)]
  if (first === undefined || last === undefined) return 'Дата нужна в виде ГГГГ-ММ-ДД, например 2026-11-23.'
  const end = last.add({ days: 1 })
  const start = first ?? end.subtract({ days: usualDays })
  if (Temporal.PlainDate.compare(start, end) >= 0)
    return 'Начало периода позже его конца: поменяйте --from и --to местами.'
  return { from: start, to: end }
}

function readDate(text: string): PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    // 31 February and the like.
    return undefined
  }
}
