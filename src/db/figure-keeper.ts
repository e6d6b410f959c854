/**
 * Keeps the derived tables of figures in step with the event log. They are counted by following the log from a mark;
 * `rebuild` counts them anew beside the old ones and changes over at the end. Both go through `follow`, so both give the
 * same rows.
 */
import type { Pool, PoolClient } from 'pg'
import type { FigureKeeper } from '../app/statistics/ports.ts'
import { changesThePast, clocksOf } from '../domain/figures/calendar-state.ts'
import { Cells } from '../domain/figures/cells.ts'
import type { Measuring } from '../domain/figures/contribution.ts'
import { follow } from '../domain/figures/follow.ts'
import { definitionsVersion } from '../domain/figures/measures.ts'
import type { OpenTicket } from '../domain/figures/open-ticket.ts'
import { createRegionDays } from '../domain/figures/region-days.ts'
import { type KnownCalendars, calendarsOf, presentCalendars } from './calendar-states.ts'
import { eventsSince, eventsWithoutTicket, readEvents, ticketPortions } from './figure-log.ts'
import { addCells, addOpen, writeFigures } from './figure-rows.ts'
import { settledEventId } from './settled-events.ts'
import { inTransaction } from './transaction.ts'

/** Events in one step of following. */
const stepEvents = 2_000
/** Counting anew, so many members × days are summed before they are written: some 50 MB. */
const cellsMax = 40_000
/** And so many open tickets. */
const openMax = 20_000
const rebuildLock = 6_180_340

interface State {
  readonly mark: number
  readonly generation: number
  readonly definitions: number
  readonly calendarStateId: number | null
  readonly timeZone: string
}

export function createFigureKeeper(pool: Pool, timeZone: string): FigureKeeper {
  const measuringOf = rememberMeasuring(timeZone)
  const rebuild = (): Promise<void> => countAnew(pool, timeZone, measuringOf)
  return {
    async catchUp(manner = 'patient') {
      const calendars = await presentCalendars(pool)
      const state = await readState(pool)
      const isNew = state.definitions === 0
      if (await isOutdated(pool, state, calendars, timeZone)) {
        if (manner === 'hasty' && !isNew) return
        await rebuild()
      }
      const upTo = await settledEventId(pool)
      if (upTo === null) return
      while (await step(pool, calendars.id, measuringOf(calendars), upTo)) {
        // Each step is a transaction of its own.
      }
    },
    mark: async () => (await readState(pool)).mark,
    rebuild,
  }
}

async function isOutdated(
  pool: Pool,
  state: State,
  calendars: KnownCalendars,
  timeZone: string,
): Promise<boolean> {
  if (state.definitions !== definitionsVersion || state.timeZone !== timeZone) return true
  if (state.calendarStateId === calendars.id) return false
  if (state.calendarStateId === null) return true
  const before = await calendarsOf(pool, state.calendarStateId)
  if (changesThePast(before.state, calendars.state, calendars.seenAt.slice(0, 10))) return true
  await pool.query('update figure_state set calendar_state_id = $1 where id = 1 and calendar_state_id = $2', [
    calendars.id,
    state.calendarStateId,
  ])
  return false
}

/** Laying out calendars costs; they change seldom. */
function rememberMeasuring(timeZone: string): (calendars: KnownCalendars) => Measuring {
  const days = createRegionDays(timeZone)
  let known: { readonly id: number; readonly measuring: Measuring } | null = null
  return (calendars) => {
    if (known?.id === calendars.id) return known.measuring
    const clockOf = clocksOf({ ...calendars.state, regionTimeZone: timeZone })
    known = { id: calendars.id, measuring: { clockOf, days } }
    return known.measuring
  }
}

/** False when nothing is left to follow. */
async function step(
  pool: Pool,
  calendarStateId: number,
  measuring: Measuring,
  upTo: number,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { mark, generation, calendarStateId: counted } = await readState(client, 'for update')
    // Somebody else has gone on with newer calendars.
    if (mark >= upTo || counted !== calendarStateId) return false
    const { rows } = await client.query<{ last: string | null }>(
      'select max(id) as last from (select id from ticket_events where id > $1 and id <= $2 order by id limit $3) as next',
      [mark, upTo, stepEvents],
    )
    const last = Number(rows[0]?.last ?? upTo)
    const events = await readEvents(client, eventsSince, [mark, last])
    await writeFigures(client, generation, follow(events, mark, measuring))
    await client.query('update figure_state set mark = $1 where id = 1', [last])
    return last < upTo
  })
}

/** Readers go on with the old generation until the new one is complete. */
async function countAnew(
  pool: Pool,
  timeZone: string,
  measuringOf: (calendars: KnownCalendars) => Measuring,
): Promise<void> {
  const holder = await pool.connect()
  try {
    await holder.query('select pg_advisory_lock($1)', [rebuildLock])
    const { generation } = await readState(pool)
    await dropOthers(pool, generation)
    const calendars = await presentCalendars(pool)
    const upTo = await settledAtLast(pool)
    await countTickets(pool, { generation: generation + 1, upTo, measuring: measuringOf(calendars) })
    await pool.query(
      `update figure_state set mark = $1, generation = $2, definitions = $3, calendar_state_id = $4, time_zone = $5
       where id = 1`,
      [upTo, generation + 1, definitionsVersion, calendars.id, timeZone],
    )
    await dropOthers(pool, generation + 1)
    await holder.query('select pg_advisory_unlock($1)', [rebuildLock])
    holder.release()
  } catch (error) {
    // The lock goes with the connection.
    holder.release(true)
    throw error
  }
}

async function countTickets(
  pool: Pool,
  {
    generation,
    upTo,
    measuring,
  }: { readonly generation: number; readonly upTo: number; readonly measuring: Measuring },
): Promise<void> {
  let cells = new Cells()
  let open = new Map<number, OpenTicket | null>()
  follow(await readEvents(pool, eventsWithoutTicket, [upTo]), 0, measuring, cells)
  const write = (): Promise<void> =>
    inTransaction(pool, async (client) => {
      // Nobody reads it before the change-over, whose commit waits for everything before it.
      await client.query('set local synchronous_commit = off')
      await addCells(client, generation, cells)
      await addOpen(client, generation, open)
    })
  for await (const events of ticketPortions(pool, upTo)) {
    const { tickets } = follow(events, 0, measuring, cells)
    for (const [id, ticket] of tickets) if (ticket !== null) open.set(id, ticket)
    if (cells.count < cellsMax && open.size < openMax) continue
    await write()
    cells = new Cells()
    open = new Map()
  }
  await write()
}

async function dropOthers(pool: Pool, generation: number): Promise<void> {
  await pool.query('delete from figure_cells where generation <> $1', [generation])
  await pool.query('delete from figure_open where generation <> $1', [generation])
}

async function settledAtLast(pool: Pool): Promise<number> {
  const triesMax = 30
  for (let tries = 0; tries < triesMax; tries += 1) {
    const upTo = await settledEventId(pool)
    if (upTo !== null) return upTo
  }
  throw new Error('a writer has held the event log for a minute')
}

async function readState(client: Pool | PoolClient, lock = ''): Promise<State> {
  const { rows } = await client.query<{
    mark: string
    generation: number
    definitions: number
    calendar_state_id: number | null
    time_zone: string
  }>(
    `select mark, generation, definitions, calendar_state_id, time_zone from figure_state where id = 1 ${lock}`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('figure_state has no row')
  return {
    mark: Number(row.mark),
    generation: row.generation,
    definitions: row.definitions,
    calendarStateId: row.calendar_state_id,
    timeZone: row.time_zone,
  }
}
