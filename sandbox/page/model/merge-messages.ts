/**
 * Keeps a conversation current with small answers: only messages after a cmid are asked for, which also shows edits and
 * deletions of the recent ones. What did not change keeps its identity, so React redraws only what did.
 */
import type { Message } from '../api/schemas.ts'

/** Recent messages asked for again with every refresh: how far back a bot's edit is noticed at once. */
const windowSize = 50

export function refreshAfterCmid(messages: readonly Message[]): number {
  return Math.max(0, (messages.at(-1)?.cmid ?? 0) - windowSize)
}

export function mergeMessages(
  known: readonly Message[],
  fetched: readonly Message[],
  afterCmid: number,
): readonly Message[] {
  const knownByCmid = new Map(known.map((message) => [message.cmid, message]))
  const recent = fetched
    .filter((message) => message.cmid > afterCmid)
    .sort((one, other) => one.cmid - other.cmid)
    .map((message) => sameOr(knownByCmid.get(message.cmid), message))
  const merged = [...known.filter((message) => message.cmid <= afterCmid), ...recent]
  return isSameList(known, merged) ? known : merged
}

/** The earlier value when both say the same. */
export function sameOr<Value>(earlier: Value | undefined, later: Value): Value {
  return earlier !== undefined && JSON.stringify(earlier) === JSON.stringify(later) ? earlier : later
}

function isSameList(one: readonly Message[], other: readonly Message[]): boolean {
  return one.length === other.length && one.every((message, index) => message === other[index])
}
