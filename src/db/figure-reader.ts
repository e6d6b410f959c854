/** Reads figures from the derived tables: months where the period holds whole ones, days at its edges. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { FigureQuery, FigureReader, FigureRow, FigureTable, GroupBy } from '../app/statistics/ports.ts'
import { startOfMonth } from '../domain/figures/cells.ts'
import { type Dimension, everybody } from '../domain/figures/contribution.ts'
import {
  type OpenCounts,
  type Side,
  noneOpen,
  readFigures,
  readHeat,
  readLateHeat,
} from '../domain/figures/figures.ts'
import { addPacked } from '../domain/figures/pack-sums.ts'
import { dateOfDay } from './figure-rows.ts'
import { nameMembers } from './figure-titles.ts'

const generation = '(select generation from figure_state where id = 1)'

const cells = `
select member, sums from figure_cells
where generation = ${generation} and dimension = $1 and span = 'month' and starts_on >= $3 and starts_on < $4
  and ($6::text[] is null or member = any($6))
union all
select member, sums from figure_cells
where generation = ${generation} and dimension = $1 and span = 'day'
  and (starts_on >= $2 and starts_on < least($3::date, $5::date) or starts_on >= greatest($4::date, $2::date) and starts_on < $5)
  and ($6::text[] is null or member = any($6))`

/** `filed` is the day under which the member counts the ticket. */
const openBy = (member: string, filed: string): string => `
select ${member} as member,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2)::int as open,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2 and waiting_since is not null)::int as waiting,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2
    and least(reply_due_at, owner_reply_due_at, final_due_at) < $3)::int as overdue,
  count(*) filter (where opened_on >= $1 and opened_on < $2 and reply_due_at < $3)::int as reply_overdue,
  count(*) filter (where routed_on >= $1 and routed_on < $2 and owner_reply_due_at < $3)::int as owner_overdue,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2 and final_due_at < $3)::int as final_overdue,
  count(*) filter (where promised_on >= $1 and promised_on < $2 and promised_until < $3)::int as promises_overdue
from figure_open where generation = ${generation} and ($4::int[] is null or municipality_id = any($4)) group by 1`

const openRow = z.object({
  member: z.string(),
  open: z.number(),
  waiting: z.number(),
  overdue: z.number(),
  reply_overdue: z.number(),
  owner_overdue: z.number(),
  final_overdue: z.number(),
  promises_overdue: z.number(),
})

interface Source {
  readonly dimension: Dimension
  readonly side: Side
  /** Null: nobody owes anything (an administrator). */
  readonly open: string | null
}

const named = (column: string): string => `coalesce(${column}::text, '-')`

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

export function createFigureReader(pool: Pool): FigureReader {
  return { read: (query) => readTable(pool, query) }
}

async function readTable(pool: Pool, query: FigureQuery): Promise<FigureTable> {
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
async function readTotal(pool: Pool, query: FigureQuery): Promise<Merged> {
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
  pool: Pool,
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
  pool: Pool,
  { from, to }: FigureQuery,
  dimension: Dimension,
  members: readonly string[] | null,
): Promise<Map<string, Merged>> {
  const months = wholeMonths(from, to)
  const { rows } = await pool.query<{ member: string; sums: Buffer }>(cells, [
    dimension,
    from,
    months.from,
    months.to,
    to,
    members,
  ])
  const merged = new Map<string, Merged>()
  for (const { member, sums } of rows) {
    const found = merged.get(member) ?? { sums: new Map(), open: noneOpen }
    merged.set(member, found)
    addPacked(sums, found.sums)
  }
  return merged
}

async function readOpen(pool: Pool, query: FigureQuery, sql: string): Promise<Map<string, OpenCounts>> {
  const { from, to, now, municipalityIds } = query
  const { rows } = await pool.query(sql, [from, to, now.toString(), municipalityIds])
  return new Map(
    rows.map((row) => {
      const found = openRow.parse(row)
      const { member, open, waiting, overdue } = found
      return [
        member,
        {
          open,
          waiting,
          overdue,
          replyOverdue: found.reply_overdue,
          ownerOverdue: found.owner_overdue,
          finalOverdue: found.final_overdue,
          promisesOverdue: found.promises_overdue,
        },
      ]
    }),
  )
}

function addTo(target: Merged, added: Merged): void {
  for (const [key, amount] of added.sums) target.sums.set(key, (target.sums.get(key) ?? 0) + amount)
  const sum = (name: keyof OpenCounts): number => target.open[name] + added.open[name]
  target.open = {
    open: sum('open'),
    waiting: sum('waiting'),
    overdue: sum('overdue'),
    replyOverdue: sum('replyOverdue'),
    ownerOverdue: sum('ownerOverdue'),
    finalOverdue: sum('finalOverdue'),
    promisesOverdue: sum('promisesOverdue'),
  }
}

/** Dates between which months are whole; `to` is not after `from` when there is none. */
function wholeMonths(from: string, to: string): { readonly from: string; readonly to: string } {
  const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000
  const [first, last] = [dayOf(from), dayOf(to)]
  const start = startOfMonth(first) === first ? first : nextMonth(first)
  return { from: dateOfDay(start), to: dateOfDay(Math.max(start, startOfMonth(last))) }
}

const daysOfLongestMonth = 31
const nextMonth = (day: number): number => startOfMonth(startOfMonth(day) + daysOfLongestMonth)
