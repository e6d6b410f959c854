/**
 * Figures as they were when the log ended at an event: by the events up to it and by the calendars that were known then.
 * They are counted anew into temporary tables, which hide the kept ones on one connection and go with it; so the same
 * code reads them, and nothing that is kept changes.
 */
import type { Pool, PoolClient } from 'pg'
import type { FiguresAsOf } from '../app/statistics/ports.ts'
import { Cells } from '../domain/figures/cells.ts'
import { changesThePast, clocksOf } from '../domain/figures/calendar-state.ts'
import { follow } from '../domain/figures/follow.ts'
import { createRegionDays } from '../domain/figures/region-days.ts'
import { Temporal } from '../domain/time.ts'
import { calendarsOf, presentCalendars } from './calendar-states.ts'
import { eventsWithoutTicket, readEvents, ticketPortions } from './figure-log.ts'
import { createFigureReader } from './figure-reader.ts'
import { addCells, addOpen } from './figure-rows.ts'

const temporary = ['figure_cells', 'figure_open', 'figure_state']
  .map((name) => `create temp table ${name} (like ${name} including all)`)
  .join('; ')

/** The state that was known at a moment, or the first one that ever was. */
const stateAt = `
select id from calendar_states order by (seen_at <= $1) desc, case when seen_at <= $1 then -id else id end limit 1`

const cellsMax = 40_000

export function createFiguresAsOf(pool: Pool, timeZone: string): FiguresAsOf {
  return {
    async read(eventId, ask) {
      const { rows } = await pool.query<{ ms: number }>(
        `select extract(epoch from at)::float8 * 1000 as ms from ticket_events where id <= $1 order by id desc limit 1`,
        [eventId],
      )
      const at = Temporal.Instant.fromEpochMilliseconds(Math.round(rows[0]?.ms ?? 0))
      const present = await presentCalendars(pool)
      const states = await pool.query<{ id: number }>(stateAt, [at.toString()])
      const then = await calendarsOf(pool, states.rows[0]?.id ?? present.id)
      const client = await pool.connect()
      try {
        await client.query(temporary)
        const measuring = {
          clockOf: clocksOf({ ...then.state, regionTimeZone: timeZone }),
          days: createRegionDays(timeZone),
        }
        await count(pool, client, { eventId, measuring })
        return {
          at,
          areCalendarsOther: changesThePast(
            then.state,
            present.state,
            at.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
          ),
          value: await ask(createFigureReader(client), at),
        }
      } finally {
        // With its temporary tables.
        client.release(true)
      }
    },
  }
}

async function count(
  pool: Pool,
  client: PoolClient,
  { eventId, measuring }: { readonly eventId: number; readonly measuring: Parameters<typeof follow>[2] },
): Promise<void> {
  const generation = 1
  await client.query(
    `insert into figure_state (id, mark, generation, definitions, time_zone) values (1, $1, $2, 0, '')`,
    [eventId, generation],
  )
  let cells = new Cells()
  follow(await readEvents(pool, eventsWithoutTicket, [eventId]), 0, measuring, cells)
  for await (const events of ticketPortions(pool, eventId)) {
    const { tickets } = follow(events, 0, measuring, cells)
    await addOpen(client, generation, tickets)
    if (cells.count < cellsMax) continue
    await addCells(client, generation, cells)
    cells = new Cells()
  }
  await addCells(client, generation, cells)
}
