/** Arranges messages for reading: separators between days, and runs of one author that share a bubble's tail. */
import type { Message } from '../api/schemas.ts'
import { dayKey, dayLabel } from './date-labels.ts'

export type LogItem =
  | { readonly kind: 'day'; readonly key: string; readonly label: string }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly message: Message
      readonly isFirst: boolean
      readonly isLast: boolean
    }

/** A pause after which the same author's next message starts a new run. */
const runPauseSeconds = 300

export function logLayout(
  messages: readonly Message[],
  nowMs: number,
  timeZone?: string,
): readonly LogItem[] {
  const items: LogItem[] = []
  for (const [index, message] of messages.entries()) {
    const previous = messages[index - 1]
    const day = dayKey(message.date, timeZone)
    if (previous === undefined || dayKey(previous.date, timeZone) !== day) {
      items.push({ kind: 'day', key: `day ${day}`, label: dayLabel(message.date, nowMs, timeZone) })
    }
    items.push({
      kind: 'message',
      key: `message ${message.cmid}`,
      message,
      isFirst: !isOneRun(previous, message, timeZone),
      isLast: !isOneRun(message, messages[index + 1], timeZone),
    })
  }
  return items
}

function isOneRun(
  earlier: Message | undefined,
  later: Message | undefined,
  timeZone: string | undefined,
): boolean {
  if (earlier === undefined || later === undefined || earlier.from !== later.from) return false
  // Buttons under a bubble part it from the next one.
  if (earlier.keyboard?.inline === true) return false
  return (
    later.date - earlier.date <= runPauseSeconds &&
    dayKey(earlier.date, timeZone) === dayKey(later.date, timeZone)
  )
}
