/** A directory as one workbook: a sheet for each kind of file, under its name. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { CellValue } from 'read-excel-file/node'
import { ZipFile } from 'yazl'
import { z } from 'zod'
import type { TableSource } from '../../app/import/read-table.ts'
import { type ImportKind, isImportKind } from '../../app/import/records.ts'
import { createRegionTime } from '../../app/statistics/region-time.ts'
import { sheetEnd, sheetHead, sheetRow } from '../../app/statistics/xlsx-sheet.ts'
import { workbookParts } from './xlsx-file.ts'

export type KindRows = ReadonlyMap<ImportKind, TableSource>

export interface Workbook {
  readonly tables: KindRows
  /** Sheets under other names. */
  readonly unknown: readonly string[]
  /** The rows of the first sheet, whatever its name. */
  readonly first: TableSource
}

/** Begins every ZIP archive, and with it every XLSX file. */
export const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Throws when the archive is no workbook. */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  // Only an import of a workbook needs it: every other command starts without.
  const { default: readXlsxFile } = await import('read-excel-file/node')
  const sheets = await readXlsxFile(Buffer.from(bytes))
  const tables = new Map<ImportKind, TableSource>()
  const unknown: string[] = []
  for (const { sheet, data } of sheets) {
    const name = sheet.trim().toLowerCase()
    if (isImportKind(name)) tables.set(name, data.map(cellsOf))
    else unknown.push(sheet)
  }
  return { tables, unknown, first: (sheets[0]?.data ?? []).map(cellsOf) }
}

const cellsOf = (row: readonly (CellValue | null)[]): readonly string[] => row.map(textOf)

/** What a person sees in the cell, as it would stand in a CSV file. */
function textOf(value: CellValue | null): string {
  if (value === null) return ''
  const date = z.date().safeParse(value)
  if (date.success) return date.data.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

export async function writeWorkbook(
  path: string,
  tables: ReadonlyMap<ImportKind, readonly (readonly string[])[]>,
): Promise<void> {
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(path))
  // The texts of a directory hold no moments.
  const time = createRegionTime('UTC')
  let number = 0
  for (const [head = [], ...rows] of tables.values()) {
    number += 1
    const body = rows.map((row) => sheetRow(row.map(textCell), time)).join('')
    const sheet = withAddresses(`${sheetHead(head)}${body}${sheetEnd}`)
    zip.addBuffer(Buffer.from(sheet), `xl/worksheets/sheet${number}.xml`)
  }
  for (const [name, text] of workbookParts([...tables.keys()])) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  await written
}

/** `A1` in each cell: the format does without, but not every reader does. `<` of texts is escaped, so tags are tags. */
function withAddresses(sheet: string): string {
  let [row, column] = [0, 0]
  return sheet.replace(/<row>|<c(?=[ /])/gu, (tag) => {
    if (tag === '<row>') {
      row += 1
      column = 0
      return `<row r="${row}">`
    }
    column += 1
    return `<c r="${columnName(column)}${row}"`
  })
}

const letters = 26

function columnName(number: number): string {
  const rest = Math.floor((number - 1) / letters)
  const letter = String.fromCharCode('A'.charCodeAt(0) + ((number - 1) % letters))
  return rest === 0 ? letter : `${columnName(rest)}${letter}`
}

const textCell = (value: string): { readonly kind: 'text'; readonly value: string | null } => ({
  kind: 'text',
  value: value === '' ? null : value,
})
