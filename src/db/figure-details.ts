/** Figures of one selection: as a whole, and day by day. */
import type { Pool } from 'pg'
import type { FigureDetails, FigureSums, SelectedFigures } from '../app/statistics/ports.ts'
import type { Dimension } from '../domain/figures/contribution.ts'
import { type OpenCounts, noneOpen } from '../domain/figures/figures.ts'
import { addPacked } from '../domain/figures/pack-sums.ts'
import { generation, named, openBy, readOpenRow } from './figure-open.ts'
import { readCellsOf } from './figure-reader.ts'

const cellsByDay = `
select starts_on::text as day, sums from figure_cells
where generation = ${generation} and dimension = $1 and span = 'day' and starts_on >= $2 and starts_on < $3 and member = any($4)`

interface OpenSource {
  /** The day under which the member counts the ticket. */
  readonly filed: string
  readonly asked: string
}

const byMember = (column: string): string => `${named(column)} = any($4)`

/** Null: nobody owes anything (an administrator). */
export const openSources: Readonly<Record<Dimension, OpenSource | null>> = {
  total: { filed: 'opened_on', asked: '$4::text[] is not null' },
  institution: { filed: 'routed_on', asked: byMember('institution_id') },
  municipality: { filed: 'opened_on', asked: byMember('municipality_id') },
  topic: { filed: 'opened_on', asked: byMember('topic_id') },
  community: { filed: 'opened_on', asked: byMember('group_id') },
  administrator: null,
}

export function createFigureDetails(pool: Pool): FigureDetails {
  return {
    async read(asked) {
      const [found, open] = await Promise.all([
        readCellsOf(pool, asked, asked.selection),
        openCounts(pool, asked, () => `'all'`),
      ])
      const sums = new Map<number, number>()
      for (const member of found.values())
        for (const [key, amount] of member) sums.set(key, (sums.get(key) ?? 0) + amount)
      return { sums, open: open.get('all') ?? noneOpen }
    },
    days: (asked) => readDays(pool, asked),
  }
}

async function readDays(
  pool: Pool,
  asked: SelectedFigures,
): Promise<readonly (FigureSums & { readonly day: string })[]> {
  const { from, to, selection } = asked
  const [cells, open, promised] = await Promise.all([
    pool.query<{ day: string; sums: Buffer }>(cellsByDay, [selection.dimension, from, to, selection.members]),
    openCounts(pool, asked, (filed) => `${filed}::text`),
    openCounts(pool, asked, () => `promised_on::text`),
  ])
  const days = new Map<string, Map<number, number>>()
  for (const { day, sums } of cells.rows) days.set(day, addPacked(sums, days.get(day) ?? new Map()))
  const all = new Set([...days.keys(), ...open.keys(), ...promised.keys()])
  return [...all]
    .filter((day) => day >= from && day < to)
    .toSorted()
    .map((day) => ({
      day,
      sums: days.get(day) ?? new Map<number, number>(),
      open: {
        ...(open.get(day) ?? noneOpen),
        promisesOverdue: promised.get(day)?.promisesOverdue ?? 0,
      },
    }))
}

async function openCounts(
  pool: Pool,
  { from, to, now, selection }: SelectedFigures,
  groupOf: (filed: string) => string,
): Promise<ReadonlyMap<string, OpenCounts>> {
  const source = openSources[selection.dimension]
  if (source === null) return new Map()
  // What is not filed under any day is of no day.
  const sql = openBy(`coalesce(${groupOf(source.filed)}, '-')`, source.filed, source.asked)
  const { rows } = await pool.query(sql, [from, to, now.toString(), selection.members])
  return new Map(rows.map(readOpenRow))
}
