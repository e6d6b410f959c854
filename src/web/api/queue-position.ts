/** Where a page of the queue ended, as a short text that the page only carries back. */
import type { QueuePosition } from '../../app/console/ports.ts'
import { ticketId } from '../../domain/ids.ts'
import { Temporal } from '../../domain/time.ts'

export const writePosition = ({ dueAt, id }: QueuePosition): string => `${dueAt.epochMilliseconds}-${id}`

/** Null for anything that was not written above. */
export function readPosition(text: string): QueuePosition | null {
  const [, due, id] = /^(\d{1,15})-([1-9]\d{0,14})$/u.exec(text) ?? []
  if (due === undefined || id === undefined) return null
  return { dueAt: Temporal.Instant.fromEpochMilliseconds(Number(due)), id: ticketId(Number(id)) }
}
