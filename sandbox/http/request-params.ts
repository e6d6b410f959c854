import type { IncomingMessage } from 'node:http'
import { parse } from 'node:querystring'
import type { Params } from '../methods/params.ts'

/** Thrown when a request body is larger than its endpoint takes. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= bytesMax) chunks.push(chunk)
      // The rest is read and forgotten: a client that is still sending would not hear a refusal.
      else reject(new BodyTooLarge(`The body is larger than ${bytesMax} bytes`))
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })
}

const paramsBytesMax = 2 * 1024 * 1024

/** Parameters from the query and the body, whichever way the client sends them; the body goes before the query. */
export async function readParams(request: IncomingMessage, query: string): Promise<Params> {
  const fromQuery = flatten(parse(query))
  if (request.method !== 'POST') return fromQuery
  const body = await readBody(request, paramsBytesMax)
  const contentType = request.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data'))
    return { ...fromQuery, ...(await readForm(body, contentType)) }
  return { ...fromQuery, ...flatten(parse(body.toString())) }
}

/** The platform's own multipart reader. @throws TypeError for a malformed body. */
export function parseMultipart(body: Buffer, contentType: string): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
}

async function readForm(body: Buffer, contentType: string): Promise<Params> {
  const params: Record<string, string> = {}
  const form = await parseMultipart(body, contentType)
  for (const [name, value] of form) if (typeof value === 'string') params[name] = value
  return params
}

/** Of a repeated parameter the last one counts; `ids[]` repeated is a list, as in PHP. */
function flatten(parsed: NodeJS.Dict<string | string[]>): Params {
  const params: Record<string, string> = {}
  for (const name of Object.keys(parsed)) {
    const value = parsed[name]
    if (value === undefined) continue
    if (name.endsWith('[]')) params[name.slice(0, -2)] = typeof value === 'string' ? value : value.join(',')
    else params[name] = typeof value === 'string' ? value : (value.at(-1) ?? '')
  }
  return params
}
