import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { serveMethod } from './http/api-endpoint.ts'
import { serveControl } from './http/control-endpoint.ts'
import { openExchange, send, type Exchange } from './http/exchange.ts'
import { servePage } from './http/page-endpoint.ts'
import { servePoll } from './http/poll-endpoint.ts'
import { serveFile, serveUpload } from './http/upload-endpoint.ts'
import { emptyRegion, loadRegion } from './region.ts'
import { createWorld, type World } from './world/world.ts'

export type SandboxOptions = {
  /** 0 is any free port. */
  readonly port: number
  readonly host?: string
  /** Folder of the files that people and communities come from; without it the world is empty. */
  readonly regionDir?: string
  /** Milliseconds since 1970. Rates and the waiting of polls go by the real clock all the same. */
  readonly now?: () => number
  /** Makes ids, keys and random faults repeatable; two runs with one seed give the same event ids. */
  readonly seed?: number
  /** Folder of the built chat page. */
  readonly pageDir?: string
  /** Where message ids, conversation message ids and long poll numbers begin. 0 by default. */
  readonly idOffset?: number
  readonly escapesHtml?: boolean
  /** Of each token; Infinity lifts the limit. */
  readonly requestsPerSecond?: number
  /** Events that each community's long poll remembers. */
  readonly historyLength?: number
  /** Records that `GET /sandbox/traffic` remembers; 0 records nothing. */
  readonly trafficLimit?: number
}

export type RunningSandbox = {
  readonly url: string
  readonly port: number
  /** Closes every connection at once; open polls and streams end without an answer. */
  readonly stop: () => Promise<void>
}

const randomSeedRange = 2 ** 32
/** Longer than clients keep an idle connection, so that it is they who close it. */
const keepAliveMs = 75_000

/**
 * Starts a local VK. @throws the error of listening (EADDRINUSE …), or an Error that says what is wrong in the region's
 * files.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const region = options.regionDir === undefined ? emptyRegion : await loadRegion(options.regionDir)
  const world = createWorld(region, {
    now: options.now ?? Date.now,
    seed: options.seed ?? Math.floor(Math.random() * randomSeedRange),
    idOffset: options.idOffset ?? 0,
    escapesHtml: options.escapesHtml ?? true,
    requestsPerSecond: options.requestsPerSecond ?? 20,
    historyLength: options.historyLength ?? 5000,
    trafficLimit: options.trafficLimit ?? 200_000,
  })
  const pageDir = options.pageDir ?? null
  const server = createServer((request, response) => {
    void serve(world, pageDir, request, response)
  })
  server.keepAliveTimeout = keepAliveMs
  server.headersTimeout = keepAliveMs + 5000
  const host = options.host ?? '127.0.0.1'
  server.listen(options.port, host)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  world.baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { url: world.baseUrl, port, stop }
}

type Endpoint = (world: World, exchange: Exchange) => void | Promise<void>

const endpoints: readonly (readonly [string, Endpoint])[] = [
  ['/method/', serveMethod],
  ['/whp/', servePoll],
  ['/sandbox/', serveControl],
  ['/upload/', serveUpload],
  ['/files/', serveFile],
]

async function serve(
  world: World,
  pageDir: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const exchange = openExchange(request, response)
  try {
    const endpoint = endpoints.find(([prefix]) => exchange.path.startsWith(prefix))
    if (endpoint === undefined) await servePage(world, exchange, pageDir)
    else await endpoint[1](world, exchange)
  } catch (error) {
    if (response.destroyed) return
    const sentence = error instanceof Error ? error.message : String(error)
    send(exchange, 500, 'text/plain; charset=utf-8', `Ошибка песочницы: ${sentence}`)
  }
}
