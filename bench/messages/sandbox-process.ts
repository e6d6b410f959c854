/**
 * The sandbox with citizens in it. Its own endpoints for methods and long poll, without pages and control side; traffic
 * is not recorded. Rate limits are those of VK: 20 requests a second for each token.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { z } from 'zod'
import { serveMethod } from '../../sandbox/http/api-endpoint.ts'
import { openExchange } from '../../sandbox/http/exchange.ts'
import { servePoll } from '../../sandbox/http/poll-endpoint.ts'
import { loadRegion } from '../../sandbox/region.ts'
import { createWorld, type World } from '../../sandbox/world/world.ts'
import { answerParent } from './child.ts'
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
  }),
  z.object({ ask: z.literal('saturate'), outstanding: z.number(), timing }),
  z.object({ ask: z.literal('offer'), perSecond: z.number(), timing }),
  z.object({ ask: z.literal('check') }),
])
type Question = z.infer<typeof question>

const keepAliveMs = 75_000
let load: Load | null = null

answerParent(async (raw, note) => {
  const asked = question.parse(raw)
  if (asked.ask === 'open') return open(asked)
  if (load === null) throw new Error('the sandbox is not open yet')
  if (asked.ask === 'saturate') return load.saturate(asked.outstanding, asked.timing, note)
  if (asked.ask === 'offer') return load.offer(asked.perSecond, asked.timing, note)
  return load.check()
})

async function open({ folder, communities, seed }: Extract<Question, { ask: 'open' }>): Promise<string> {
  const world = createWorld(await loadRegion(folder), {
    now: Date.now,
    seed,
    idOffset: 0,
    escapesHtml: true,
    requestsPerSecond: 20,
    historyLength: 5_000,
    traffic: { records: 0, characters: 0 },
  })
  world.baseUrl = await listen(world)
  load = new Load(world, communities, seed)
  return world.baseUrl
}

async function listen(world: World): Promise<string> {
  const server = createServer((request, response) => {
    const exchange = openExchange(request, response)
    const served = exchange.path.startsWith('/method/')
      ? serveMethod(world, exchange)
      : servePoll(world, exchange)
    served.catch((error: unknown) => {
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
