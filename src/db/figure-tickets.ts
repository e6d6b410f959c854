/** The tickets behind a figure, by number. */
import type { Pool } from 'pg'
import { type FigureTickets, type SelectedFigures, openLists } from '../app/statistics/ports.ts'
import type { Dimension } from '../domain/figures/contribution.ts'
import { type HistoryList, type Whose, historyLists, isListed } from '../domain/figures/listed-tickets.ts'
import type { LoggedEvent } from '../domain/figures/logged-event.ts'
import { ticketHistory } from '../domain/figures/ticket-history.ts'
import { eventsOf, readEvents } from './figure-log.ts'
import { generation } from './figure-open.ts'
import { openSources } from './figure-details.ts'

const conditions: Readonly<Record<(typeof openLists)[number], string>> = {
  open: '$3::timestamptz is not null',
  waiting: 'waiting_since is not null and $3::timestamptz is not null',
  overdue: 'least(reply_due_at, owner_reply_due_at, final_due_at) < $3',
}

/** Day of t0 as figures file it; who answered or was routed to comes from the log, as in figures. */
const receivedBy: Readonly<Record<Dimension, string>> = {
  total: '$5::text[] is not null',
  municipality: `coalesce(t.municipality_id::text, '-') = any($5)`,
  topic: `coalesce(t.topic_id, '-') = any($5)`,
  community: `t.group_id::text = any($5)`,
  institution: `exists (select 1 from ticket_events e where e.ticket_id = t.id and e.type = 'ticketRouted'
    and coalesce(e.facts ->> 'institutionId', '-') = any($5))`,
  administrator: `exists (select 1 from ticket_events e where e.ticket_id = t.id and e.actor_kind = 'staff'
    and e.actor_id::text = any($5))`,
}

const received = (dimension: Dimension): string => `
select t.id from tickets t
where t.merged_into_id is null and t.opened_at >= ($1::date)::timestamp at time zone $3 and t.opened_at < ($2::date)::timestamp at time zone $3
  and ($4::bigint is null or t.id < $4) and ${receivedBy[dimension]} order by t.id desc limit $6`

export function createFigureTickets(pool: Pool, timeZone: string): FigureTickets {
  return {
    async find(asked, { kind, before, limit }) {
      const open = openLists.find((one) => one === kind)
      if (open !== undefined) {
        const { rows } = await findOpen(pool, asked, { kind: open, before, limit })
        return rows.map(({ id }) => Number(id))
      }
      const list = historyLists.find((one) => one === kind)
      const receivedBefore = (id: number | null, count: number) =>
        findReceived(pool, asked, { timeZone, before: id, limit: count })
      return list === undefined
        ? receivedBefore(before, limit)
        : findByHistory(pool, receivedBefore, { list, whose: asked.selection, before, limit })
    },
  }
}

async function findReceived(
  pool: Pool,
  { from, to, selection }: SelectedFigures,
  page: { readonly timeZone: string; readonly before: number | null; readonly limit: number },
): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: string }>(received(selection.dimension), [
    from,
    to,
    page.timeZone,
    page.before,
    selection.members,
    page.limit,
  ])
  return rows.map(({ id }) => Number(id))
}

/** Histories are read in portions of so many, until the page is full. */
const portion = 1_000

/** What became of the tickets is told by their events, exactly as figures count it. */
async function findByHistory(
  pool: Pool,
  receivedBefore: (id: number | null, count: number) => Promise<readonly number[]>,
  page: {
    readonly list: HistoryList
    readonly whose: Whose
    readonly before: number | null
    readonly limit: number
  },
): Promise<readonly number[]> {
  const found: number[] = []
  for (let { before } = page; found.length < page.limit;) {
    const ids = await receivedBefore(before, portion)
    const histories = byTicket(await readEvents(pool, eventsOf, [ids]))
    for (const id of ids) {
      const history = ticketHistory(histories.get(id) ?? [])
      if (history !== null && isListed(page.list, history, page.whose)) found.push(id)
    }
    before = ids.at(-1) ?? null
    if (ids.length < portion) break
  }
  return found.slice(0, page.limit)
}

function byTicket(events: readonly LoggedEvent[]): ReadonlyMap<number | null, readonly LoggedEvent[]> {
  const histories = new Map<number | null, LoggedEvent[]>()
  for (const event of events) {
    const known = histories.get(event.ticketId)
    if (known === undefined) histories.set(event.ticketId, [event])
    else known.push(event)
  }
  return histories
}

async function findOpen(
  pool: Pool,
  { from, to, now, selection }: SelectedFigures,
  {
    kind,
    before,
    limit,
  }: { readonly kind: keyof typeof conditions; readonly before: number | null; readonly limit: number },
): Promise<{ readonly rows: readonly { readonly id: string }[] }> {
  const source = openSources[selection.dimension]
  if (source === null) return { rows: [] }
  return pool.query<{ id: string }>(
    `select ticket_id as id from figure_open where generation = ${generation} and ${source.filed} >= $1 and ${source.filed} < $2
       and ${source.asked} and ${conditions[kind]} and ($5::bigint is null or ticket_id < $5) order by ticket_id desc limit $6`,
    [from, to, now.toString(), selection.members, before, limit],
  )
}
