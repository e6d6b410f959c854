/**
 * HTTP for VK: keep-alive, one deadline for the whole exchange (a stalled body counts), a bound on the size of an
 * answer. Built on node:http, which costs a third of `fetch` per call; http is for a local VK, https for the real one.
 */
import http from 'node:http'
import https from 'node:https'
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
}

/** 1,700 polls wait at once, each on a connection of its own. VK's batches are far below the bound on size. */
export const pollLimits: HttpLimits = { socketsMax: 10_000, answerBytesMax: 16 * 1024 * 1024 }
export const callLimits: HttpLimits = { socketsMax: 256, answerBytesMax: 4 * 1024 * 1024 }

export function createVkHttp(limits: HttpLimits): VkHttp {
  const options = {
    keepAlive: true,
    maxSockets: limits.socketsMax,
    maxFreeSockets: limits.socketsMax,
    scheduling: 'lifo',
  } as const
  const plain = new http.Agent(options)
  const secure = new https.Agent(options)
  const send = (request: HttpRequest) =>
    exchange(request, request.url.startsWith('http:') ? plain : secure, limits.answerBytesMax)
  return {
    requestJson: async (request) => {
      const first = await send(request)
      // The server closed a kept connection just as it was used. Asking again is safe for a GET only.
      return first === staleConnection ? send(request).then(refuseStale(request)) : first
    },
    close: () => {
      plain.destroy()
      secure.destroy()
    },
  }
}

const staleConnection = Symbol('stale connection')

function refuseStale(request: HttpRequest): (answer: unknown) => unknown {
  return (answer) => {
    if (answer === staleConnection)
      throw new VkUnreachable(request.what, 'network', 'connection closed twice')
    return answer
  }
}

function exchange(request: HttpRequest, agent: http.Agent, answerBytesMax: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { what, form, signal } = request
    const sent = openRequest(request, agent)
    let timer: NodeJS.Timeout | undefined
    const finish = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    const fail = (error: VkUnreachable): void => {
      finish()
      sent.destroy()
      reject(error)
    }
    const onAbort = (): void => fail(new VkUnreachable(what, 'aborted', ''))
    timer = setTimeout(
      () => fail(new VkUnreachable(what, 'timeout', `${request.timeoutMs} ms`)),
      request.timeoutMs,
    )
    signal?.addEventListener('abort', onAbort)
    sent.on('error', (error) => {
      if (form === undefined && sent.reusedSocket && isReset(error) && signal?.aborted !== true) {
        finish()
        resolve(staleConnection)
      } else fail(new VkUnreachable(what, 'network', faultCode(error), error))
    })
    sent.on('response', (response) => {
      collect(response, what, answerBytesMax).then((answer) => {
        finish()
        resolve(answer)
      }, fail)
    })
    if (signal?.aborted === true) onAbort()
    else sent.end(form)
  })
}

function openRequest({ url, form }: HttpRequest, agent: http.Agent): http.ClientRequest {
  const client = url.startsWith('http:') ? http : https
  if (form === undefined) return client.request(url, { agent })
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(form),
  }
  return client.request(url, { agent, method: 'POST', headers })
}

async function collect(response: http.IncomingMessage, what: string, bytesMax: number): Promise<unknown> {
  if (response.statusCode !== 200) {
    throw new VkUnreachable(what, 'status', String(response.statusCode))
  }
  const text = await readText(response, what, bytesMax)
  try {
    return JSON.parse(text)
  } catch (error) {
    // The text of the parser's error quotes the answer, which may hold words of people: the cause is left out.
    throw new VkUnreachable(what, 'notJson', error instanceof SyntaxError ? `${text.length} characters` : '')
  }
}

function readText(response: http.IncomingMessage, what: string, bytesMax: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bytesMax) reject(new VkUnreachable(what, 'tooLarge', `over ${bytesMax} bytes`))
      else chunks.push(chunk)
    })
    response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    response.on('error', (error) => reject(new VkUnreachable(what, 'network', faultCode(error), error)))
    response.on('aborted', () => reject(new VkUnreachable(what, 'network', 'the answer broke off')))
  })
}

function isReset(error: Error): boolean {
  const code = faultCode(error)
  return code === 'ECONNRESET' || code === 'EPIPE'
}

function faultCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
