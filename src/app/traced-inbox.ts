/**
 * Handling of stored events, with what it takes told to the tracer. A batch is a trace of its own: it holds messages of
 * many people. What is done for one conversation goes on in the trace of the answer that brought it, beside its batch.
 */
import type { Changes, InboxBatch, InboxEvent, OutboxDraft, Store } from './ports.ts'
import { type SpanFacts, type Tracer, alone } from './tracer.ts'

/** How an event is known before it has a number. Those of one second and person share a trace. */
export const storedKey = ({
  groupId,
  peerId,
  type,
  vkAt,
}: Pick<InboxEvent, 'groupId' | 'type' | 'vkAt'> & { readonly peerId: number }): string =>
  `stored ${groupId} ${peerId} ${type} ${vkAt.epochMilliseconds}`

export const traceBatch = <Value>(
  tracer: Tracer,
  { events }: InboxBatch,
  decide: () => Promise<Value>,
): Promise<Value> =>
  tracer.span(
    {
      name: 'inbox batch',
      after: alone,
      facts: () => ({
        'otklik.events': events.length,
        'otklik.group_ids': [...new Set(events.map(({ groupId }) => String(groupId)))],
      }),
    },
    decide,
  )

/** Events of one conversation, or one event of staff. Of several, the last is what somebody waits for an answer to. */
export const traceConversation = (
  tracer: Tracer,
  events: readonly InboxEvent[],
  hear: () => Promise<void>,
): Promise<void> => {
  const last = events.at(-1)
  if (last === undefined) return hear()
  return tracer.span(
    {
      name: 'conversation',
      after: () => tracer.kept(storedKey(last)),
      beside: tracer.here(),
      facts: () => ({
        'otklik.group_id': last.groupId,
        'otklik.event_type': last.type,
        'otklik.events': events.length,
        'otklik.attempt': last.attempts + 1,
      }),
    },
    hear,
  )
}

/** What is said is sent later, by the outbox: it goes on from the conversation. */
export function traceDraft(tracer: Tracer, draft: OutboxDraft): void {
  const point = tracer.here()
  if (point !== null) tracer.keep(draft, point)
}

/** The transaction of every unit of work: a batch, a timer, a deed at the console. */
export const traceWrites = (store: Store, tracer: Tracer): Store => ({
  ...store,
  write: (changes, now) =>
    tracer.span({ name: 'transaction', facts: () => factsOf(changes) }, () => store.write(changes, now)),
})

const factsOf = (changes: Changes): SpanFacts => ({
  'otklik.events': changes.doneEventIds.length,
  'otklik.tickets_new': changes.newTickets.length,
  'otklik.tickets_changed': changes.changedTickets.length,
  'otklik.messages': changes.outbox.length,
  'otklik.timers': changes.firedTimers.map(({ kind }) => kind),
})
