import { setTimeout as delay } from 'node:timers/promises'

export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
}

/** Wait before the next attempt after `failures` (≥ 1) in a row: doubles up to the bound, half of it at random. */
export function backoffMs(backoff: Backoff, failures: number, random: () => number): number {
  const fullMs = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.min(failures - 1, 30))
  return Math.round(fullMs * (0.5 + random() / 2))
}

/** Waits, or ends early when the signal is aborted. */
export async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  try {
    await delay(waitMs, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
