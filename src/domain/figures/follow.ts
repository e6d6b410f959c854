/** What a stretch of the log changes in the derived tables. */
import { Cells } from './cells.ts'
import { type Measuring, contributeDialogue, contributeTicket } from './contribution.ts'
import type { LoggedEvent } from './logged-event.ts'
import { type OpenTicket, openTicketOf } from './open-ticket.ts'
import { ticketHistory } from './ticket-history.ts'

export interface FigureChanges {
  readonly cells: Cells
  /** Every ticket that was touched; null when it is not open. */
  readonly tickets: ReadonlyMap<number, OpenTicket | null>
}

/**
 * `events` are whole histories of tickets, by ticket and number; those up to `mark` are counted already. What a ticket
 * contributed then is taken away, what it contributes now is added: both are computed from the log, so that nothing has
 * to be remembered and following gives what counting anew gives. Given `cells` are added to.
 */
export function follow(
  events: readonly LoggedEvent[],
  mark: number,
  measuring: Measuring,
  cells: Cells = new Cells(),
): FigureChanges {
  const tickets = new Map<number, OpenTicket | null>()
  const add = cells.adder(1)
  const takeAway = cells.adder(-1)
  for (const [ticketId, history] of histories(events, measuring, add)) {
    const before = history.filter(({ id }) => id <= mark)
    const counted = before.length === 0 ? null : ticketHistory(before)
    if (counted !== null) contributeTicket(counted, measuring, takeAway)
    const now = ticketHistory(history)
    if (now !== null) contributeTicket(now, measuring, add)
    tickets.set(ticketId, now === null ? null : openTicketOf(now, measuring.days))
  }
  return { cells, tickets }
}

function histories(
  events: readonly LoggedEvent[],
  measuring: Measuring,
  add: Parameters<typeof contributeDialogue>[2],
): ReadonlyMap<number, readonly LoggedEvent[]> {
  const found = new Map<number, LoggedEvent[]>()
  for (const event of events) {
    if (event.ticketId === null) {
      contributeDialogue(event, measuring, add)
      continue
    }
    const history = found.get(event.ticketId)
    if (history === undefined) found.set(event.ticketId, [event])
    else history.push(event)
  }
  return found
}
