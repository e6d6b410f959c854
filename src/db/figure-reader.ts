/** Reads figures from the derived tables. */
import type { Queried } from './queried.ts'
import type { FigureQuery, FigureReader, FigureRow, FigureTable, GroupBy } from '../app/statistics/ports.ts'
import type { Span } from '../domain/figures/cells.ts'
import { coverOf } from '../domain/figures/cover.ts'
import { type Dimension, everybody } from '../domain/figures/contribution.ts'
import {
  type OpenCounts,
  type Side,
  addOpen,
  noneOpen,
  readFigures,
  readHeat,
  readLateHeat,
} from '../domain/figures/figures.ts'
import { addPacked } from '../domain/figures/pack-sums.ts'
import { generation, named, openBy, readOpenRow } from './figure-open.ts'
import { dateOfDay } from './figure-rows.ts'
import { nameMembers } from './figure-titles.ts'

const cells = ['day', 'month']
  .map(
    (span, index) => `
select member, '${span}' as span, starts_on::text, sums from figure_cells
where generation = ${generation} and dimension = $1 and span = '${span}' and starts_on = any($${index + 2}::date[])
  and ($4::text[] is null or member = any($4))`,
  )
  .join(' union all ')

interface Source {
  readonly dimension: Dimension
  readonly side: Side
  /** Null: nobody owes anything (an administrator). */
  readonly open: string | null
}

const sources: Readonly<Record<GroupBy, Source>> = {
  institution: {
    dimension: 'institution',
    side: 'owner',
    open: openBy(named('institution_id'), 'routed_on'),
  },
  kind: { dimension: 'institution', side: 'owner', open: openBy(named('institution_id'), 'routed_on') },
  municipality: {
    dimension: 'municipality',
    side: 'citizen',
    open: openBy(named('municipality_id'), 'opened_on'),
  },
  topic: { dimension: 'topic', side: 'citizen', open: openBy(named('topic_id'), 'opened_on') },
  community: { dimension: 'community', side: 'citizen', open: openBy(named('group_id'), 'opened_on') },
  administrator: { dimension: 'administrator', side: 'owner', open: null },
}

const totalOpen = openBy(`'${everybody}'`, 'opened_on')

interface Merged {
  readonly sums: Map<number, number>
  open: OpenCounts
}

export function createFigureReader(pool: Queried): FigureReader {
  return { read: (query) => readTable(pool, query) }
}

async function readTable(pool: Queried, query: FigureQuery): Promise<FigureTable> {
  const source = sources[query.by]
  const [total, members, names] = await Promise.all([
    readTotal(pool, query),
    readMembers(pool, query, source),
    nameMembers(pool, query),
  ])
  const grouped = new Map<
    string,
    { readonly title: string; readonly kind: string | null; readonly merged: Merged }
  >()
  for (const [member, found] of members) {
    const name = names(member)
    if (name === null) continue
    const group = grouped.get(name.group)
    if (group === undefined) grouped.set(name.group, { title: name.title, kind: name.kind, merged: found })
    else addTo(group.merged, found)
  }
  const rows = [...grouped].map(([member, { title, kind, merged }]): FigureRow => ({
    member,
    title,
    kind,
    figures: readFigures(merged.sums, merged.open, source.side),
    lateHeat: readLateHeat(merged.sums),
  }))
  return {
    from: query.from,
    to: query.to,
    by: query.by,
    total: readFigures(total.sums, total.open, 'citizen'),
    heat: readHeat(total.sums),
    rows: rows.sort(mostUrgentFirst),
  }
}

const mostUrgentFirst = (left: FigureRow, right: FigureRow): number =>
  right.figures.overdue - left.figures.overdue ||
  right.figures.received - left.figures.received ||
  left.title.localeCompare(right.title, 'ru')

/** Of the region, or of some municipalities. */
async function readTotal(pool: Queried, query: FigureQuery): Promise<Merged> {
  const { municipalityIds } = query
  const dimension = municipalityIds === null ? 'total' : 'municipality'
  const [sums, open] = await Promise.all([
    readCells(pool, query, dimension, municipalityIds?.map(String) ?? null),
    readOpen(pool, query, totalOpen),
  ])
  const total: Merged = { sums: new Map(), open: open.get(everybody) ?? noneOpen }
  for (const found of sums.values()) addTo(total, found)
  return total
}

async function readMembers(
  pool: Queried,
  query: FigureQuery,
  source: Source,
): Promise<ReadonlyMap<string, Merged>> {
  const [sums, open] = await Promise.all([
    readCells(pool, query, source.dimension, null),
    source.open === null
      ? new Map<string, OpenCounts>()
      : readOpen(pool, { ...query, municipalityIds: null }, source.open),
  ])
  for (const [member, counts] of open) {
    const found = sums.get(member) ?? { sums: new Map(), open: noneOpen }
    sums.set(member, { ...found, open: counts })
  }
  return sums
}

async function readCells(
  pool: Queried,
  period: Pick<FigureQuery, 'from' | 'to'>,
  dimension: Dimension,
  members: readonly string[] | null,
): Promise<Map<string, Merged>> {
  const found = await readCellsOf(pool, period, { dimension, members })
  return new Map([...found].map(([member, sums]) => [member, { sums, open: noneOpen }]))
}

/** Sums of each member; null members: all of the dimension. */
export async function readCellsOf(
  pool: Queried,
  { from, to }: Pick<FigureQuery, 'from' | 'to'>,
  { dimension, members }: { readonly dimension: Dimension; readonly members: readonly string[] | null },
): Promise<ReadonlyMap<string, Map<number, number>>> {
  const parts = coverOf(dayOf(from), dayOf(to))
  const dates = (asked: Span): readonly string[] =>
    parts.filter(({ span }) => span === asked).map(({ startsOn }) => dateOfDay(startsOn))
  const weights = new Map(
    parts.map(({ span, startsOn, weight }) => [`${span} ${dateOfDay(startsOn)}`, weight]),
  )
  const { rows } = await pool.query<{ member: string; span: Span; starts_on: string; sums: Buffer }>(cells, [
    dimension,
    dates('day'),
    dates('month'),
    members,
  ])
  const found = new Map<string, Map<number, number>>()
  for (const { member, span, starts_on: startsOn, sums } of rows) {
    const weight = weights.get(`${span} ${startsOn}`) ?? 1
    found.set(member, addPacked(sums, found.get(member) ?? new Map(), weight))
  }
  return withoutZeros(found)
}

/** What the days outside the period took away again. */
function withoutZeros(found: Map<string, Map<number, number>>): ReadonlyMap<string, Map<number, number>> {
  for (const [member, sums] of found) {
    for (const [key, amount] of sums) if (amount === 0) sums.delete(key)
    if (sums.size === 0) found.delete(member)
  }
  return found
}

async function readOpen(pool: Queried, query: FigureQuery, sql: string): Promise<Map<string, OpenCounts>> {
  const { from, to, now, municipalityIds } = query
  const { rows } = await pool.query(sql, [from, to, now.toString(), municipalityIds])
  return new Map(rows.map(readOpenRow))
}

function addTo(target: Merged, added: Merged): void {
  for (const [key, amount] of added.sums) target.sums.set(key, (target.sums.get(key) ?? 0) + amount)
  target.open = addOpen(target.open, added.open)
}

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000
