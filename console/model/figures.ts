/** Figures as people read them. */
import { durationInWords } from './due.ts'

export type FigureUnit = 'count' | 'share' | 'seconds'

/** «1 250», «87 %», «2 ч 20 мин»; «нет данных» for what cannot be told. */
export function figureInWords(value: number | null | undefined, unit: FigureUnit): string {
  if (value === null || value === undefined) return 'нет данных'
  if (unit === 'share') return `${Math.round(value * 100)} %`
  return unit === 'seconds'
    ? durationInWords(value * 1000)
    : value.toLocaleString('ru', { maximumFractionDigits: 1 })
}

export interface Change {
  readonly text: string
  readonly tone: 'better' | 'worse' | 'same'
}

/** «на 12 % больше», «на 5 п. п. меньше»; null when there is nothing to compare. */
export function changeInWords(
  now: number | null | undefined,
  before: number | null | undefined,
  { unit, better }: { readonly unit: FigureUnit; readonly better: 'more' | 'less' | null },
): Change | null {
  if (now === null || now === undefined || before === null || before === undefined) return null
  const points = unit === 'share' ? Math.round((now - before) * 100) : null
  const percent = before === 0 ? null : Math.round(((now - before) / before) * 100)
  const amount = points ?? percent
  if (amount === null) return null
  if (amount === 0) return { text: 'как в прошлый раз', tone: 'same' }
  const direction = amount > 0 ? 'more' : 'less'
  const size = `${Math.abs(amount)} ${points === null ? '%' : 'п. п.'}`
  const tone = better === null ? 'same' : better === direction ? 'better' : 'worse'
  return { text: `на ${size} ${amount > 0 ? 'больше' : 'меньше'}`, tone }
}

/** Lines of a table as CSV for spreadsheets; a cell that would be a formula becomes words. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
    return /[";\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}
