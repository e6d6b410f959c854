/** What of an open ticket depends on the moment of asking. Moments are epoch milliseconds, days since 1970. */
import type { TicketHistory } from './history.ts'
import type { RegionDays } from './region-days.ts'

export interface OpenTicket {
  readonly openedOn: number
  readonly groupId: number
  readonly municipalityId: number | null
  readonly topicId: string | null
  readonly institutionId: number | null
  readonly routedOn: number | null
  readonly waitingSinceMs: number | null
  readonly replyDueMs: number | null
  readonly ownerReplyDueMs: number | null
  readonly finalDueMs: number | null
  readonly promisedUntilMs: number | null
  readonly promisedOn: number | null
}

/** Null when the ticket is closed. */
export function openTicketOf(history: TicketHistory, days: RegionDays): OpenTicket | null {
  const { resolution, isOpen, intervals, runs, firstResponse, promises } = history
  if (!isOpen) return null
  const interval = intervals.at(-1)
  const present = interval !== undefined && interval.endMs === null ? interval : null
  const promise = promises.at(-1)
  const running = promise !== undefined && promise.isKept === null ? promise : null
  return {
    openedOn: days.dayOf(history.openedMs),
    groupId: history.groupId ?? 0,
    municipalityId: history.municipalityId,
    topicId: history.topicId,
    institutionId: present?.owner ?? null,
    routedOn: present === null ? null : days.dayOf(present.fromMs),
    waitingSinceMs: runs.find(({ toMs }) => toMs === null)?.fromMs ?? null,
    replyDueMs: firstResponse === null ? history.replyDueMs : null,
    ownerReplyDueMs: present === null || present.responseMs !== null ? null : present.dueMs,
    // Reopened too late to void its resolution: the citizen waits, and the resolution stays the one that counts.
    finalDueMs: resolution === null ? runningDue(history) : null,
    promisedUntilMs: running?.untilMs ?? null,
    promisedOn: running === null ? null : days.dayOf(running.ms),
  }
}

/** With what the pauses added; null while the clock stands. */
const runningDue = ({ finalDueMs, isPaused, pauses }: TicketHistory): number | null =>
  finalDueMs === null || isPaused
    ? null
    : finalDueMs + pauses.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0)
