/** Figures over ever more tickets: counting them, reading them, and what writing costs. See bench/README. */
import { cpus } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startEmbeddedServer } from '../../src/db/embedded-server.ts'
import { createEventSeals } from '../../src/db/event-seals.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureDetails } from '../../src/db/figure-details.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createPool } from '../../src/db/pool.ts'
import { Temporal } from '../../src/domain/time.ts'
import { fillRegion } from './fill.ts'
import { naiveFigures } from './naive.ts'
import { readOptions } from './options.ts'

const timeZone = 'Europe/Moscow'
const naiveRounds = 3
const writtenEvents = 5_000
const writtenAtOnce = 20
const options = readOptions(process.argv.slice(2))
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function timed<Value>(work: () => Promise<Value>): Promise<readonly [number, Value]> {
  const startedAt = performance.now()
  const value = await work()
  return [performance.now() - startedAt, value]
}

/** Milliseconds of the middle and of the 95th of a hundred. */
async function repeat(rounds: number, work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push((await timed(work))[0])
  times.sort((left, right) => left - right)
  const at = (share: number): string => (times[Math.ceil(share * times.length) - 1] ?? 0).toFixed(0)
  return rounds < 20 ? `${at(0.5)} ms (median of ${rounds})` : `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`
}

async function measure(url: string, tickets: number): Promise<void> {
  const pool = createPool({ url, connectionsMax: 6, onError: () => {} })
  const [madeMs, { first, days, events }] = await timed(() =>
    fillRegion(pool, url, { tickets, institutions: options.institutions }),
  )
  say(`\n## ${tickets} tickets, ${events} events over ${days} days (made and written in ${seconds(madeMs)})`)

  const keeper = createFigureKeeper(pool, timeZone)
  const seals = createEventSeals(pool)
  const [rebuildMs] = await timed(() => keeper.rebuild())
  const [sealMs] = await timed(() => seals.seal())
  const perSecond = (ms: number): string => `${Math.round(events / (ms / 1000))} events/s`
  say(`counting anew    ${seconds(rebuildMs)} (${perSecond(rebuildMs)})`)
  say(`sealing          ${seconds(sealMs)} (${perSecond(sealMs)})`)
  await settle(url)
  await reading(pool, url, first, days)
  await writing(pool)
  const { rows } = await pool.query<{ events: string; figures: string; seals: string }>(
    `select pg_size_pretty(pg_total_relation_size('ticket_events')) as events,
       pg_size_pretty(pg_total_relation_size('figure_cells') + pg_total_relation_size('figure_open')) as figures,
       pg_size_pretty(pg_total_relation_size('event_seals')) as seals`,
  )
  say(`on disk          events ${rows[0]?.events}, figures ${rows[0]?.figures}, seals ${rows[0]?.seals}`)
  await pool.end()
}

/** As autovacuum would leave it. Without the product's limit of a minute for a statement. */
async function settle(url: string): Promise<void> {
  const patient = new pg.Client({ connectionString: url })
  await patient.connect()
  await patient.query('vacuum analyze figure_cells, figure_open, ticket_events')
  await patient.end()
}

async function reading(pool: pg.Pool, url: string, first: Temporal.PlainDate, days: number): Promise<void> {
  const reader = createFigureReader(pool)
  const end = Temporal.PlainDate.from('2026-12-01')
  const now = end.toZonedDateTime(timeZone).toInstant()
  const read = (from: Temporal.PlainDate, to: Temporal.PlainDate, by: 'institution' | 'topic') =>
    reader.read({ by, from: from.toString(), to: to.toString(), now, municipalityIds: null })
  const monthAgo = end.subtract({ days: 30 })
  const before = end.subtract({ days: 60 })
  const details = createFigureDetails(pool)
  const selection = { dimension: 'total', members: ['all'] } as const
  const whole = { from: monthAgo.toString(), to: end.toString(), now, selection }
  // What the screen of figures asks for when it opens: tiles and rows of two periods, a series, a heat map.
  const dashboard = (): Promise<unknown> =>
    Promise.all([
      read(monthAgo, end, 'institution'),
      read(before, monthAgo, 'institution'),
      details.days(whole),
      details.read(whole),
    ])
  const oddMonth = (): Promise<unknown> =>
    read(monthAgo.subtract({ days: 13 }), end.subtract({ days: 13 }), 'institution')
  const everything = (): Promise<unknown> => read(first, end, 'institution')
  // Without the product's limit of a minute for a statement.
  const patient = new pg.Client({ connectionString: url })
  await patient.connect()
  const naive = (from: Temporal.PlainDate) => (): Promise<unknown> =>
    patient.query(naiveFigures, [
      from.toZonedDateTime(timeZone).toInstant().toString(),
      now.toString(),
      now.toString(),
    ])
  say(
    `dashboard        ${await repeat(options.rounds, dashboard)} (30 days and the 30 before by institution, days, heat map)`,
  )
  say(`30 odd days      ${await repeat(options.rounds, oddMonth)} (by institution, no month is whole)`)
  say(`whole period     ${await repeat(options.rounds, everything)} (${days} days by institution)`)
  say(`naive, 30 days   ${await repeat(naiveRounds, naive(monthAgo))} (by institution, from the raw log)`)
  say(`naive, whole     ${await repeat(1, naive(first))}`)
  await patient.end()
}

/** Events as the product writes them, alone, and then followed and sealed. */
async function writing(pool: pg.Pool): Promise<void> {
  const insert = `insert into ticket_events (ticket_id, type, at, vk_at, actor_kind, actor_id, facts)
    select 1001 + (random() * 5000)::int, 'messageAdded', now(), now(), 'citizen', 1, '{"cmid": 5}'
    from generate_series(1, $1)`
  const write = async (): Promise<void> => {
    for (let count = 0; count < writtenEvents; count += writtenAtOnce)
      await pool.query(insert, [writtenAtOnce])
  }
  const each = (ms: number): string => `${((ms * 1000) / writtenEvents).toFixed(0)} µs an event`
  const [alone] = await timed(write)
  const keeper = createFigureKeeper(pool, timeZone)
  await keeper.catchUp()
  await write()
  const [followed] = await timed(() => keeper.catchUp())
  const [sealed] = await timed(() => createEventSeals(pool).seal())
  say(`writing          ${each(alone)} in statements of ${writtenAtOnce}; nothing is added to them`)
  say(`following        ${each(followed)} more, in the background; sealing ${each(sealed / 2)}`)
}

const folder = await mkdtemp(path.join(tmpdir(), 'otklik-bench-statistics-'))
const server = await startEmbeddedServer({ dataFolder: folder })
try {
  say(
    `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.version}, embedded PostgreSQL, fsync on`,
  )
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  for (const tickets of options.tickets) {
    const name = `statistics_${tickets}`
    await admin.query(`create database ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    await migrate({ url: url.href })
    await measure(url.href, tickets)
    await admin.query(`drop database ${name} with (force)`)
  }
  await admin.end()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
