/** Writes what a stretch of the log changed into the derived tables, in the transaction of the caller. */
import type { PoolClient } from 'pg'
import type { CellKey, Cells } from '../domain/figures/cells.ts'
import type { FigureChanges } from '../domain/figures/follow.ts'
import { addPacked, packSums } from '../domain/figures/pack-sums.ts'

const dayMs = 86_400_000

/** ISO date of a day since 1970. */
export const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
const dateOrNull = (day: number | null): string | null => (day === null ? null : dateOfDay(day))
const momentOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

const keyColumns = `unnest($2::text[], $3::text[], $4::text[], $5::date[]) with ordinality
  as k (dimension, member, span, starts_on, place)`

/** One by one through the key: a new table has no statistics yet, and a plan for the whole would compare all with all. */
const readCells = `
select k.place::int as place, c.sums from ${keyColumns}
cross join lateral (
  select sums from figure_cells where generation = $1 and dimension = k.dimension and span = k.span
    and starts_on = k.starts_on and member = k.member offset 0) c`

const writeCells = `
insert into figure_cells (generation, dimension, member, span, starts_on, sums)
select $1, dimension, member, span, starts_on, sums
from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::bytea[]) as k (dimension, member, span, starts_on, sums)
on conflict (generation, dimension, span, starts_on, member) do update set sums = excluded.sums`

const dropCells = `
delete from figure_cells c using ${keyColumns}
where c.generation = $1 and c.dimension = k.dimension and c.member = k.member and c.span = k.span and c.starts_on = k.starts_on`

const writeOpen = `
insert into figure_open (generation, ticket_id, opened_on, group_id, municipality_id, topic_id, institution_id, routed_on,
  waiting_since, reply_due_at, owner_reply_due_at, final_due_at, promised_until, promised_on)
select $1, x.* from json_to_recordset($2::json) as x (ticket_id bigint, opened_on date, group_id bigint, municipality_id int,
  topic_id text, institution_id int, routed_on date, waiting_since timestamptz, reply_due_at timestamptz,
  owner_reply_due_at timestamptz, final_due_at timestamptz, promised_until timestamptz, promised_on date)`

export async function writeFigures(
  client: PoolClient,
  generation: number,
  { cells, tickets }: FigureChanges,
): Promise<void> {
  await addCells(client, generation, cells)
  await replaceOpen(client, generation, tickets)
}

async function replaceOpen(
  client: PoolClient,
  generation: number,
  tickets: FigureChanges['tickets'],
): Promise<void> {
  await client.query('delete from figure_open where generation = $1 and ticket_id = any($2::bigint[])', [
    generation,
    [...tickets.keys()],
  ])
  await addOpen(client, generation, tickets)
}

/** Of tickets that are not there yet. */
export async function addOpen(
  client: PoolClient,
  generation: number,
  tickets: FigureChanges['tickets'],
): Promise<void> {
  const rows = [...openRows(tickets)]
  if (rows.length > 0) await client.query(writeOpen, [generation, JSON.stringify(rows)])
}

type Changed = readonly { readonly key: CellKey; readonly sums: ReadonlyMap<number, number> }[]

/** Adds to what is stored. */
export async function addCells(client: PoolClient, generation: number, cells: Cells): Promise<void> {
  const changed: Changed = [...cells.changed()]
  if (changed.length === 0) return
  const { rows } = await client.query<{ place: number; sums: Buffer }>(readCells, [
    ...keysOf(generation, changed),
  ])
  const stored = new Map(rows.map(({ place, sums }) => [place - 1, sums]))
  const packed = changed.map(({ key, sums }, place) => {
    const before = stored.get(place)
    return { key, sums, bytes: packSums(before === undefined ? sums : addPacked(before, new Map(sums))) }
  })
  const full = packed.filter(({ bytes }) => bytes.length > 0)
  await client.query(writeCells, [...keysOf(generation, full), full.map(({ bytes }) => Buffer.from(bytes))])
  const empty = packed.filter(({ bytes }) => bytes.length === 0)
  if (empty.length > 0) await client.query(dropCells, [...keysOf(generation, empty)])
}

const keysOf = (generation: number, changed: Changed): readonly [number, ...(readonly string[])[]] => [
  generation,
  changed.map(({ key }) => key.dimension),
  changed.map(({ key }) => key.member),
  changed.map(({ key }) => key.span),
  changed.map(({ key }) => dateOfDay(key.startsOn)),
]

function* openRows(tickets: FigureChanges['tickets']): Generator<Readonly<Record<string, unknown>>> {
  for (const [ticketId, open] of tickets) {
    if (open === null) continue
    yield {
      ticket_id: ticketId,
      opened_on: dateOfDay(open.openedOn),
      group_id: open.groupId,
      municipality_id: open.municipalityId,
      topic_id: open.topicId,
      institution_id: open.institutionId,
      routed_on: dateOrNull(open.routedOn),
      waiting_since: momentOrNull(open.waitingSinceMs),
      reply_due_at: momentOrNull(open.replyDueMs),
      owner_reply_due_at: momentOrNull(open.ownerReplyDueMs),
      final_due_at: momentOrNull(open.finalDueMs),
      promised_until: momentOrNull(open.promisedUntilMs),
      promised_on: dateOrNull(open.promisedOn),
    }
  }
}
