/** The tickets behind a figure, by number. */
import type { Pool } from 'pg'
import type { FigureTickets, SelectedFigures, TicketListKind } from '../app/statistics/ports.ts'
import type { Dimension } from '../domain/figures/contribution.ts'
import { generation } from './figure-open.ts'
import { openSources } from './figure-details.ts'

const conditions: Readonly<Record<Exclude<TicketListKind, 'received'>, string>> = {
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
where t.opened_at >= ($1::date)::timestamp at time zone $3 and t.opened_at < ($2::date)::timestamp at time zone $3
  and ($4::bigint is null or t.id < $4) and ${receivedBy[dimension]} order by t.id desc limit $6`

export function createFigureTickets(pool: Pool, timeZone: string): FigureTickets {
  return {
    async find(asked, { kind, before, limit }) {
      const { from, to, selection } = asked
      const { rows } =
        kind === 'received'
          ? await pool.query<{ id: string }>(received(selection.dimension), [
              from,
              to,
              timeZone,
              before,
              selection.members,
              limit,
            ])
          : await findOpen(pool, asked, { kind, before, limit })
      return rows.map(({ id }) => Number(id))
    },
  }
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
