/** Which tickets of a period a figure counts, so that its number can be opened: the same histories, the same words. */
import type { Dimension } from './contribution.ts'
import type { OwnerInterval, TicketHistory } from './history.ts'

/** Whose tickets: of institutions and administrators only what they had a part in. */
export interface Whose {
  readonly dimension: Dimension
  readonly members: readonly string[]
}

export const historyLists = [
  'answered',
  'withdrawn',
  'responded',
  'replyLate',
  'finalLate',
  'reopened',
  'rated',
  'notHelped',
  'forwarded',
  'movedOrUnsolved',
  'promised',
  'undelivered',
] as const
export type HistoryList = (typeof historyLists)[number]

/** By the definitions of docs/metrics; deadlines that passed without an answer are in the list of what is late now. */
export function isListed(list: HistoryList, history: TicketHistory, whose: Whose): boolean {
  const { resolution, firstResponse, withdrawnMs, reopenings, intervals, promises, rating } = history
  switch (list) {
    case 'answered':
      return resolution !== null && isOf(resolution, whose)
    case 'withdrawn':
      return withdrawnMs !== null
    case 'responded':
      return ownersSide(whose)
        ? intervals.some((one) => one.responseMs !== null && isOf(one, whose))
        : firstResponse !== null
    case 'replyLate':
      return isReplyLate(history, whose)
    case 'finalLate':
      return resolution !== null && isOf(resolution, whose) && isFinalLate(history, resolution.ms)
    case 'reopened':
      return reopenings.slice(0, 1).some((one) => isOf(one, whose))
    case 'rated':
      return rating !== null && isOf(resolution ?? reopenings.at(-1) ?? null, whose)
    case 'notHelped':
      return rating !== null && rating !== 'helped' && isOf(resolution ?? reopenings.at(-1) ?? null, whose)
    case 'forwarded':
      return intervals.some((one) => one.isForwarded && isOf(one, whose))
    case 'movedOrUnsolved':
      return (
        resolution !== null &&
        (intervals.some(({ isForwarded }) => isForwarded) || intervals[0]?.owner !== resolution.owner)
      )
    case 'promised':
      return promises.some((one) => isOf(one, whose))
    case 'undelivered':
      return history.undelivered > 0
  }
}

const ownersSide = ({ dimension }: Whose): boolean =>
  dimension === 'institution' || dimension === 'administrator'

/** Nobody knows whose: everybody's, and of no single member. */
function isOf(
  part: { readonly owner: number | null; readonly responderId: number | null } | null,
  whose: Whose,
): boolean {
  const { dimension, members } = whose
  if (!ownersSide(whose)) return true
  if (part === null) return false
  const id = dimension === 'institution' ? part.owner : part.responderId
  return members.includes(id === null ? '-' : String(id))
}

function isReplyLate(
  { firstResponse, withdrawnMs, replyDueMs, intervals }: TicketHistory,
  whose: Whose,
): boolean {
  if (ownersSide(whose)) return intervals.some((one) => isOf(one, whose) && isOwnerLate(one))
  if (replyDueMs === null) return false
  const settledMs = firstResponse?.ms ?? withdrawnMs
  return settledMs !== null && settledMs > replyDueMs
}

function isOwnerLate({ dueMs, responseMs, endMs }: OwnerInterval): boolean {
  const settledMs = responseMs ?? endMs
  return dueMs !== null && settledMs !== null && settledMs > dueMs
}

function isFinalLate({ finalDueMs, pauses }: TicketHistory, resolvedMs: number): boolean {
  if (finalDueMs === null) return false
  const pausedMs = pauses
    .filter(({ fromMs }) => fromMs < resolvedMs)
    .reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0)
  return resolvedMs > finalDueMs + pausedMs
}
