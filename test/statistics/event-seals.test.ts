import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEventSeals } from '../../src/db/event-seals.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { createCalendarNotes } from '../../src/db/calendar-notes.ts'
import { createFiguresAsOf } from '../../src/db/figures-as-of.ts'
import { settledEventId } from '../../src/db/settled-events.ts'
import { runStats } from '../../src/cli/commands/stats.ts'
import { moment, moscow } from '../support/given.ts'
import { type EventLog, eventValues, insertEvent, openEventLog } from './event-log.ts'

let log: EventLog

beforeEach(async () => {
  log = await openEventLog([1, 2])
})

afterEach(() => log.close())

const said = (hour: number) => ({
  ticketId: 1,
  type: 'messageAdded',
  at: `2026-11-02T${String(hour).padStart(2, '0')}:00:00Z`,
  facts: { cmid: hour },
})

const guarded = ['ticket_events', 'event_seals', 'calendar_states']

/** What only the owner of the tables can do: past the triggers. */
async function tamper(sql: string): Promise<void> {
  const switchTo = (state: 'disable' | 'enable'): string =>
    guarded.map((table) => `alter table ${table} ${state} trigger user;`).join('\n')
  await log.pool.query(`begin; ${switchTo('disable')} ${sql}; ${switchTo('enable')} commit`)
}

describe('the event log', () => {
  it.each([
    "update ticket_events set type = 'x'",
    'delete from ticket_events',
    'truncate ticket_events',
    'update event_seals set events = 0',
    'delete from event_seals',
    'truncate calendar_states',
  ])('refuses, with what guards it: %s', async (sql) => {
    await log.write(said(9))
    await createEventSeals(log.pool).seal()

    await expect(log.pool.query(sql)).rejects.toThrow('append-only')
  })
})

describe('the chain of seals', () => {
  it('agrees with an untouched log, and counts what is not sealed yet', async () => {
    const seals = createEventSeals(log.pool)
    for (const hour of [8, 9, 10]) await log.write(said(hour))
    expect(await seals.seal()).toBe(3)
    await log.write(said(11))
    expect(await seals.seal()).toBe(1)
    await log.write(said(12))

    const found = await seals.verify()

    expect(found).toMatchObject({ events: 4, seals: 2, unsealed: 1, damages: [] })
    expect(found.head).toMatch(/^[0-9a-f]{64}$/u)
  })

  it('is what its description says, computed by hand', async () => {
    const id = await log.write(said(9))
    await createEventSeals(log.pool).seal()

    const line = `[${id}, 1, null, "messageAdded", ${Date.parse('2026-11-02T09:00:00Z')}, null, "bot", null, null, {"cmid": 9}]`
    const leaf = createHash('sha256').update(line).digest()
    const head = createHash('sha256').update(Buffer.alloc(32)).update(leaf).digest('hex')

    expect((await createEventSeals(log.pool).verify()).head).toBe(head)
  })

  it.each([
    ['changed', `update ticket_events set at = at - interval '1 hour' where id = 2`, 2],
    ['changed', `update ticket_events set facts = '{"cmid": 77}' where id = 3`, 3],
    ['deleted', 'delete from ticket_events where id = 2', 2],
    [
      'added',
      `insert into ticket_events (id, ticket_id, type, at, actor_kind, facts) overriding system value
       values (4, 2, 'ticketAnswered', '2026-11-02T09:30:00Z', 'staff', '{}')`,
      4,
    ],
  ])('names the event that was %s', async (kind, sql, eventId) => {
    for (const hour of [8, 9, 10]) await log.write(said(hour))
    await log.pool.query("select nextval('ticket_events_id_seq')")
    await log.write(said(11))
    await createEventSeals(log.pool).seal()

    await tamper(sql)

    expect((await createEventSeals(log.pool).verify()).damages).toEqual([{ kind, eventId }])
  })

  it('names the seal that was made to agree with a changed event', async () => {
    const seals = createEventSeals(log.pool)
    for (const hour of [8, 9]) {
      await log.write(said(hour))
      await seals.seal()
    }

    await tamper(`update event_seals set hash = sha256('forged') where number = 1`)

    const { damages } = await seals.verify()
    expect(damages).toContainEqual({ kind: 'sealBroken', seal: 1 })
    expect(damages).toContainEqual({ kind: 'sealBroken', seal: 2 })
  })

  it('shows a wholly rewritten chain to whoever noted its head', async () => {
    const seals = createEventSeals(log.pool)
    for (const hour of [8, 9]) await log.write(said(hour))
    await seals.seal()
    const { head } = await seals.verify()
    expect((await seals.verify(head ?? '')).isExpectedFound).toBe(true)

    await tamper(`update ticket_events set at = at - interval '1 hour'; delete from event_seals`)
    await seals.seal()

    expect(await seals.verify(head ?? '')).toMatchObject({ damages: [], isExpectedFound: false })
  })

  it('is one chain when several processes seal at once', async () => {
    for (const hour of [8, 9, 10]) await log.write(said(hour))

    const counts = await Promise.all([1, 2, 3, 4].map(() => createEventSeals(log.pool).seal()))

    expect(counts.reduce((sum, count) => sum + count)).toBe(3)
    expect((await createEventSeals(log.pool).verify()).damages).toEqual([])
  })
})

describe('the settled part of the log', () => {
  it('waits for a number that was given and is not there yet', async () => {
    const slow = await log.pool.connect()
    await slow.query('begin')
    const { rows } = await slow.query<{ id: string }>(insertEvent, eventValues(said(8)))
    const quick = await log.write(said(9))
    let isSettled = false
    const settled = settledEventId(log.pool).then((id) => {
      isSettled = true
      return id
    })
    await log.write(said(10))
    expect(isSettled).toBe(false)

    await slow.query('commit')
    slow.release()

    expect(Number(rows[0]?.id)).toBeLessThan(quick)
    // The write of ten o'clock may have had its number before the highest was read.
    expect(await settled).toBeGreaterThanOrEqual(quick)
  })

  it('does not wait for a number that was given up', async () => {
    const slow = await log.pool.connect()
    await slow.query('begin')
    await slow.query(insertEvent, eventValues(said(8)))
    await slow.query('rollback')
    slow.release()
    const id = await log.write(said(9))

    expect(await settledEventId(log.pool)).toBe(id)
    expect(await createEventSeals(log.pool).seal()).toBe(1)
  })

  it('gives up for now when a writer does not end', async () => {
    const slow = await log.pool.connect()
    await slow.query('begin')
    await slow.query(insertEvent, eventValues(said(8)))

    expect(await settledEventId(log.pool)).toBeNull()

    await slow.query('rollback')
    slow.release()
  })
})

describe('otklik stats --verify', () => {
  const run = async (...argv: readonly string[]) => {
    let out = ''
    const stdout = (text: string) => {
      out += text
    }
    const code = await runStats(argv, {
      stdout,
      stderr: stdout,
      keeper: createFigureKeeper(log.pool, moscow),
      reader: createFigureReader(log.pool),
      seals: createEventSeals(log.pool),
      asOf: createFiguresAsOf(log.pool, moscow),
      calendars: createCalendarNotes(log.pool),
      now: moment('2026-11-23 12:00'),
      timeZone: moscow,
    })
    return { code, out }
  }

  it('tells in words and by its exit code', async () => {
    for (const hour of [8, 9]) await log.write(said(hour))
    await createEventSeals(log.pool).seal()
    const whole = await run('--verify')

    await tamper(`update ticket_events set actor_id = 7 where id = 2`)
    const touched = await run('--verify')
    const json = await run('--verify', '--json')

    expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('Журнал цел') })
    expect(touched).toMatchObject({ code: 1, out: expect.stringContaining('Событие 2 изменено') })
    expect(JSON.parse(json.out)).toMatchObject({ damages: [{ kind: 'changed', eventId: 2 }] })
  })
})
