/** The carriers of messages, with what they take told to the tracer. */
import type { OutboxDraft } from './ports.ts'
import { type Tracer, alone } from './tracer.ts'
import { storedKey } from './traced-inbox.ts'
import type { OutboxMessage, StorePoll, VkSender } from './transport-ports.ts'
import { sendClass } from './transport-meter.ts'

/** An answer of a long poll begins the trace of what it brought. */
export function traceStored(store: StorePoll, tracer: Tracer): StorePoll {
  return (answer) => {
    const { groupId, events } = answer
    if (events.length === 0) return store(answer)
    const facts = () => ({ 'otklik.group_id': groupId, 'otklik.events': events.length })
    return tracer.span({ name: 'poll answer stored', after: alone, facts }, async (span) => {
      // Before it is stored: the inbox may take an event sooner than we hear that it is.
      const point = tracer.here()
      if (point !== null) for (const event of events) tracer.keep(storedKey({ ...event, groupId }), point)
      const outcome = await store(answer)
      span.note({ 'otklik.outcome': outcome })
      return outcome
    })
  }
}

const methods = {
  message: 'messages.send',
  edit: 'messages.edit',
  comment: 'wall.createComment',
} as const satisfies Record<OutboxMessage['kind'], string>

const saidKey = (randomId: number): string => `said ${randomId}`

/** Each attempt, after what decided to say it; an edit has the number of the card and belongs to no question. */
export function traceSender(sender: VkSender, tracer: Tracer): VkSender {
  return {
    send: (message) => {
      const { kind, groupId, randomId, attempts } = message
      const after = () => (kind === 'edit' ? null : tracer.kept(saidKey(randomId)))
      const facts = () => ({
        'otklik.group_id': groupId,
        'otklik.method': methods[kind],
        'otklik.attempt': attempts + 1,
      })
      return tracer.span({ name: 'outbox send', after, facts }, async (span) => {
        const outcome = await sender.send(message)
        span.note({ 'otklik.outcome': sendClass(outcome) })
        return outcome
      })
    },
  }
}

/** Numbers for new messages; each is remembered with what decided to say it. */
export const traceRandomIds =
  (randomId: () => number, tracer: Tracer) =>
  (draft: OutboxDraft): number => {
    const id = randomId()
    const point = tracer.kept(draft) ?? tracer.here()
    if (point !== null) tracer.keep(saidKey(id), point)
    return id
  }
