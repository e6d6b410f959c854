import type pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { createPool } from '../../src/db/pool.ts'
import { createSimulationStore } from '../../src/db/simulation-store.ts'
import type { Figures } from '../../src/domain/figures/figures.ts'
import { simulate } from '../../src/domain/simulation/simulate.ts'
import { type TestDatabase, createTestDatabase } from '../support/database.ts'
import { moment, moscow } from '../support/given.ts'
import { type EventLog, type WrittenEvent, eventValues, insertEvent, openEventLog } from './event-log.ts'
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

async function opened(ids: readonly number[] = [1]): Promise<EventLog> {
  const log = await openEventLog(ids)
  cleanups.push(() => log.close())
  return log
}

async function total(log: EventLog, now = '2026-11-30 12:00'): Promise<Figures> {
  await createFigureKeeper(log.pool, moscow).catchUp()
  const query = { by: 'institution', from: '2026-11-01', to: '2026-12-01', municipalityIds: null } as const
  const table = await createFigureReader(log.pool).read({ ...query, now: moment(now) })
  return table.total
}

const open = (at: string, vkAt = at, ticketId = 1): WrittenEvent[] => [
  {
    ticketId,
    type: 'ticketOpened',
    at,
    vkAt,
    actorKind: 'citizen',
    actorId: 501,
    facts: { topicId: null, confidence: null, municipalityId: 1, groupId: 100 },
  },
  {
    ticketId,
    type: 'ticketRouted',
    at,
    facts: {
      institutionId: 1,
      firstReplyDueAt: '2026-11-03T09:00:00Z',
      finalAnswerDueAt: '2026-11-12T09:00:00Z',
    },
  },
]
const answer = (at: string, ticketId = 1): WrittenEvent => ({
  ticketId,
  type: 'ticketAnswered',
  at,
  actorKind: 'staff',
  actorId: 7,
  institutionId: 1,
})

const write = async (log: EventLog, events: readonly WrittenEvent[]): Promise<void> => {
  for (const event of events) await log.write(event)
}

describe('figures of odd logs', () => {
  it('are empty for no tickets', async () => {
    const figures = await total(await opened([]))

    expect(figures).toMatchObject({ received: 0, answered: 0, replySla: { share: null } })
    expect(figures.firstResponse.wall).toEqual({ count: 0, median: null, p75: null, p90: null })
  })

  it('of one ticket: t0 is the date of VK, and a response is by a person', async () => {
    const log = await opened()
    await write(log, [
      ...open('2026-11-02T09:05:00Z', '2026-11-02T09:00:00Z'),
      { ...answer('2026-11-02T09:06:00Z'), type: 'operatorReplied', actorKind: 'bot', actorId: null },
      answer('2026-11-02T10:00:00Z'),
    ])

    const { firstResponse, replySla } = await total(log)

    expect(firstResponse.wall.count).toBe(1)
    expect(Math.abs((firstResponse.wall.median ?? 0) - 3600)).toBeLessThanOrEqual(36)
    expect(firstResponse.wallWithin).toEqual({ h1: 1, h4: 1, h8: 1, h24: 1 })
    expect(replySla).toEqual({ onTime: 1, late: 0, overdue: 0, share: 1 })
  })

  it('do not believe a date of VK from the future, and say that a clock was wrong', async () => {
    const log = await opened()
    await write(log, [
      ...open('2026-11-02T09:00:00Z', '2031-01-01T00:00:00Z'),
      answer('2026-11-02T10:00:00Z'),
    ])

    expect(await total(log)).toMatchObject({ received: 1, answered: 1, clockSuspect: 1 })
  })

  it('have no negative times when our clock jumps back', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T09:00:00Z'), answer('2026-11-02T07:00:00Z')])

    const { firstResponse, clockSuspect } = await total(log)

    expect(firstResponse.wall).toMatchObject({ count: 1, median: 0 })
    expect(clockSuspect).toBe(1)
  })

  it('end a wait by the reply that came after the words, though the words were found late', async () => {
    const log = await opened()
    const byHand = { ticketId: 1, type: 'operatorReplied', actorKind: 'operator', actorId: 9 } as const
    await write(log, [
      ...open('2026-11-02T09:00:00Z'),
      { ...byHand, at: '2026-11-02T09:30:00Z', vkAt: '2026-11-02T09:30:00Z' },
      { ...byHand, at: '2026-11-02T12:00:00Z', vkAt: '2026-11-02T12:00:00Z' },
      {
        ticketId: 1,
        type: 'messageAdded',
        at: '2026-11-02T13:00:00Z',
        vkAt: '2026-11-02T11:00:00Z',
        actorKind: 'citizen',
      },
    ])

    const { waiting, waitingRuns } = await total(log)

    expect(waiting).toBe(0)
    expect(waitingRuns.wall.count).toBe(2)
  })

  it('count an open overdue ticket as a failure today', async () => {
    const log = await opened()
    await write(log, open('2026-11-02T09:00:00Z'))

    expect((await total(log, '2026-11-02 15:00')).replySla.share).toBeNull()
    expect((await total(log)).replySla).toEqual({ onTime: 0, late: 0, overdue: 1, share: 0 })
  })

  it('void a resolution that was reopened within 14 days, and no other', async () => {
    const log = await opened([1, 2])
    const reopen = { type: 'ticketReopened', actorKind: 'citizen' } as const
    await write(log, [
      ...open('2026-11-02T09:00:00Z'),
      answer('2026-11-02T10:00:00Z'),
      { ...reopen, ticketId: 1, at: '2026-11-10T10:00:00Z' },
      ...open('2026-11-02T09:00:00Z', undefined, 2),
      answer('2026-11-02T10:00:00Z', 2),
      { ...reopen, ticketId: 2, at: '2026-11-17T10:00:00Z' },
    ])

    expect(await total(log)).toMatchObject({ answered: 1, open: 2, waiting: 2, reopened: 2 })
  })

  it('change when a ticket is reopened after its period, as open tickets of that period', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T09:00:00Z'), answer('2026-11-30T10:00:00Z')])
    expect(await total(log)).toMatchObject({ answered: 1, open: 0 })

    await write(log, [
      { ticketId: 1, type: 'ticketReopened', at: '2026-12-03T10:00:00Z', actorKind: 'citizen' },
    ])

    expect(await total(log)).toMatchObject({ answered: 0, open: 1, waiting: 1 })
  })

  it('do not take an answer that VK refused for an answer', async () => {
    const log = await opened()
    await write(log, [
      ...open('2026-11-02T09:00:00Z'),
      answer('2026-11-02T10:00:00Z'),
      {
        ticketId: 1,
        type: 'messageUndelivered',
        at: '2026-11-02T10:00:05Z',
        facts: { saidAt: '2026-11-02T10:00:00Z' },
      },
    ])

    expect(await total(log)).toMatchObject({ answered: 0, waiting: 1, undelivered: 1 })
  })

  it('pause only while the citizen is asked, and three days at most', async () => {
    const log = await opened()
    const said = { ticketId: 1, actorKind: 'staff', actorId: 7 } as const
    await write(log, [
      ...open('2026-11-02T09:00:00Z'),
      { ...said, type: 'clarificationAsked', at: '2026-11-02T10:00:00Z' },
      { ticketId: 1, type: 'messageAdded', at: '2026-11-10T10:00:00Z', actorKind: 'citizen' },
      answer('2026-11-10T11:00:00Z'),
    ])

    const { pauses, finalAnswer } = await total(log)

    expect(pauses).toEqual({ count: 1, hours: 72 })
    const wholeSeconds = 8 * 86_400 + 2 * 3600 - 72 * 3600
    expect(Math.abs((finalAnswer.wall.median ?? 0) - wholeSeconds)).toBeLessThanOrEqual(wholeSeconds * 0.01)
  })

  it('pause as long as the event says, and judge the final answer by the deadline that was moved', async () => {
    const log = await opened()
    const said = { ticketId: 1, actorKind: 'staff', actorId: 7 } as const
    const citizen = { ticketId: 1, actorKind: 'citizen' } as const
    await write(log, [
      ...open('2026-11-02T09:00:00Z'),
      {
        ...said,
        type: 'clarificationAsked',
        at: '2026-11-02T10:00:00Z',
        facts: { pausedUntil: '2026-11-03T10:00:00Z' },
      },
      { ...citizen, type: 'messageAdded', at: '2026-11-06T10:00:00Z' },
      {
        ...citizen,
        type: 'clockResumed',
        at: '2026-11-06T10:00:00Z',
        facts: { finalAnswerDueAt: '2026-11-20T10:00:00Z' },
      },
      answer('2026-11-20T09:00:00Z'),
    ])

    const { pauses, finalSla } = await total(log)

    expect(pauses).toEqual({ count: 1, hours: 24 })
    expect(finalSla).toMatchObject({ onTime: 1, late: 0 })
  })

  it('stay with the community of the question when the page moves to another institution', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T09:00:00Z'), answer('2026-11-02T10:00:00Z')])
    const rows = async (by: 'community' | 'institution') => {
      await createFigureKeeper(log.pool, moscow).catchUp()
      const query = {
        from: '2026-11-01',
        to: '2026-12-01',
        municipalityIds: null,
        now: moment('2026-11-30 12:00'),
      }
      const { rows: found } = await createFigureReader(log.pool).read({ ...query, by })
      return found.map(({ title, figures }) => [title, figures.answered])
    }
    const before = [await rows('community'), await rows('institution')]

    await log.pool.query(
      'update communities set institution_id = 2, municipality_id = 2 where group_id = 100',
    )

    expect([await rows('community'), await rows('institution')]).toEqual(before)
    expect(before).toEqual([[['Дороги', 1]], [['Дороги', 1]]])
  })

  it('are counted anew when a calendar is changed afterwards, and the old calendar is kept', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T06:00:00Z'), answer('2026-11-02T15:00:00Z')])
    const working = async () => Math.round(((await total(log)).ownerResponse.working.median ?? 0) / 3600)
    expect(await working()).toBe(8)

    await log.pool.query(`update institutions set working_hours = 'пн-пт 09:00-13:00' where id = 1`)

    expect(await working()).toBe(4)
    const { rows } = await log.pool.query<{ hours: string }>(
      `select content -> 'institutions' -> 0 ->> 'workingHours' as hours from calendar_states order by id`,
    )
    expect(rows.map(({ hours }) => hours)).toEqual([
      'пн-пт 09:00-18:00, обед 13:00-14:00',
      'пн-пт 09:00-13:00',
    ])
  })
})
