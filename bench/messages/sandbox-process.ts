/**
 * The sandbox with citizens in it. Its own endpoints for methods and long poll, without pages and control side; traffic
 * is not recorded. Rate limits are those of VK: 20 requests a second for each token.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { serveMethod } from '../../sandbox/http/api-endpoint.ts'
import { type Exchange, openExchange } from '../../sandbox/http/exchange.ts'
import { servePoll } from '../../sandbox/http/poll-endpoint.ts'
import { loadRegion } from '../../sandbox/region.ts'
import { createWorld, type World } from '../../sandbox/world/world.ts'
import { answerParent } from './child.ts'
import { Doors, isServerCall } from './doors.ts'
import { Load } from './load.ts'

const benchCommunity = z.object({
  groupId: z.number(),
  token: z.string(),
  kind: z.enum(['school', 'clinic', 'house', 'town']),
})
const timing = z.object({ warmupMs: z.number(), measureMs: z.number() })
const question = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('open'),
    folder: z.string(),
    communities: z.array(benchCommunity),
    seed: z.number(),
    /** How long groups.getLongPollServer takes. */
    serverCallMs: z.number().default(0),
  }),
  z.object({ ask: z.literal('saturate'), outstanding: z.number(), timing }),
  z.object({ ask: z.literal('offer'), perSecond: z.number(), timing }),
  z.object({ ask: z.literal('storm'), perSecond: z.number(), flood: z.number(), timing }),
  z.object({ ask: z.literal('check') }),
  z.object({ ask: z.literal('beginDoors') }),
  z.object({ ask: z.literal('doors') }),
])
type Question = z.infer<typeof question>

const keepAliveMs = 75_000
let opened: { readonly load: Load; readonly doors: Doors } | null = null

answerParent(async (raw, note) => {
  const asked = question.parse(raw)
  if (asked.ask === 'open') return open(asked)
  if (opened === null) throw new Error('the sandbox is not open yet')
  const { load, doors } = opened
  switch (asked.ask) {
    case 'saturate':
      return load.saturate(asked.outstanding, asked.timing, note)
    case 'offer':
      return load.offer(asked.perSecond, asked.timing, note)
    case 'storm':
      return load.storm(asked, asked.timing, note)
    case 'beginDoors':
      return doors.begin()
    case 'doors':
      return doors.figures()
    case 'check':
      return load.check()
  }
})

async function open(asked: Extract<Question, { ask: 'open' }>): Promise<string> {
  const { folder, communities, seed, serverCallMs } = asked
  const world = createWorld(await loadRegion(folder), {
    now: Date.now,
    seed,
    idOffset: 0,
    escapesHtml: true,
    requestsPerSecond: 20,
    historyLength: 5_000,
    traffic: { records: 0, characters: 0 },
  })
  const doors = new Doors(communities.length)
  world.baseUrl = await listen(world, doors, serverCallMs)
  opened = { load: new Load(world, communities, seed), doors }
  return world.baseUrl
}

async function listen(world: World, doors: Doors, serverCallMs: number): Promise<string> {
  const serve = async (exchange: Exchange): Promise<void> => {
    if (!exchange.path.startsWith('/method/')) return servePoll(world, exchange)
    if (serverCallMs > 0 && isServerCall(exchange.path)) await delay(serverCallMs)
    return serveMethod(world, exchange)
  }
  const server = createServer((request, response) => {
    const exchange = openExchange(request, response)
    doors.enter(exchange.path, response)
    serve(exchange).catch((error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  })
  server.keepAliveTimeout = keepAliveMs
  server.headersTimeout = keepAliveMs + 5_000
  server.listen(0, '127.0.0.1', 4_096)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}
