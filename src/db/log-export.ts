/** One row for each ticket and one for each event, in portions: memory does not grow with what is exported. */
import type { Pool } from 'pg'
import type { LogExport, TicketRow } from '../app/statistics/ports.ts'
import { clocksOf } from '../domain/figures/calendar-state.ts'
import { workingWait } from '../domain/figures/contribution.ts'
import type { LoggedEvent } from '../domain/figures/logged-event.ts'
import { ticketHistory } from '../domain/figures/ticket-history.ts'
import { mergedTicket } from '../domain/figures/merged-ticket.ts'
import { presentCalendars } from './calendar-states.ts'
import { eventsOfTickets, readEvents } from './figure-log.ts'

const portion = 2_000
const everyEvent = Number.MAX_SAFE_INTEGER

const nextTickets = `
select t.id, t.summary, t.citizen_id, t.status, i.short_title as institution, m.title as municipality, p.title as topic, c.title as community
from tickets t left join institutions i on i.id = t.institution_id left join municipalities m on m.id = t.municipality_id
  left join topics p on p.id = t.topic_id left join communities c on c.group_id = t.group_id
where t.id > $1 and t.opened_at >= $2 and t.opened_at < $3 order by t.id limit ${portion}`

interface Titles {
  readonly id: string
  readonly summary: string
  readonly citizen_id: string
  readonly status: string
  readonly institution: string | null
  readonly municipality: string | null
  readonly topic: string | null
  readonly community: string | null
}

export function createLogExport(pool: Pool, timeZone: string): LogExport {
  return {
    async *tickets({ from, to }) {
      const calendars = await presentCalendars(pool)
      const clockOf = clocksOf({ ...calendars.state, regionTimeZone: timeZone })
      for await (const { titles, events } of portions(pool, from.toString(), to.toString())) {
        const rows = titles.map((row) => rowOf(row, events.get(row.id) ?? [], clockOf))
        yield rows.filter((row) => row !== null)
      }
    },
    async *events({ from, to }) {
      for await (const { events } of portions(pool, from.toString(), to.toString()))
        yield [...events.values()].flat()
    },
  }
}

type ClockOf = Parameters<typeof workingWait>[2]

/** Null: the log does not know how it began. */
function rowOf(titles: Titles, events: readonly LoggedEvent[], clockOf: ClockOf): TicketRow | null {
  const row = { ...titles, id: Number(titles.id), citizenId: Number(titles.citizen_id) }
  const history = ticketHistory(events)
  if (history === null) {
    const merged = mergedTicket(events)
    if (merged === null) return null
    return { ...row, ...unmeasured, status: 'merged', openedMs: merged.openedMs, mergedInto: merged.into }
  }
  const { openedMs, firstResponse, resolution, intervals } = history
  return {
    ...row,
    openedMs,
    firstResponseMs: firstResponse?.ms ?? null,
    firstResponseWorkingMs:
      firstResponse === null
        ? null
        : workingWait(history, { fromMs: openedMs, toMs: firstResponse.ms }, clockOf),
    resolvedMs: resolution?.ms ?? null,
    replyDueMs: history.replyDueMs,
    forwards: intervals.filter(({ isForwarded }) => isForwarded).length,
    reopenings: history.reopenings.length,
    rating: history.rating,
    mergedInto: null,
  }
}

/** Its owner answers for it with the older ticket: a figure of its own would count the same question twice. */
const unmeasured = {
  firstResponseMs: null,
  firstResponseWorkingMs: null,
  resolvedMs: null,
  replyDueMs: null,
  forwards: null,
  reopenings: null,
  rating: null,
} as const

async function* portions(
  pool: Pool,
  from: string,
  to: string,
): AsyncGenerator<{
  readonly titles: readonly Titles[]
  readonly events: ReadonlyMap<string, readonly LoggedEvent[]>
}> {
  for (let after = '0'; ;) {
    const { rows } = await pool.query<Titles>(nextTickets, [after, from, to])
    const last = rows.at(-1)
    if (last === undefined) return
    const events = new Map(rows.map(({ id }) => [id, new Array<LoggedEvent>()]))
    for (const event of await readEvents(pool, eventsOfTickets, [after, last.id, everyEvent]))
      events.get(String(event.ticketId))?.push(event)
    yield { titles: rows, events }
    after = last.id
  }
}
