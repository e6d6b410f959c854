/** Commands about figures. */
import { realClock } from './clock.ts'
import type { Config } from './config.ts'
import { createCalendarNotes } from './db/calendar-notes.ts'
import { createFigureDetails } from './db/figure-details.ts'
import { createFigureKeeper } from './db/figure-keeper.ts'
import { createFigureReader } from './db/figure-reader.ts'
import { createFiguresAsOf } from './db/figures-as-of.ts'
import { createEventSeals } from './db/event-seals.ts'
import { createRadarStore } from './db/radar-store.ts'
import { createSimulationStore } from './db/simulation-store.ts'
import { runRadar } from './cli/commands/radar.ts'
import { runReport } from './cli/commands/report.ts'
import { runSimulate } from './cli/commands/simulate.ts'
import { runStats } from './cli/commands/stats.ts'
import { monthReportPdf } from './files/month-pdf.ts'
import { loadRegion } from './db/load-region.ts'
import type { CommandDatabase } from './start/command-database.ts'

export interface Command {
  readonly name: string
  readonly summary: string
  readonly run: (argv: readonly string[], database: CommandDatabase, config: Config) => Promise<number>
}

interface Streams {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
}

export const statisticsCommands = ({ stdout, stderr }: Streams): readonly Command[] => [
  {
    name: 'stats',
    summary: 'показатели: сколько обращений, сколько ждут, как быстро отвечают',
    run: (argv, { pool }, { timeZone }) =>
      runStats(argv, {
        stdout,
        stderr,
        keeper: createFigureKeeper(pool, timeZone),
        reader: createFigureReader(pool),
        seals: createEventSeals(pool),
        asOf: createFiguresAsOf(pool, timeZone),
        calendars: createCalendarNotes(pool),
        now: realClock.now(),
        timeZone,
      }),
  },
  {
    name: 'radar',
    summary: 'страницы, которые молчат, и что с ними делать',
    run: (argv, { prisma, pool }, { timeZone }) =>
      runRadar(argv, {
        stdout,
        stderr,
        loadDirectory: async () => (await loadRegion(prisma)).directory,
        silence: { radar: createRadarStore(pool), timeZone },
        now: realClock.now(),
      }),
  },
  {
    name: 'report',
    summary: 'отчёт за месяц письмом: PDF или HTML для печати',
    run: (argv, { pool }, { timeZone }) =>
      runReport(argv, {
        stdout,
        stderr,
        keeper: createFigureKeeper(pool, timeZone),
        reader: createFigureReader(pool),
        details: createFigureDetails(pool),
        makePdf: monthReportPdf,
        now: realClock.now(),
        timeZone,
      }),
  },
  {
    name: 'simulate',
    summary: 'наполнить пустую базу учебным месяцем области: посмотреть на показатели',
    run: (argv, { pool }) => runSimulate(argv, { stdout, stderr, store: createSimulationStore(pool) }),
  },
]
