/**
 * Inbox and outbox keep what was done only as long as somebody may ask for it: the inbox tells a repeated message from a
 * new one, also when history is read after a gap (up to 30 days back), and the outbox knows which card a reply belongs to.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { QueueSweeping } from './transport-ports.ts'
import type { Clock } from '../domain/time.ts'

const hoursADay = 24
/** Between two slices: deleting must not take the disk from those who write. */
const restMs = 200

export interface Sweeping {
  readonly store: QueueSweeping
  readonly clock: Clock
  /** Whole days that done rows are kept. */
  readonly days: number
  /** Ends between two slices when the product stops. */
  readonly signal: AbortSignal
}

/** Returns how many rows went. */
export async function sweepQueues({ store, clock, days, signal }: Sweeping): Promise<number> {
  const before = clock.now().subtract({ hours: days * hoursADay })
  let swept = 0
  for (const queue of ['inbox', 'outbox'] as const) {
    let after = 0
    for (;;) {
      const slice = await store.sweep(queue, { after, before })
      swept += slice.deleted
      if (slice.isOver || signal.aborted) break
      after = slice.last
      await delay(restMs, undefined, { signal }).catch(() => {
        // The stop of the product: the next pass goes on.
      })
    }
  }
  return swept
}
