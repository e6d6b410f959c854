/** Server-sent events: what happened to tickets that this person may see, as it happens. */
import { createRoute } from '@hono/zod-openapi'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { recheckSession } from '../../app/console/continue-session.ts'
import type { StaffMember } from '../../domain/staff.ts'
import type { Api, ApiParts } from './context.ts'
import { NewsQueue } from './news-queue.ts'
import { ApiProblem } from './problems.ts'
import { problems } from './route-parts.ts'
import { news } from './schemas.ts'

/** Keeps proxies from closing a quiet connection, and is how soon a lost right is noticed. */
const beatMs = 20_000
const sessionsMax = 2_000
const streamsOfSessionMax = 8
/** A reader that does not read is let go; the page connects again and looks at everything. */
const waitingMax = 200

const eventsRoute = createRoute({
  method: 'get',
  path: '/events',
  summary: 'Changes as they happen: `news` events with the numbers of tickets, `beat` every 20 seconds',
  responses: {
    200: { description: 'A stream', content: { 'text/event-stream': { schema: news } } },
    ...problems(401, 429),
  },
})

export function addEventStream(api: Api, parts: ApiParts): void {
  const open = new Map<number, number>()
  api.openapi(eventsRoute, (context) => {
    const { session, member } = context.get('signedIn')
    const count = open.get(session.id) ?? 0
    if (count >= streamsOfSessionMax || open.size >= sessionsMax)
      throw new ApiProblem(429, 'tooManyStreams', 'Открыто слишком много вкладок. Закройте лишние.')
    open.set(session.id, count + 1)
    context.header('x-accel-buffering', 'no')
    return streamSSE(context, async (stream) => {
      try {
        await tellNews(parts, stream, { sessionId: session.id, member })
      } finally {
        const left = (open.get(session.id) ?? 1) - 1
        if (left === 0) open.delete(session.id)
        else open.set(session.id, left)
      }
    })
  })
}

async function tellNews(
  { console }: ApiParts,
  stream: SSEStreamingApi,
  reader: { readonly sessionId: number; readonly member: StaffMember },
): Promise<void> {
  const queue = new NewsQueue(reader.member)
  stream.onAbort(() => queue.wake())
  const leave = await console.feed.subscribe(queue)
  try {
    let beatAt = performance.now()
    await stream.writeSSE({ event: 'beat', data: '' })
    while (!stream.aborted && queue.length <= waitingMax) {
      await queue.wait(Math.max(0, beatMs - (performance.now() - beatAt)))
      if (performance.now() - beatAt >= beatMs) {
        const member = await recheckSession(console.keeping, reader.sessionId)
        if (member === null) return
        queue.member = member
        beatAt = performance.now()
        await stream.writeSSE({ event: 'beat', data: '' })
      }
      for (const told of queue.take()) await stream.writeSSE({ event: 'news', data: JSON.stringify(told) })
    }
  } finally {
    leave()
  }
}
