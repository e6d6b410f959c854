import { inOrder } from './in-order.ts'
import { type LoggedEvent, numberIn } from './logged-event.ts'

export interface MergedTicket {
  /** Epoch milliseconds. */
  readonly openedMs: number
  /** The older ticket, which answers for both. */
  readonly into: number | null
}

/** What remains to be told of a ticket that figures do not know; null when it was not merged, or never opened. */
export function mergedTicket(logged: readonly LoggedEvent[]): MergedTicket | null {
  const merged = logged.find(({ type }) => type === 'ticketMerged')
  const opened = inOrder(logged).events.find(({ event }) => event.type === 'ticketOpened')
  if (merged === undefined || opened === undefined) return null
  return { openedMs: opened.ms, into: numberIn(merged.facts, 'into') }
}
