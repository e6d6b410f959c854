/** The part of the composition root for what happens whether anybody writes or not. */
import * as notices from '../scenes/notices.ts'
import type { EventHandling } from './app/handle-events.ts'
import { reportUndelivered, type UndeliveredReporting } from './app/report-undelivered.ts'
import { sweepQueues } from './app/sweep-queues.ts'
import { tellTroubles } from './app/tell-troubles.ts'
import { createCrowdWatch } from './compose-crowds.ts'
import { type HandlingParts, createTimers } from './compose-timers.ts'
import type { ProductOptions } from './compose.ts'
import { createEventSeals } from './db/event-seals.ts'
import { createFigureKeeper } from './db/figure-keeper.ts'
import { createQueueSweeping } from './db/queue-sweeping.ts'
import { createTroubleNoticeStore } from './db/trouble-notice-store.ts'
import { Loop } from './workers/loop.ts'
import { Watchdog } from './workers/watchdog.ts'

const undeliveredIntervalMs = 2_000
/** Until then an event can still be changed without a trace by the owner of the database. */
const sealIntervalMs = 5_000
const figuresIntervalMs = 3_000
const sweepIntervalMs = 3_600_000

/** What the product does by the clock, whether anybody writes or not. */
export function createUnasked(
  options: ProductOptions,
  parts: HandlingParts,
): Record<'undelivered' | 'corrections' | 'incidents' | 'timers', Loop> & { readonly watchdog: Watchdog } {
  return {
    watchdog: createWatchdog(options, parts),
    undelivered: createUndelivered(options, parts),
    ...createCrowdWatch(options, parts),
    timers: createTimers(options, parts),
  }
}

/** Tells those who have to know of messages that VK refused for good. */
function createUndelivered(
  { clock, timeZone, random, log }: ProductOptions,
  parts: Pick<UndeliveredReporting, 'store' | 'regions' | 'onWritten'>,
): Loop {
  return new Loop({
    run: () => reportUndelivered({ ...parts, notices, clock, timeZone }),
    intervalMs: undeliveredIntervalMs,
    onFault: (error) => log.error({ err: error }, 'undelivered messages could not be reported'),
    random,
  })
}

/** What is done and old leaves inbox and outbox, every hour. */
export function createSweeping({ pool, clock, random, log, queueDays = 0 }: ProductOptions): {
  start(): void
  stop(): Promise<void>
} {
  const stopping = new AbortController()
  const sweeping = { store: createQueueSweeping(pool), clock, days: queueDays, signal: stopping.signal }
  const loop = new Loop({
    run: async () => {
      const count = queueDays === 0 ? 0 : await sweepQueues(sweeping)
      if (count > 0) log.info({ count }, 'old rows of inbox and outbox were deleted')
    },
    intervalMs: sweepIntervalMs,
    onFault: (error) => log.error({ err: error }, 'old rows could not be deleted'),
    random,
  })
  return {
    start: () => loop.start(),
    stop: () => {
      stopping.abort()
      return loop.stop()
    },
  }
}

/** What follows the event log: its seals, and the figures. */
export function createBooks({ pool, timeZone, random, log }: ProductOptions): readonly Loop[] {
  const seals = createEventSeals(pool)
  const keeper = createFigureKeeper(pool, timeZone)
  return [
    new Loop({
      run: async () => void (await seals.seal()),
      intervalMs: sealIntervalMs,
      onFault: (error) => log.error({ err: error }, 'events could not be sealed'),
      random,
    }),
    new Loop({
      run: () => keeper.catchUp(),
      intervalMs: figuresIntervalMs,
      onFault: (error) => log.error({ err: error }, 'figures could not follow the event log'),
      random,
    }),
  ]
}

function createWatchdog(
  { pool, instanceId, secrets, clock, random, log }: ProductOptions,
  parts: Pick<EventHandling, 'store' | 'regions' | 'onWritten'>,
): Watchdog {
  const troubles = createTroubleNoticeStore({ pool, instanceId, randomId: secrets.randomId })
  return new Watchdog({
    tellTroubles: () => tellTroubles({ ...parts, troubles, notices, clock }),
    random,
    log,
  })
}
