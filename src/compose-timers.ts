/** Builds what happens without anybody writing. */
import { converse, expireDialogue } from '../scenes/dialogue.ts'
import type { ConsoleWork } from './app/console/work-at-console.ts'
import { createSeeding, fireTimers } from './app/fire-timers.ts'
import type { TimerFiring } from './app/fired.ts'
import type { EventHandling } from './app/handle-events.ts'
import type { ProductOptions } from './compose.ts'
import { createFigureDetails } from './db/figure-details.ts'
import { createRadarStore } from './db/radar-store.ts'
import { createFigureReader } from './db/figure-reader.ts'
import { drawChart } from './files/draw-chart.ts'
import { monthReportPdf } from './files/month-pdf.ts'
import { Loop } from './workers/loop.ts'

const timersIntervalMs = 1_000

export type HandlingParts = ConsoleWork & Pick<EventHandling, 'regions'>

export function createTimers(
  { pool, timeZone, fileStorage, log, random, personalDataMonths = 0 }: ProductOptions,
  parts: HandlingParts,
): Loop {
  const firing: TimerFiring = {
    ...parts,
    converse,
    expire: expireDialogue,
    personalDataMonths,
    reports: {
      details: createFigureDetails(pool),
      reader: createFigureReader(pool),
      silence: { radar: createRadarStore(pool), timeZone },
      drawChart,
      makePdf: monthReportPdf,
      storage: fileStorage,
    },
    onTimerFailure: ({ kind, subject }, error) => log.error({ kind, subject, err: error }, 'timer failed'),
  }
  const seed = createSeeding(firing)
  return new Loop({
    run: async () => {
      await parts.usualTimes.refresh()
      await seed()
      await fireTimers(firing)
    },
    intervalMs: timersIntervalMs,
    onFault: (error) => log.error({ err: error }, 'timers could not be fired'),
    random,
  })
}
