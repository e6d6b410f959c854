import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GroupBy, TicketListKind } from '../../src/app/statistics/ports.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { createFigureTickets } from '../../src/db/figure-tickets.ts'
import { meaningInFigures } from '../../src/domain/figures/event-meanings.ts'
import { moment, moscow } from '../support/given.ts'
import { figuresByHand } from './figures-by-hand.ts'
import { readRawLog } from './raw-log.ts'
import { type SimulatedDatabase, openSimulated, smallMonth } from './simulated.ts'

let month: SimulatedDatabase

beforeAll(async () => {
  month = await openSimulated(smallMonth)
  // Dialogues that led to no ticket.
  await month.pool.query(`insert into ticket_events (group_id, type, at, actor_kind, facts)
    select c.group_id, k.type, timestamptz '2026-10-21 10:00+03' + n * interval '7 hours', 'citizen', k.facts
    from generate_series(1, 90) as n
      cross join (values (0, 'faqShown', '{}'::jsonb), (1, 'faqHelped', '{}'), (2, 'questionDropped', '{"step": "text"}'),
        (3, 'questionDropped', '{"step": "topic"}'), (4, 'questionDropped', '{"step": "place"}'),
        (5, 'questionDropped', '{"step": "confirm"}')) as k (number, type, facts)
      cross join lateral (select group_id from communities order by group_id offset (n * 3 + k.number) % 14 limit 1) as c
    where n % (k.number + 1) = 0`)
  await createFigureKeeper(month.pool, moscow).catchUp()
})

afterAll(() => month.close())

const now = moment('2026-11-19 00:00')
const dimensions: readonly GroupBy[] = [
  'institution',
  'kind',
  'municipality',
  'topic',
  'community',
  'administrator',
]

describe('published figures', () => {
  it.each([
    ['the whole month', '2026-10-20', '2026-11-19'],
    ['a calendar month', '2026-10-01', '2026-11-01'],
    ['some days', '2026-10-25', '2026-11-07'],
  ])('are what a recomputation from the raw log gives, over %s', async (_name, from, to) => {
    const log = await readRawLog(month.pool)
    const reader = createFigureReader(month.pool)
    for (const by of dimensions) {
      const table = await reader.read({ by, from, to, now, municipalityIds: null })

      const expected = figuresByHand(log, { by, from, to, now: now.epochMilliseconds })
      const total = figuresByHand(log, { by: 'total', from, to, now: now.epochMilliseconds }).get('all')

      expect(table.rows.map(({ member }) => member).sort()).toEqual([...expected.keys()].sort())
      for (const { member, figures } of table.rows)
        expect(differences(figures, expected.get(member), `${by} ${member}`)).toEqual([])
      const lateCounted = table.rows.filter(
        ({ figures, lateHeat }) => by === 'institution' && figures.replySla.late !== sum(lateHeat),
      )
      expect(lateCounted).toEqual([])
      expect(differences(table.total, total, 'total')).toEqual([])
      expect(sum(table.heat)).toBe(table.total.received)
    }
  })
})

describe('the lists behind figures', () => {
  const dates = { from: '2026-10-25', to: '2026-11-07', now }
  const all = { ...dates, selection: { dimension: 'total', members: ['all'] } } as const
  const count = async (kind: TicketListKind): Promise<number> => {
    const tickets = createFigureTickets(month.pool, moscow)
    let found = 0
    for (let before: number | null = null; ;) {
      const page: readonly number[] = await tickets.find(all, { kind, before, limit: 100 })
      found += page.length
      before = page.at(-1) ?? null
      if (page.length < 100) return found
    }
  }

  it('hold as many tickets as the number says', async () => {
    const { total } = await createFigureReader(month.pool).read({
      ...dates,
      by: 'municipality',
      municipalityIds: null,
    })

    expect(await count('received')).toBe(total.received)
    expect(await count('answered')).toBe(total.answered)
    expect(await count('withdrawn')).toBe(total.withdrawn)
    expect(await count('reopened')).toBe(total.reopened)
    expect(await count('finalLate')).toBe(total.finalSla.late)
    expect(await count('replyLate')).toBe(total.replySla.late)
    expect(await count('rated')).toBe(total.rating.rated)
    expect(total.rating.rated).toBeGreaterThan(0)
  })
})

describe('the simulated month', () => {
  it('holds every kind of event that can happen to a ticket', async () => {
    const { rows } = await month.pool.query<{ type: string }>(
      'select distinct type from ticket_events where ticket_id is not null',
    )

    expect(rows.map(({ type }) => type).sort()).toEqual(Object.keys(meaningInFigures).sort())
  })
})

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

const percentiles = new Set(['median', 'p75', 'p90'])

/** Percentiles within one per cent, everything else to the last digit. */
function differences(found: unknown, expected: unknown, path: string): readonly string[] {
  if (typeof expected === 'object' && expected !== null)
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(new Map(Object.entries(found ?? {})).get(name), value, `${path}.${name}`),
    )
  const isPercentile = percentiles.has(path.split('.').at(-1) ?? '')
  const isClose =
    isPercentile && typeof found === 'number' && typeof expected === 'number'
      ? Math.abs(found - expected) <= expected * 0.01 + 1e-6
      : Object.is(found, expected)
  return isClose ? [] : [`${path}: ${String(found)} instead of ${String(expected)}`]
}
