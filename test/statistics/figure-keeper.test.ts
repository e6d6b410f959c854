import type pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createPool } from '../../src/db/pool.ts'
import { createSimulationStore } from '../../src/db/simulation-store.ts'
import { simulate } from '../../src/domain/simulation/simulate.ts'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { moscow } from '../support/given.ts'
import { type WrittenEvent, eventValues, insertEvent } from './event-log.ts'
import { smallMonth } from './simulated.ts'

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** Derived rows without the number of their generation. */
async function derived(pool: pg.Pool): Promise<unknown> {
  const state = '(select generation from figure_state)'
  const { rows: cells } = await pool.query(
    `select dimension, member, span, starts_on::text, encode(sums, 'hex') as sums from figure_cells
     where generation = ${state} order by 1, 2, 3, 4`,
  )
  const { rows: open } = await pool.query(
    `select to_jsonb(o) - 'generation' as row from figure_open o where generation = ${state} order by ticket_id`,
  )
  return { cells, open }
}

describe('following the log', () => {
  it('gives what counting anew gives, whatever the portions and the order of commits', async () => {
    const database: TestDatabase = await createTestDatabase()
    const pool = createPool({ url: database.url, connectionsMax: 6, onError: () => {} })
    cleanups.push(
      () => database.drop(),
      () => pool.end(),
    )
    const { region, tickets } = simulate({ ...smallMonth, tickets: 150 })
    const all = [...tickets()]
    const store = createSimulationStore(pool)
    await store.begin(region)
    const keeper = createFigureKeeper(pool, moscow)
    await store.add(
      1001,
      all.map((ticket) => ({ ...ticket, events: ticket.events.slice(0, 2) })),
    )
    await keeper.catchUp()
    const rest: WrittenEvent[] = all
      .flatMap(({ events }, index) => events.slice(2).map((event) => ({ event, ticketId: 1001 + index })))
      .sort((left, right) => left.event.at.epochMilliseconds - right.event.at.epochMilliseconds)
      .map(({ event, ticketId }) => ({
        ...event,
        ticketId,
        at: event.at.toString(),
        vkAt: event.vkAt?.toString() ?? null,
      }))
    const slow = await pool.connect()
    await slow.query('begin')
    for (const event of rest.slice(0, 20)) await slow.query(insertEvent, eventValues(event))
    for (const event of rest.slice(20, 60)) await pool.query(insertEvent, eventValues(event))
    // Numbers 21 to 60 are there, 1 to 20 are not: nothing may be counted past them.
    const waiting = keeper.catchUp()
    await slow.query('commit')
    slow.release()
    await waiting
    for (const event of rest.slice(60, 200)) await pool.query(insertEvent, eventValues(event))
    await Promise.all([keeper.catchUp(), createFigureKeeper(pool, moscow).catchUp()])
    for (const event of rest.slice(200)) await pool.query(insertEvent, eventValues(event))
    await keeper.catchUp()
    const followed = await derived(pool)

    await keeper.rebuild()

    expect(await derived(pool)).toEqual(followed)
    const { rows } = await pool.query('select count(distinct generation)::int as count from figure_cells')
    expect(rows).toEqual([{ count: 1 }])
  })
})
