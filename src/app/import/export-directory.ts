import { importSpecs } from './import-specs.ts'
import type { ImportSpec } from './import-spec.ts'
import type { DirectoryRecords, ImportKind } from './records.ts'

/**
 * The same file back, as import reads it. A file travels: hand over `withoutTokens(records)` unless the tokens were
 * asked for; an empty token on import keeps the known one.
 */
export function exportDirectory<Kind extends ImportKind>(
  records: Readonly<Record<Kind, DirectoryRecords[Kind]>>,
  kind: Kind,
): string {
  return toCsv(importSpecs[kind], records[kind])
}

/** The same as rows of cells, for a worksheet: nothing in it can be a formula. */
export function exportRows<Kind extends ImportKind>(
  records: Readonly<Record<Kind, DirectoryRecords[Kind]>>,
  kind: Kind,
): readonly (readonly string[])[] {
  return toRows(importSpecs[kind], records[kind])
}

/** The records of a kind as named cells. */
export function cellsOf<Kind extends ImportKind>(
  records: Readonly<Record<Kind, DirectoryRecords[Kind]>>,
  kind: Kind,
): readonly { readonly [column: string]: string }[] {
  const spec: ImportSpec<DirectoryRecords[Kind][number]> = importSpecs[kind]
  return records[kind].map((item) => spec.toCells(item))
}

export const withoutTokens = (records: DirectoryRecords): DirectoryRecords => ({
  ...records,
  communities: records.communities.map((community) => ({ ...community, token: '' })),
})

function toCsv<Item>(spec: ImportSpec<Item>, items: readonly Item[]): string {
  return toRows(spec, items)
    .map((row) => `${row.map(cellText).join(';')}\n`)
    .join('')
}

function toRows<Item>(spec: ImportSpec<Item>, items: readonly Item[]): readonly (readonly string[])[] {
  const rows = items.map((item) => {
    const cells = spec.toCells(item)
    return spec.columns.map((column) => cells[column] ?? '')
  })
  return [spec.columns, ...rows]
}

function cellText(cell: string): string {
  // A spreadsheet would run a cell that begins so as a formula; import takes the apostrophe off again.
  const safe = /^'*[=+\-@]/u.test(cell) ? `'${cell}` : cell
  return /[;"\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
