/**
 * When things happened. Two clocks write the log: VK's dates the words of people, ours everything else. Either may be
 * wrong for a while, and history is read late.
 *
 * - A date of VK counts, unless it lies in our future.
 * - What has only our date cannot have happened before what we wrote earlier: when our clock jumps back, such events keep
 *   the last moment until it has caught up.
 * - Nothing happens to a ticket before its t0.
 */
import type { LoggedEvent } from './logged-event.ts'

export interface TimedEvent {
  readonly event: LoggedEvent
  /** Epoch milliseconds. */
  readonly ms: number
}

export interface OrderedEvents {
  readonly events: readonly TimedEvent[]
  /** One of the clocks was wrong by more than a second. */
  readonly isClockSuspect: boolean
}

const toleranceMs = 1_000

/** From events by number to events by moment. */
export function inOrder(events: readonly LoggedEvent[]): OrderedEvents {
  let isClockSuspect = false
  let latest = -Infinity
  const timed = events.map((event) => {
    const { vkAtMs, atMs } = event
    if (vkAtMs !== null) {
      if (vkAtMs > atMs + toleranceMs) isClockSuspect = true
      return { event, ms: Math.min(vkAtMs, atMs) }
    }
    if (atMs < latest - toleranceMs) isClockSuspect = true
    latest = Math.max(latest, atMs)
    return { event, ms: latest }
  })
  const openedMs = timed.find(({ event }) => event.type === 'ticketOpened')?.ms ?? -Infinity
  const clamped = timed.map(({ event, ms }) => ({ event, ms: Math.max(ms, openedMs) }))
  return { events: clamped.sort((a, b) => a.ms - b.ms || a.event.id - b.event.id), isClockSuspect }
}
