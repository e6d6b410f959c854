import type { IncomingMessage, ServerResponse } from 'node:http'

/** One HTTP request on its way through the sandbox. */
export type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly path: string
  readonly query: string
}

export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  return mark < 0
    ? { request, response, path: url, query: '' }
    : { request, response, path: url.slice(0, mark), query: url.slice(mark + 1) }
}

export function sendJson(exchange: Exchange, body: string, status = 200): void {
  send(exchange, status, 'application/json; charset=utf-8', body)
}

export function send(
  exchange: Exchange,
  status: number,
  contentType: string,
  body: string | Uint8Array,
): void {
  const { response } = exchange
  if (response.writableEnded || response.destroyed) return
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': length })
  response.end(body)
}

/** The connection breaks off without an answer. */
export function drop(exchange: Exchange): void {
  exchange.request.socket.destroy()
}

/** Half of the answer; after a silence, the connection breaks off. */
export function breakOff(exchange: Exchange, body: string, silenceMs = 0): void {
  const { response } = exchange
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  })
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => setTimeout(drop, silenceMs, exchange))
}
