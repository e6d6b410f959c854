/** Decides what a file changes in the directory: pure, so that a dry run and a real one cannot differ. */
import { type Result, refuse, success } from '../../domain/result.ts'
import type { ImportSpec, ReadRecord } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import { type TableRow, type TableSource, readTable } from './read-table.ts'
import type { DirectoryRecords } from './records.ts'

export interface MergeCounts {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly skipped: number
}

/** What a row of the file would do to the directory, cell by cell; a new record has no `before`. */
export interface Difference {
  readonly key: string
  readonly isNew: boolean
  readonly cells: readonly { readonly column: string; readonly before: string; readonly after: string }[]
}

export interface Merge<Item> {
  /** All records as they will be. */
  readonly next: readonly Item[]
  /** Those to be written. */
  readonly written: readonly Item[]
  readonly counts: MergeCounts
  /** One for each record in `written`, in the order of the file. */
  readonly differences: readonly Difference[]
  /** Rows that were left out because the caller allowed it. */
  readonly problems: readonly ImportProblem[]
}

export interface MergeRequest<Item> {
  readonly spec: ImportSpec<Item>
  readonly text: TableSource
  readonly current: DirectoryRecords
  /** The records of this kind in `current`. */
  readonly known: readonly Item[]
  readonly skipBad: boolean
}

/** Refused with all that is wrong, or — with `skipBad` — when the file cannot be read at all. */
export function mergeTable<Item>(request: MergeRequest<Item>): Result<Merge<Item>, readonly ImportProblem[]> {
  const { spec, text, current, skipBad } = request
  const table = readTable(text, spec.columns)
  if (!table.ok) return table
  const problems: ImportProblem[] = [...table.value.problems]
  const rows = table.value.rows.map((row) => readRow(spec, row))
  let good: readonly ReadRecord<Item>[] = rows.flatMap((row) => (row.ok ? [row.value] : []))
  problems.push(...rows.flatMap((row) => (row.ok ? [] : row.refusal)))
  // A row left out may have been what another refers to, so the rest is checked until nothing falls out.
  for (;;) {
    const found = [...repetitions(spec, good), ...spec.check(good, current)]
    problems.push(...found)
    const badLines = new Set(found.map(({ line }) => line))
    if (badLines.size === 0) break
    good = good.filter(({ line }) => !badLines.has(line))
  }
  if (problems.length > 0 && !skipBad) return refuse(inOrder(problems))
  const skipped = new Set(problems.map(({ line }) => line)).size
  return success({ ...compare(request, good, skipped), problems: inOrder(problems) })
}

function readRow<Item>(
  spec: ImportSpec<Item>,
  row: TableRow,
): Result<ReadRecord<Item>, readonly ImportProblem[]> {
  const parsed = spec.row.safeParse(row.cells)
  if (parsed.success) return success({ line: row.line, item: parsed.data })
  return refuse(
    parsed.error.issues.map(({ path, message }) => ({
      line: row.line,
      column: typeof path[0] === 'string' ? path[0] : null,
      reason: message,
    })),
  )
}

function repetitions<Item>(
  spec: ImportSpec<Item>,
  read: readonly ReadRecord<Item>[],
): readonly ImportProblem[] {
  const firstLine = new Map<string, number>()
  return read.flatMap(({ line, item }) => {
    const key = spec.keyOf(item)
    const first = firstLine.get(key) ?? line
    firstLine.set(key, first)
    return first === line ? [] : [{ line, column: spec.keyColumn, reason: `повторяет строку ${first}` }]
  })
}

function compare<Item>(
  { spec, known }: MergeRequest<Item>,
  read: readonly ReadRecord<Item>[],
  skipped: number,
): Omit<Merge<Item>, 'problems'> {
  const next = new Map(known.map((item) => [spec.keyOf(item), item]))
  const written: Item[] = []
  const differences: Difference[] = []
  let added = 0
  for (const { item } of read) {
    const key = spec.keyOf(item)
    const before = next.get(key) ?? spec.unwritten?.(item)
    const completed = spec.complete?.(item, before) ?? item
    if (before !== undefined && isSame(spec, before, completed)) continue
    if (before === undefined) added += 1
    next.set(key, completed)
    written.push(completed)
    differences.push(differenceOf(spec, key, before, completed))
  }
  const changed = written.length - added
  return {
    next: [...next.values()],
    written,
    counts: { added, changed, unchanged: read.length - written.length, skipped },
    differences,
  }
}

function differenceOf<Item>(
  spec: ImportSpec<Item>,
  key: string,
  before: Item | undefined,
  after: Item,
): Difference {
  const [old, now] = [before === undefined ? {} : spec.toCells(before), spec.toCells(after)]
  const cells = spec.columns.flatMap((column) => {
    const [was, is] = [old[column] ?? '', now[column] ?? '']
    if (was === is) return []
    return secretColumns.has(column)
      ? [{ column, before: hide(was), after: hide(is) }]
      : [{ column, before: was, after: is }]
  })
  return { key, isNew: before === undefined, cells }
}

/** A difference is shown on screens and goes into logs of terminals. */
const secretColumns: ReadonlySet<string> = new Set(['token'])
const hide = (value: string): string => (value === '' ? '' : '•••')

const isSame = <Item>(spec: ImportSpec<Item>, left: Item, right: Item): boolean =>
  JSON.stringify(spec.toCells(left)) === JSON.stringify(spec.toCells(right))

const inOrder = (problems: readonly ImportProblem[]): readonly ImportProblem[] =>
  problems.toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0))
