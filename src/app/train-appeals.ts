/** Reads a history of appeals: CSV with id, text, topic and institution, as a spreadsheet or a program writes it. */
import { CsvError, parse } from 'csv-parse/sync'
import { type Result, refuse, success } from '../domain/result.ts'
import { decodeFile, whyNoText } from './import/decode-file.ts'
import type { ImportProblem } from './import/problem.ts'
import type { LabelledText } from './train-ports.ts'

export interface Appeal extends LabelledText {
  /** As written; null when the cell is empty. */
  readonly id: string | null
  /** Line of the file where the row begins, the header being 1. */
  readonly line: number
}

export interface AppealsFile {
  readonly appeals: readonly Appeal[]
  /** Rows left out, and why. */
  readonly problems: readonly ImportProblem[]
}

export const appealColumns = ['id', 'text', 'topic', 'institution'] as const

/** A region's history of ten years; a string of JavaScript holds half a billion characters. */
const charactersMax = 400_000_000
const rowsMax = 1_000_000

/** Refused when the file as a whole cannot be read. Columns that are not known are ignored. */
export function readAppeals(bytes: Uint8Array): Result<AppealsFile, readonly ImportProblem[]> {
  const text = decodeFile(bytes).replace(/^\uFEFF/u, '')
  const noText = whyNoText(bytes, text)
  if (noText !== null) return refuse([whole(noText)])
  if (text.length > charactersMax) return refuse([whole('файл слишком велик: разделите его на части')])
  const records = divide(text)
  if (!records.ok) return records
  const [header, ...rows] = records.value.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (header === undefined) return refuse([whole('файл пуст: нет даже строки с названиями столбцов')])
  if (rows.length > rowsMax) return refuse([whole(`в файле больше ${rowsMax} строк: разделите его на части`)])
  const names = header.cells.map((cell) => cell.trim().toLowerCase())
  const problems = headerProblems(names, header.line)
  if (problems.length > 0) return refuse(problems)
  return readRows(names, rows)
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
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
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

function separatorOf(text: string): string {
  const header = text.slice(0, 10_000).split(/\r?\n|\r/u, 1)[0] ?? ''
  const count = (sign: string): number => header.split(sign).length
  return [',', ';', '\t'].toSorted((left, right) => count(right) - count(left))[0] ?? ','
}

function headerProblems(names: readonly string[], line: number): readonly ImportProblem[] {
  return appealColumns.flatMap((column) => {
    const times = names.filter((name) => name === column).length
    if (times === 1) return []
    const reason =
      times > 1
        ? 'столбец встречается дважды'
        : `столбца не хватает; нужны: ${appealColumns.join(', ')}, а в файле: ${names.join(', ')}`
    return [{ line, column, reason: reason.slice(0, reasonMax) }]
  })
}

/** A header of garbage must not fill the screen. */
const reasonMax = 300

function readRows(
  names: readonly string[],
  rows: readonly Line[],
): Result<AppealsFile, readonly ImportProblem[]> {
  const [idAt, textAt, topicAt, institutionAt] = appealColumns.map((column) => names.indexOf(column))
  const appeals: Appeal[] = []
  const problems: ImportProblem[] = []
  for (const { line, cells } of rows) {
    const cellAt = (at: number | undefined): string => cells[at ?? -1]?.trim() ?? ''
    const text = cellAt(textAt)
    const labels = [cellAt(topicAt) || null, cellAt(institutionAt) || null]
    const problem =
      cells.length === names.length
        ? problemOf(text, labels)
        : { column: null, reason: `ячеек ${cells.length}, а столбцов ${names.length}: проверьте кавычки` }
    if (problem === null) appeals.push({ id: cellAt(idAt) || null, line, text, labels })
    else problems.push({ line, ...problem })
  }
  return appeals.length === 0
    ? refuse(problems.length > 0 ? problems : [whole('в файле нет ни одной строки с обращением')])
    : success({ appeals, problems })
}

function problemOf(
  text: string,
  labels: readonly (string | null)[],
): { readonly column: string | null; readonly reason: string } | null {
  if (text === '') return { column: 'text', reason: 'текст пуст' }
  if (labels.every((label) => label === null))
    return { column: 'topic', reason: 'пусты и тема, и учреждение: учиться не на чем' }
  return null
}

const whole = (reason: string): ImportProblem => ({ line: null, column: null, reason })
