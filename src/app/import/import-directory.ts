import type { StaffId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import type { SignedAct } from '../console/journal-ports.ts'
import { importSpecs } from './import-specs.ts'
import { type Difference, type MergeCounts, mergeTable } from './merge-table.ts'
import type { ImportStore } from './ports.ts'
import type { ImportProblem } from './problem.ts'
import type { TableSource } from './read-table.ts'
import type { WhatIf } from './what-if.ts'
import { type DirectoryRecords, type ImportKind, importKinds, noRecords } from './records.ts'

export interface ImportOptions {
  /** Look and count, write nothing. */
  readonly dryRun?: boolean
  /** Leave bad rows out instead of refusing the file; they are listed in `problems`. */
  readonly skipBad?: boolean
  /** Whose act it is in the journal; left out: nobody's. Looking alone is no act. */
  readonly by?: { readonly staffId: StaffId; readonly at: Instant }
  /** Called after each file was looked through: so many of so many. */
  readonly onProgress?: (done: number, of: number, kind: ImportKind) => void
  /** Given the directory as it is and as it would be, once the files were found good. */
  readonly onDecided?: (before: DirectoryRecords, after: DirectoryRecords) => void
}

export interface ImportReport extends MergeCounts {
  readonly kind: ImportKind
  readonly isApplied: boolean
  readonly problems: readonly ImportProblem[]
  /** With `dryRun`: what would change, row by row. */
  readonly differences?: readonly Difference[]
  /** With `dryRun`, where the change may move tickets: how last month's would have gone. */
  readonly whatIf?: WhatIf
}

export interface ImportRefused {
  readonly kind: 'importRefused'
  readonly file: ImportKind
  readonly problems: readonly ImportProblem[]
}

/** Brings one file into the directory. Doing it twice changes nothing the second time. */
export async function importDirectory(
  store: ImportStore,
  kind: ImportKind,
  source: TableSource,
  options: ImportOptions = {},
): Promise<Result<ImportReport, ImportRefused>> {
  const imported = await importTables(store, { [kind]: source }, options)
  if (!imported.ok) return imported
  const [report] = imported.value
  return report === undefined ? refuse({ kind: 'importRefused', file: kind, problems: [] }) : success(report)
}

/** Several files at once, in the order of their references and in one transaction: all of them or none. */
export async function importTables(
  store: ImportStore,
  sources: { readonly [Kind in ImportKind]?: TableSource },
  { dryRun = false, skipBad = false, by, onDecided, onProgress }: ImportOptions = {},
): Promise<Result<readonly ImportReport[], ImportRefused>> {
  return store.update<Result<readonly ImportReport[], ImportRefused>>((current) => {
    let state: Merged = { records: current, changes: noRecords }
    const reports: ImportReport[] = []
    const given = importKinds.filter((kind) => sources[kind] !== undefined)
    for (const kind of importKinds) {
      const text = sources[kind]
      if (text === undefined) continue
      const step = mergeKind(kind, text, state, skipBad)
      if (!step.ok) return { changes: null, outcome: step }
      state = step.value.state
      const { differences, ...report } = step.value.report
      onProgress?.(reports.length + 1, given.length, kind)
      reports.push({ ...report, isApplied: !dryRun, ...(dryRun ? { differences } : {}) })
    }
    onDecided?.(current, state.records)
    const hasChanges = reports.some(({ added, changed }) => added + changed > 0)
    return {
      changes: dryRun || !hasChanges ? null : state.changes,
      outcome: success(reports),
      acts: dryRun || by === undefined ? [] : reports.map((report) => actOf(report, by)),
    }
  })
}

const actOf = (
  { kind, added, changed }: ImportReport,
  { staffId, at }: NonNullable<ImportOptions['by']>,
): SignedAct => ({ by: staffId, at, act: { kind: 'directoryImported', facts: { kind, added, changed } } })

interface Merged {
  readonly records: DirectoryRecords
  readonly changes: DirectoryRecords
}

interface Step<Kind extends ImportKind> {
  readonly state: Merged
  readonly report: Omit<ImportReport, 'isApplied'> & {
    readonly kind: Kind
    readonly differences: readonly Difference[]
  }
}

function mergeKind<Kind extends ImportKind>(
  kind: Kind,
  text: TableSource,
  { records, changes }: Merged,
  skipBad: boolean,
): Result<Step<Kind>, ImportRefused> {
  const merged = mergeTable({
    spec: importSpecs[kind],
    text,
    current: records,
    known: records[kind],
    skipBad,
  })
  if (!merged.ok) return refuse({ kind: 'importRefused', file: kind, problems: merged.refusal })
  const { next, written, counts, problems, differences } = merged.value
  const state = { records: { ...records, [kind]: next }, changes: { ...changes, [kind]: written } }
  return success({ state, report: { kind, ...counts, problems, differences } })
}
