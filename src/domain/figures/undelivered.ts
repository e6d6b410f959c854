/** An answer that VK could not deliver is no answer. */
import { eventsThat } from './event-meanings.ts'
import { type LoggedEvent, momentIn } from './logged-event.ts'

const responses = eventsThat('responds')

/**
 * Numbers of the responses that did not arrive. A refusal names the moment at which the words were decided; other words
 * of the bot may be refused, too, and mean nothing here. Refusals of an older log name no moment: the response before
 * them is meant.
 */
export function undeliveredResponses(events: readonly LoggedEvent[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const refusal of events) {
    if (refusal.type !== 'messageUndelivered') continue
    const saidMs = momentIn(refusal.facts, 'saidAt')
    const meant = events.findLast(
      (event) =>
        responses.has(event.type) &&
        event.id < refusal.id &&
        !found.has(event.id) &&
        (saidMs === null || event.atMs === saidMs),
    )
    if (meant !== undefined) found.add(meant.id)
  }
  return found
}
