import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runExportLog } from '../../src/cli/commands/export-log.ts'
import { figureDefinitions } from '../../src/app/statistics/figure-definitions.ts'
import { runReport } from '../../src/cli/commands/report.ts'
import { createCalendarNotes } from '../../src/db/calendar-notes.ts'
import { monthReportPdf } from '../../src/files/month-pdf.ts'
import { createFigureDetails } from '../../src/db/figure-details.ts'
import { runSimulate } from '../../src/cli/commands/simulate.ts'
import { runStats } from '../../src/cli/commands/stats.ts'
import { createEventSeals } from '../../src/db/event-seals.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { createFiguresAsOf } from '../../src/db/figures-as-of.ts'
import { createLogExport } from '../../src/db/log-export.ts'
import { createSimulationStore } from '../../src/db/simulation-store.ts'
import { createPool } from '../../src/db/pool.ts'
import { createTestDatabase } from '../support/database.ts'
import { moment, moscow } from '../support/given.ts'
import { openEventLog } from './event-log.ts'
import { type SimulatedDatabase, openSimulated, smallMonth } from './simulated.ts'

let month: SimulatedDatabase
let out = ''
let complaints = ''
const stdout = (text: string) => {
  out += text
}
const stderr = (text: string) => {
  complaints += text
}

const tickets = 300
/** Tickets that joined an older one of the same person: figures know the older. */
let merged = 0

beforeAll(async () => {
  month = await openSimulated({ ...smallMonth, tickets })
  const { rows } = await month.pool.query<{ count: number }>(
    `select count(distinct ticket_id)::int as count from ticket_events where type = 'ticketMerged'`,
  )
  merged = rows[0]?.count ?? 0
})
afterAll(() => month.close())
beforeEach(() => {
  out = ''
  complaints = ''
})

const stats = (...argv: readonly string[]) =>
  runStats(argv, {
    stdout,
    stderr,
    keeper: createFigureKeeper(month.pool, moscow),
    reader: createFigureReader(month.pool),
    seals: createEventSeals(month.pool),
    asOf: createFiguresAsOf(month.pool, moscow),
    calendars: createCalendarNotes(month.pool),
    now: moment('2026-11-19 00:00'),
    timeZone: moscow,
  })

describe('otklik stats', () => {
  it('shows an aligned table with definitions, beside the period before', async () => {
    expect(await stats('--from', '2026-11-01', '--to', '2026-11-14', '--by', 'kind', '--compare')).toBe(0)

    const lines = out.split('\n')
    const table = lines.slice(3, lines.indexOf('', 3))
    expect(new Set(table.map((line) => line.length)).size).toBe(1)
    expect(out).toContain('Под каждой строкой — с 2026-10-18 по 2026-10-31')
    expect(out).toContain('school')
    expect(out).toContain('Ответы бота не считаются')
  })

  it.each(['institution', 'municipality', 'topic', 'community', 'administrator'])(
    'gives one JSON value by %s',
    async (by) => {
      expect(await stats('--by', by, '--from', '2026-10-20', '--json')).toBe(0)

      expect(JSON.parse(out)).toMatchObject({
        by,
        from: '2026-10-20',
        to: '2026-11-20',
        total: { received: tickets - merged },
      })
    },
  )

  it('ranks like with like, and has advice for each', async () => {
    expect(await stats('--ranking', '--from', '2026-11-05', '--to', '2026-11-18')).toBe(0)
    expect(out).toMatch(/^school \(\d+\)$/mu)
    expect(out).toContain('мало данных')
    out = ''
    await stats('--ranking', '--json', '--from', '2026-11-05', '--to', '2026-11-18')

    const leagues = z
      .array(z.object({ places: z.array(z.object({ advice: z.string().min(20) })) }))
      .parse(JSON.parse(out))
    expect(leagues.length).toBeGreaterThan(2)
  })

  it('gives the same after counting anew', async () => {
    await stats('--from', '2026-10-20', '--json')
    const before = out
    out = ''
    await stats('--rebuild')
    out = ''
    await stats('--from', '2026-10-20', '--json')

    expect(out).toBe(before)
  })

  it('gives an old report once more, whatever happened since', async () => {
    const asked = ['--from', '2026-10-20', '--to', '2026-11-18', '--as-of', '1500', '--json']
    const counted = await month.pool.query(
      'select count(*)::int as cells, max(mark)::int as mark from figure_cells, figure_state',
    )
    expect(await stats(...asked)).toBe(0)
    const first = out
    out = ''
    await stats('--from', '2026-10-20', '--to', '2026-11-18', '--json')
    expect(out).not.toBe(first)

    await month.pool.query(`update institutions set working_hours = 'пн-пт 10:00-11:00' where id = 1`)
    out = ''
    await stats(...asked)
    expect(out).toBe(first)
    out = ''
    await stats(...asked.slice(0, -1))
    expect(out).toMatch(/Журнал до события 1500[\s\S]*Календари прошедших дней с тех пор изменили/u)

    // What is kept was not touched by it.
    const after = await month.pool.query(
      'select count(*)::int as cells, max(mark)::int as mark from figure_cells, figure_state',
    )
    expect(after.rows).toEqual(counted.rows)
    await month.pool.query(
      `update institutions set working_hours = 'пн-пт 08:00-17:00, сб 08:00-13:00' where id = 1`,
    )
  })

  it.each([
    [['--by', 'weather'], 'Среза «weather» нет'],
    [['--from', '2026-02-31'], 'Дата нужна'],
    [['--from', '2026-11-02', '--to', '2026-11-01'], 'поменяйте'],
    [['--clock', 'sun'], 'wall и working'],
    [['--as-of', 'yesterday'], 'номер события'],
    [['--force'], 'Использование: otklik stats'],
  ])('explains itself for %j', async (argv, words) => {
    expect(await stats(...argv)).toBe(2)
    expect(complaints).toContain(words)
  })
})

describe('otklik export tickets|events', () => {
  const run = (...argv: readonly string[]) =>
    runExportLog(argv, { stdout, stderr, log: createLogExport(month.pool, moscow), timeZone: moscow })

  it('has a row for each ticket of the period, those that were merged included, and no personal data', async () => {
    expect(await run('tickets', '--from', '2026-10-20', '--to', '2026-11-18')).toBe(0)

    const [header = '', ...lines] = out.split('\r\n')
    const rows = lines.filter((line) => line !== '').map((line) => line.split(';'))
    const { rows: into } = await month.pool.query<{ row: string }>(
      `select ticket_id || ' ' || (facts ->> 'into') as row from ticket_events where type = 'ticketMerged' order by ticket_id`,
    )
    expect(rows).toHaveLength(tickets)
    expect(merged).toBeGreaterThan(0)
    const ofMerged = rows.filter(([, status]) => status === 'merged')
    expect(ofMerged.map((cells) => `${cells[0]} ${cells.at(-1)}`)).toEqual(into.map(({ row }) => row))
    // Opened, and by whom it was had; nothing of it is measured.
    expect(
      ofMerged.every((cells) => cells[2] !== '' && cells.slice(7, -1).every((cell) => cell === '')),
    ).toBe(true)
    expect(rows.filter((cells) => cells.at(-1) !== '')).toEqual(ofMerged)
    expect(header).toContain('До первого ответа')
    expect(out).not.toContain('Учебное обращение')
    expect(header).not.toContain('Житель')
    expect(header.split(';').slice(-2)).toEqual(['Оценка', 'Соединено с'])
  })

  it('names people only when asked to, and has a row for each event', async () => {
    await run('tickets', '--with-personal-data')
    expect(out).toContain('Учебное обращение')
    out = ''
    await run('events')

    const { rows } = await month.pool.query<{ count: number }>(
      'select count(*)::int as count from ticket_events',
    )
    expect(out.split('\r\n')).toHaveLength((rows[0]?.count ?? 0) + 2)
  })

  it.each([['people'], ['tickets', '--from', 'once']])('explains itself for %s', async (...argv) => {
    expect(await run(...argv)).toBe(2)
    expect(complaints).toContain('Использование')
  })
})

describe('otklik report', () => {
  const run = (...argv: readonly string[]) =>
    runReport(argv, {
      stdout,
      stderr,
      keeper: createFigureKeeper(month.pool, moscow),
      reader: createFigureReader(month.pool),
      details: createFigureDetails(month.pool),
      makePdf: monthReportPdf,
      now: moment('2026-11-19 00:00'),
      timeZone: moscow,
    })

  it('is one page that needs nothing from outside, with a definition for every figure', async () => {
    await month.pool.query(
      `update topics set title = '<script>alert(1)</script>' where id = (select min(id) from topics)`,
    )

    expect(await run('--month', '2026-10')).toBe(0)

    expect(out).toContain('Обращения жителей: октябрь 2026 года')
    expect(out).not.toMatch(/<script|src=|href=|url\(/u)
    expect(out.match(/class="note"><b>/gu)).toHaveLength(figureDefinitions.length)
    expect(out).toContain('@page')
    out = ''
    await stats('--from', '2026-10-01', '--to', '2026-10-31', '--json')
    const received = z.object({ total: z.object({ received: z.number() }) }).parse(JSON.parse(out))
      .total.received
    out = ''
    await run('--month', '2026-10')
    expect(out).toContain(`<td>Пришло</td><td>${received}</td><td>0</td>`)
  })

  it('is a PDF with its own letters, charts and numbered pages, too', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'otklik-report-'))
    const file = path.join(folder, 'october.pdf')

    expect(await run('--month', '2026-10', file)).toBe(0)

    const pdf = (await readFile(file)).toString('latin1')
    await rm(folder, { recursive: true })
    expect(pdf.slice(0, 8)).toMatch(/^%PDF-1\.\d/u)
    expect([...new Set(pdf.match(/\/BaseFont \/\S+/gu))].map((name) => name.slice(18)).toSorted()).toEqual([
      'PTSans-Bold',
      'PTSans-Regular',
    ])
    expect(pdf.match(/\/Subtype \/Image/gu)?.length).toBeGreaterThanOrEqual(3)
    const pages = pdf.match(/\/Type \/Page\n/gu)?.length ?? 0
    // A month of fourteen institutions; a page more for each piece that was broken would be many.
    expect(pages).toBeGreaterThan(2)
    expect(pages).toBeLessThan(8)
  })

  it.each([['--month', '2026-13'], ['--month', 'october'], []])('explains itself for %s', async (...argv) => {
    expect(await run(...argv)).toBe(2)
    expect(complaints).toContain('Использование')
  })
})

describe('otklik simulate', () => {
  it('writes the same for the same seed, and something else for another', async () => {
    const fingerprints: unknown[] = []
    for (const seed of ['3', '3', '4']) {
      const database = await createTestDatabase()
      const pool = createPool({ url: database.url, connectionsMax: 2, onError: () => {} })
      const argv = ['--seed', seed, '--institutions', '5', '--tickets', '40', '--days', '7']
      expect(await runSimulate(argv, { stdout, stderr, store: createSimulationStore(pool) })).toBe(0)
      const { rows } = await pool.query(
        'select md5(string_agg(e::text, chr(10) order by id)) as md5 from ticket_events e',
      )
      fingerprints.push(rows[0])
      await pool.end()
      await database.drop()
    }

    expect(fingerprints[0]).toEqual(fingerprints[1])
    expect(fingerprints[0]).not.toEqual(fingerprints[2])
  })

  it('leaves a database alone in which somebody works', async () => {
    const log = await openEventLog([])

    expect(await runSimulate([], { stdout, stderr, store: createSimulationStore(log.pool) })).toBe(1)

    expect(complaints).toContain('DATA_DIR=')
    await log.close()
  })

  it.each([['--tickets', 'many'], ['--from', 'yesterday'], ['--loud']])(
    'explains itself for %s',
    async (...argv) => {
      const store = createSimulationStore(month.pool)
      expect(await runSimulate(argv, { stdout, stderr, store })).toBe(2)
      expect(complaints).toContain('Использование')
    },
  )
})
