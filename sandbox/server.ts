import { once } from 'node:events'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { serveMethod } from './http/api-endpoint.ts'
import { serveControl } from './http/control-endpoint.ts'
import { openExchange, send, type Exchange } from './http/exchange.ts'
import { servePage } from './http/page-endpoint.ts'
import { servePoll } from './http/poll-endpoint.ts'
import { serveFile, serveUpload } from './http/upload-endpoint.ts'
import { emptyRegion, loadRegion } from './region.ts'
import { createWorld, type World, type WorldOptions } from './world/world.ts'
import { readWorld, writeWorld } from './world/world-state.ts'

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
  /** Where the world is written down when the sandbox stops, and taken from when it starts. */
  readonly stateFile?: string
}

export type RunningSandbox = {
  readonly url: string
  readonly port: number
  /** Closes every connection at once; open polls and streams end without an answer. Then the state is written. */
  readonly stop: () => Promise<void>
}

const randomSeedRange = 2 ** 32
/** Some hours of a lively region; more would make the state slow to write and the process large. */
const trafficCharacters = 64_000_000
const restartDelayMs = 20
/** Longer than clients keep an idle connection, so that it is they who close it. */
const keepAliveMs = 75_000

/**
 * Starts a local VK. @throws the error of listening (EADDRINUSE …), or an Error that says what is wrong in the region's
 * files.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const worldOptions = {
    now: options.now ?? Date.now,
    seed: options.seed ?? Math.floor(Math.random() * randomSeedRange),
    idOffset: options.idOffset ?? 0,
    escapesHtml: options.escapesHtml ?? true,
    requestsPerSecond: options.requestsPerSecond ?? 20,
    historyLength: options.historyLength ?? 5000,
    traffic: { records: options.trafficLimit ?? 200_000, characters: trafficCharacters },
  }
  const { stateFile, host = '127.0.0.1' } = options
  let world = (await readStateFile(stateFile, worldOptions)) ?? (await newWorld(options, worldOptions))
  let listening = await listen(world, options, options.port)
  const { port } = listening
  let isStopped = false
  let restarting: Promise<void> = Promise.resolve()

  const restart = async (downMs: number): Promise<void> => {
    // The answer to whoever asked for this goes out first.
    await delay(restartDelayMs)
    await close(listening.server)
    await delay(downMs)
    if (isStopped) return
    world = readWorld(writeWorld(world), worldOptions)
    listening = await listen(world, options, port)
    makeRestartable()
  }
  const makeRestartable = (): void => {
    world.restart = (downMs) => {
      restarting = restart(downMs)
    }
  }
  makeRestartable()
  const stop = async (): Promise<void> => {
    isStopped = true
    await close(listening.server)
    await restarting
    if (stateFile !== undefined) await writeStateFile(stateFile, world)
  }
  return { url: urlOf(host, port), port, stop }
}

async function newWorld(options: SandboxOptions, worldOptions: WorldOptions): Promise<World> {
  const region = options.regionDir === undefined ? emptyRegion : await loadRegion(options.regionDir)
  return createWorld(region, worldOptions)
}

async function readStateFile(file: string | undefined, worldOptions: WorldOptions): Promise<World | null> {
  if (file === undefined) return null
  const written = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  return written === null ? null : readWorld(written, worldOptions)
}

/** A death in the middle leaves the older state whole. */
async function writeStateFile(file: string, world: World): Promise<void> {
  await writeFile(`${file}.new`, writeWorld(world))
  await rename(`${file}.new`, file)
}

async function listen(
  world: World,
  { pageDir = null, host = '127.0.0.1' }: { readonly pageDir?: string | null; readonly host?: string },
  wantedPort: number,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((request, response) => {
    void serve(world, pageDir, request, response)
  })
  server.keepAliveTimeout = keepAliveMs
  server.headersTimeout = keepAliveMs + 5000
  server.listen(wantedPort, host)
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : wantedPort
  world.baseUrl = urlOf(host, port)
  return { server, port }
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

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
