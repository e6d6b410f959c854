/** Builds what hears people: stored events through the scenes. */
import { converse } from '../scenes/dialogue.ts'
import { CommunityPace } from './app/community-pace.ts'
import { type BatchHandling, handleEvents } from './app/handle-events.ts'
import { traceConverse } from './app/traced-dialogue.ts'
import { noTracer } from './app/tracer.ts'
import { noMeter } from './app/transport-meter.ts'
import { RecentWords } from './app/words-in-a-row.ts'
import type { ProductOptions } from './compose.ts'
import type { HandlingParts } from './compose-timers.ts'
import { readComment } from './vk/read-comment.ts'
import { readEventMessage } from './vk/read-event.ts'
import { InboxWorker } from './workers/inbox.ts'

export function createInbox(
  { log, meter = noMeter, tracer = noTracer, silenceSeconds = 0 }: ProductOptions,
  parts: HandlingParts,
): InboxWorker {
  const pace = new CommunityPace(() => performance.now())
  const handling: BatchHandling = {
    ...parts,
    converse: tracer === noTracer ? converse : traceConverse(converse, tracer),
    tracer,
    readMessage: readEventMessage,
    readComment,
    silenceSeconds,
    recentWords: new RecentWords(),
    pace,
    onFailure: (event, error, isParked) => {
      meter.eventFailed(isParked)
      log.error(
        { eventId: event.id, groupId: event.groupId, type: event.type, isParked, err: error },
        'event failed',
      )
    },
  }
  return new InboxWorker({
    handle: (limit) => handleEvents(handling, limit),
    restMs: () => pace.shortestRestMs(),
    onError: (error) => log.error({ err: error }, 'events could not be handled'),
  })
}
