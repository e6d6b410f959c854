/** What may go wrong with clocks, order and the directory, and what figures make of it. */
import { afterEach, describe, expect, it } from 'vitest'
import { createCalendarNotes } from '../../src/db/calendar-notes.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { createFiguresAsOf } from '../../src/db/figures-as-of.ts'
import type { Figures } from '../../src/domain/figures/figures.ts'
import { moment, moscow } from '../support/given.ts'
import { type EventLog, type WrittenEvent, openEventLog } from './event-log.ts'

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
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

/** A report made before anything was noted knew the first calendars. */
const longAgo = '2000-01-01'

const asOf = (log: EventLog, eventId: number) =>
  createFiguresAsOf(log.pool, moscow).read(eventId, async (reader, now) => {
    const query = { by: 'institution', from: '2026-11-01', to: '2026-12-01', municipalityIds: null } as const
    return (await reader.read({ ...query, now })).total
  })

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

describe('figures', () => {
  it('of no ticket are empty, and no share is made up', async () => {
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

  it('with a date of VK from the future take ours, and say that a clock was wrong', async () => {
    const log = await opened()
    await write(log, [
      ...open('2026-11-02T09:00:00Z', '2031-01-01T00:00:00Z'),
      answer('2026-11-02T10:00:00Z'),
    ])

    expect(await total(log)).toMatchObject({ received: 1, answered: 1, clockSuspect: 1 })
  })

  it('have no negative times when our clock jumps back, and say so', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T09:00:00Z'), answer('2026-11-02T07:00:00Z')])

    const { firstResponse, clockSuspect } = await total(log)

    expect(firstResponse.wall).toMatchObject({ count: 1, median: 0 })
    expect(clockSuspect).toBe(1)
  })

  it('are the same after counting anew, when our clock jumped ahead for a while', async () => {
    const log = await opened([1, 2])
    await write(log, [
      ...open('2026-11-02T09:00:00Z'),
      { ticketId: 1, type: 'ticketTaken', at: '2026-11-09T09:00:00Z', actorKind: 'staff', actorId: 7 },
      answer('2026-11-02T10:00:00Z'),
      ...open('2026-11-02T09:30:00Z', undefined, 2),
    ])

    const followed = await total(log)
    await createFigureKeeper(log.pool, moscow).rebuild()

    expect(followed).toMatchObject({ received: 2, answered: 1, clockSuspect: 1 })
    expect(await total(log)).toEqual(followed)
  })

  it('of events that come late and out of order: a wait ends by the reply that came after the words', async () => {
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

  it('change when a ticket is reopened after the report of its period, and the old report can be had again', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T09:00:00Z'), answer('2026-11-30T10:00:00Z')])
    const reported = await total(log)
    expect(reported).toMatchObject({ answered: 1, open: 0 })
    const lastReported = await createFigureKeeper(log.pool, moscow).mark()

    await write(log, [
      { ticketId: 1, type: 'ticketReopened', at: '2026-12-03T10:00:00Z', actorKind: 'citizen' },
    ])

    expect(await total(log)).toMatchObject({ answered: 0, open: 1, waiting: 1 })
    const again = await asOf(log, lastReported)
    expect(again.value).toMatchObject({ answered: 1, open: 0, waiting: 0 })
    expect({ ...again.value, overdue: 0 }).toEqual({ ...reported, overdue: 0 })
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

  it('stay with the community of the question when it is moved to another institution', async () => {
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

  it('are counted anew, with a note, when a calendar is changed afterwards; the old report stays as it was', async () => {
    const log = await opened()
    await write(log, [...open('2026-11-02T06:00:00Z'), answer('2026-11-02T15:00:00Z')])
    const working = async () => Math.round(((await total(log)).ownerResponse.working.median ?? 0) / 3600)
    expect(await working()).toBe(8)

    const lastReported = await createFigureKeeper(log.pool, moscow).mark()
    const notes = createCalendarNotes(log.pool)
    expect(await notes.haveChangedSince(longAgo)).toBe(false)

    await log.pool.query(`update institutions set working_hours = 'пн-пт 09:00-13:00' where id = 1`)

    expect(await working()).toBe(4)
    expect(await notes.haveChangedSince(longAgo)).toBe(true)
    const old = await asOf(log, lastReported)
    expect(old.areCalendarsOther).toBe(true)
    expect(Math.round((old.value.ownerResponse.working.median ?? 0) / 3600)).toBe(8)
    const { rows } = await log.pool.query<{ hours: string }>(
      `select content -> 'institutions' -> 0 ->> 'workingHours' as hours from calendar_states order by id`,
    )
    expect(rows.map(({ hours }) => hours)).toEqual([
      'пн-пт 09:00-18:00, обед 13:00-14:00',
      'пн-пт 09:00-13:00',
    ])
  })
})
