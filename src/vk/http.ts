/**
 * HTTP for VK: keep-alive, one deadline for the whole exchange (a stalled body counts), a bound on the size of an
 * answer. Built on undici's dispatcher, which costs less than half of node:http per call (docs/performance.md); http is
 * for a local VK, https for the real one.
 */
import { type Dispatcher, Pool } from 'undici'
import { VkUnreachable } from './errors.ts'

export interface HttpRequest {
  /** Names the exchange in errors instead of the address, which may hold a key. */
  readonly what: string
  readonly url: string
  /** Urlencoded body; without one the request is a GET. */
  readonly form?: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface VkHttp {
  /** The parsed JSON of an answer with status 200; throws `VkUnreachable` otherwise. */
  requestJson(request: HttpRequest): Promise<unknown>
  /** Drops the kept connections. */
  close(): void
}

export interface HttpLimits {
  readonly socketsMax: number
  readonly answerBytesMax: number
  /**
   * Connections of a host are kept in so many pools, by path: undici looks for a free one among all connections of a
   * pool, and 1,699 of them are busy when each community has a poll waiting.
   */
  readonly poolsPerHost: number
}

/** 1,700 polls wait at once, each on a connection of its own. VK's batches are far below the bound on size. */
export const pollLimits: HttpLimits = {
  socketsMax: 10_000,
  answerBytesMax: 16 * 1024 * 1024,
  poolsPerHost: 64,
}
export const callLimits: HttpLimits = {
  socketsMax: 256,
  answerBytesMax: 4 * 1024 * 1024,
  poolsPerHost: 1,
}

/** An unused connection is kept so long, or as the server says; longer ones are often cut without a word on the way. */
const keepAliveMs = 15_000

export function createVkHttp(limits: HttpLimits): VkHttp {
  // VK names a handful of hosts. undici's Agent keeps pools by host as well, at a third more of the cost of a call.
  const pools = new Map<string, Pool>()
  const poolOf = ({ origin, path }: Exchange): Pool => {
    const name = `${origin} ${limits.poolsPerHost === 1 ? 0 : hashOf(path) % limits.poolsPerHost}`
    const known = pools.get(name) ?? openPool(origin, limits.socketsMax)
    pools.set(name, known)
    return known
  }
  const send = (request: HttpRequest): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const exchange = new Exchange(request, limits.answerBytesMax, resolve, reject)
      if (!exchange.isOver) poolOf(exchange).dispatch(exchange.options, exchange)
    })
  return {
    requestJson: async (request) => {
      try {
        return parse(request, await send(request))
      } catch (error) {
        // The server closed a kept connection just as it was used. Asking again is safe for a GET only.
        if (!(error instanceof ConnectionCut) || request.form !== undefined) throw error
        return parse(request, await send(request))
      }
    },
    close: () => {
      for (const pool of pools.values()) void pool.destroy()
      pools.clear()
    },
  }
}

/** Of a path without its query: the address of a community's poll stays, its key and place change. */
function hashOf(path: string): number {
  let hash = 0
  for (let at = 0; at < path.length && path[at] !== '?'; at += 1)
    hash = (Math.imul(hash, 31) + path.charCodeAt(at)) >>> 0
  return hash
}

const openPool = (origin: string, connections: number): Pool =>
  new Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    // One deadline of our own is over the whole exchange.
    headersTimeout: 0,
    bodyTimeout: 0,
  })

function parse({ what }: HttpRequest, body: Uint8Array): unknown {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    // The text of the parser's error quotes the answer, which may hold words of people: the cause is left out.
    throw new VkUnreachable(what, 'notJson', error instanceof SyntaxError ? `${text.length} characters` : '')
  }
}

/** The connection ended before the first byte of an answer. */
class ConnectionCut extends VkUnreachable {}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: HttpRequest
  readonly #bytesMax: number
  readonly #resolve: (body: Uint8Array) => void
  readonly #reject: (error: VkUnreachable) => void
  readonly #onAbort = (): void => this.#fail('aborted', '')
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | null = null
  #chunks: Buffer[] = []
  #bytes = 0
  #hasAnswer = false
  isOver = false
  readonly origin: string
  readonly path: string

  constructor(
    request: HttpRequest,
    bytesMax: number,
    resolve: (body: Uint8Array) => void,
    reject: (error: VkUnreachable) => void,
  ) {
    this.#request = request
    this.#bytesMax = bytesMax
    this.#resolve = resolve
    this.#reject = reject
    const { url, timeoutMs, signal } = request
    // Our own addresses, or VK's after they were parsed: building a URL for each call would cost more than it finds.
    const pathAt = url.indexOf('/', schemeLengthMax)
    this.origin = pathAt < 0 ? url : url.slice(0, pathAt)
    this.path = pathAt < 0 ? '/' : url.slice(pathAt)
    this.#timer = setTimeout(() => this.#fail('timeout', `${timeoutMs} ms`), timeoutMs)
    signal?.addEventListener('abort', this.#onAbort)
    if (signal?.aborted === true) this.#onAbort()
  }

  get options(): Dispatcher.DispatchOptions {
    const { form } = this.#request
    if (form === undefined) return { path: this.path, method: 'GET' }
    return { path: this.path, method: 'POST', headers: formHeaders, body: form }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It was given up while it waited for a connection.
    if (this.isOver) controller.abort(new Error('given up'))
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#hasAnswer = true
    if (status !== 200) this.#fail('status', String(status))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#bytesMax) this.#fail('tooLarge', `over ${this.#bytesMax} bytes`)
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    if (!this.#end()) return
    const [first] = this.#chunks
    this.#resolve(first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.#end()) return
    const { what } = this.#request
    const isCut = !this.#hasAnswer && cuts.has(faultCode(error))
    const Unreachable = isCut ? ConnectionCut : VkUnreachable
    this.#reject(new Unreachable(what, 'network', faultCode(error), error))
  }

  #fail(reason: VkUnreachable['reason'], detail: string): void {
    if (!this.#end()) return
    this.#reject(new VkUnreachable(this.#request.what, reason, detail))
    this.#controller?.abort(new Error('given up'))
  }

  /** False when it was over already. */
  #end(): boolean {
    if (this.isOver) return false
    this.isOver = true
    clearTimeout(this.#timer)
    this.#request.signal?.removeEventListener('abort', this.#onAbort)
    return true
  }
}

const schemeLengthMax = 'https://'.length
const formHeaders = ['content-type', 'application/x-www-form-urlencoded']
const cuts: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'])

function faultCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
