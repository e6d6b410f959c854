/** A file of the directory brought in on the screen: looked through first, applied when it is good. */
import { type Result, refuse } from '../../domain/result.ts'
import { coordinatedMunicipalities, isCoordinator } from '../../domain/staff.ts'
import type { Clock } from '../../domain/time.ts'
import { type ImportRefused, type ImportReport, importDirectory } from '../import/import-directory.ts'
import type { ImportStore } from '../import/ports.ts'
import type { ImportProblem } from '../import/problem.ts'
import type { TableSource } from '../import/read-table.ts'
import type { DirectoryRecords, ImportKind } from '../import/records.ts'
import type { WhatIf } from '../import/what-if.ts'
import type { Worker } from './work-at-console.ts'

export interface Importing {
  readonly store: ImportStore
  readonly clock: Clock
  /** CSV in any usual encoding, or the first sheet of a workbook; null: neither. */
  readonly readFile: (bytes: Uint8Array) => Promise<TableSource | null>
  /** How last month's tickets would have gone. */
  readonly whatIf: (before: DirectoryRecords, after: DirectoryRecords) => Promise<WhatIf>
}

export interface GivenFile {
  readonly kind: ImportKind
  readonly text: string | null
  /** CSV in any usual encoding, or XLSX; in place of `text`. */
  readonly bytes: Uint8Array | null
  readonly isDryRun: boolean
}

type Refusal = ImportRefused | { readonly kind: 'notCoordinator' }

const movesTickets: ReadonlySet<ImportKind> = new Set([
  'municipalities',
  'institutions',
  'communities',
  'topics',
  'rules',
])

const unreadable: ImportProblem = {
  line: null,
  column: null,
  reason: 'файл не читается как книга XLSX: сохраните его заново («Книга Excel») или возьмите CSV',
}

/** The directory is the region's: coordinators of a municipality look, those of the region change. Goes into the journal. */
export async function importAtConsole(
  { store, clock, whatIf, readFile }: Importing,
  { member }: Worker,
  { kind, text, bytes, isDryRun }: GivenFile,
): Promise<Result<ImportReport, Refusal>> {
  if (!isCoordinator(member) || coordinatedMunicipalities(member) !== null)
    return refuse({ kind: 'notCoordinator' })
  const source = bytes === null ? (text ?? '') : await readFile(bytes)
  if (source === null) return refuse({ kind: 'importRefused', file: kind, problems: [unreadable] })
  let decided: { readonly before: DirectoryRecords; readonly after: DirectoryRecords } | null = null
  const onDecided = (before: DirectoryRecords, after: DirectoryRecords): void => {
    decided = { before, after }
  }
  const by = { staffId: member.id, at: clock.now() }
  const imported = await importDirectory(store, kind, source, { dryRun: isDryRun, by, onDecided })
  const preview: { readonly before: DirectoryRecords; readonly after: DirectoryRecords } | null = decided
  if (!imported.ok || !isDryRun || preview === null || !movesTickets.has(kind)) return imported
  const { before, after } = preview
  return { ok: true, value: { ...imported.value, whatIf: await whatIf(before, after) } }
}
