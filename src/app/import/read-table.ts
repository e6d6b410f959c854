/**
 * CSV text, or the rows of a worksheet → rows of named cells, each with the line where it begins. Separator of CSV:
 * semicolon, comma or tab.
 */
import { CsvError, parse } from 'csv-parse/sync'

import { type Result, refuse, success } from '../../domain/result.ts'
import type { ImportProblem } from './problem.ts'

export interface TableRow {
  readonly line: number
  readonly cells: { readonly [column: string]: string }
}

export interface Table {
  readonly rows: readonly TableRow[]
  /** Rows that could not be divided into cells. */
  readonly problems: readonly ImportProblem[]
}

/** The text of a CSV file, or the rows of a worksheet from its first on. */
export type TableSource = string | readonly (readonly string[])[]

/** Above any region: 1,700 communities, some thousands of people. */
const rowsMax = 50_000
const charactersMax = 30_000_000

/** Refused when the file as a whole cannot be read; then nothing is known about its rows. */
export function readTable(
  source: TableSource,
  columns: readonly string[],
): Result<Table, readonly ImportProblem[]> {
  if (typeof source === 'string' && source.length > charactersMax)
    return refuse([whole('файл слишком велик: разделите его на части')])
  const lines =
    typeof source === 'string'
      ? divide(source.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n'))
      : success(source.map((cells, index) => ({ line: index + 1, cells })))
  if (!lines.ok) return lines
  const [header, ...body] = lines.value.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (header === undefined) return refuse([whole('файл пуст: нет даже строки с названиями столбцов')])
  if (body.length > rowsMax) return refuse([whole(`в файле больше ${rowsMax} строк: разделите его на части`)])
  const names = header.cells.map((cell) => cell.trim().toLowerCase())
  const problems = headerProblems(names, columns, header.line)
  return problems.length > 0 ? refuse(problems) : success(nameCells(names, body))
}

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

/** The parser tells where a record ends; it begins after the end of the one before. */
function divide(text: string): Result<readonly Line[], readonly ImportProblem[]> {
  const lines: Line[] = []
  let endedAt = 0
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: readonly string[], context) => {
        lines.push({ line: endedAt + 1, cells })
        endedAt = context.lines
        return null
      },
    })
    return success(lines)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // The parser counts on to the end of the file: the quote stands in the first row that is not read.
    const at = typeof error['index'] === 'number' ? error['index'] : -1
    const column = lines[0]?.cells[at]?.trim().toLowerCase() ?? null
    const reason = 'кавычка открыта и не закрыта: дальше файл не прочесть'
    return refuse([{ line: endedAt + 1, column, reason }])
  }
}

function delimiterOf(text: string): string {
  const header = text.slice(0, 10_000).split(/\r?\n/u, 1)[0] ?? ''
  const count = (sign: string) => header.split(sign).length
  return [';', ',', '\t'].toSorted((left, right) => count(right) - count(left))[0] ?? ';'
}

function headerProblems(
  names: readonly string[],
  columns: readonly string[],
  line: number,
): readonly ImportProblem[] {
  const unknown = names
    .filter((name, index) => !columns.includes(name) || names.indexOf(name) !== index)
    .map((column) => ({
      line,
      column,
      reason: columns.includes(column)
        ? 'столбец встречается дважды'
        : `такого столбца нет; нужны: ${columns.join(', ')}`,
    }))
  const missing = columns
    .filter((column) => !names.includes(column))
    .map((column) => ({ line, column, reason: 'столбца не хватает' }))
  return [...unknown, ...missing]
}

function nameCells(names: readonly string[], body: readonly Line[]): Table {
  const isWhole = ({ cells }: Line) => cells.slice(names.length).every((cell) => cell.trim() === '')
  return {
    rows: body.filter(isWhole).map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(names.map((name, index) => [name, withoutGuard(cells[index] ?? '').trim()])),
    })),
    problems: body
      .filter((row) => !isWhole(row))
      .map(({ line, cells }) => ({
        line,
        column: null,
        reason: `ячеек ${cells.length}, а столбцов ${names.length}: проверьте разделители и кавычки`,
      })),
  }
}

/** The apostrophe that export puts before a cell that a spreadsheet would take for a formula. */
const withoutGuard = (cell: string): string => (/^'+[=+\-@]/u.test(cell) ? cell.slice(1) : cell)

const whole = (reason: string): ImportProblem => ({ line: null, column: null, reason })
