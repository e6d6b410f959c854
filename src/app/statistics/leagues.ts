/** Institutions compared with institutions of their own kind. */
import { type Place, rank } from '../../domain/figures/ranking.ts'
import type { FigureRow, FigureTable } from './ports.ts'

export interface League {
  readonly kind: string
  readonly places: readonly Place[]
}

/** Both tables are by institution; leagues in the order of their kinds. */
export function leaguesOf(
  table: Pick<FigureTable, 'rows'>,
  before: Pick<FigureTable, 'rows'>,
): readonly League[] {
  const earlier = new Map(before.rows.map(({ member, figures }) => [member, figures]))
  const byKind = new Map<string, FigureRow[]>()
  for (const row of table.rows)
    if (row.kind !== null) byKind.set(row.kind, [...(byKind.get(row.kind) ?? []), row])
  return [...byKind]
    .sort(([left], [right]) => left.localeCompare(right, 'ru'))
    .map(([kind, rows]) => ({
      kind,
      places: rank(rows.map((row) => ({ ...row, before: earlier.get(row.member) ?? null }))),
    }))
}
