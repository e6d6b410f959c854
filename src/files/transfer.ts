/** Downloads and uploads of files: only where VK keeps them, never more than the limit, never longer than the time-out. */
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, FormData, type RequestInit, type Response, fetch } from 'undici'
import { FileFault, type FileTransfer, type SentFile } from '../app/file-ports.ts'
import { isAllowedAddress, isPublicIp } from './safe-address.ts'

export interface TransferOptions {
  /** Origin of the configured API: files may be there too, whatever its address is. */
  readonly trustedOrigin: string
  readonly fileBytesMax: number
  /** Of one exchange from its begin to its last byte. */
  readonly timeoutMs?: number
}

const defaultTimeoutMs = 60_000
/** Documents are redirected once, from vk.com to the host that keeps them. */
const redirectsMax = 3
const answerBytesMax = 1024 * 1024

export function createFileTransfer(options: TransferOptions): FileTransfer {
  const { trustedOrigin, fileBytesMax, timeoutMs = defaultTimeoutMs } = options
  const publicOnly = new Agent({ connect: { lookup: lookupPublic } })
  const trusted = new Agent()
  const request = (url: URL, init: RequestInit): Promise<Response> => {
    if (!isAllowedAddress(url, trustedOrigin)) throw new FileFault('refused', 'an address that is not VK’s')
    const dispatcher = url.origin === trustedOrigin ? trusted : publicOnly
    return fetch(url, { ...init, redirect: 'manual', dispatcher })
  }
  return {
    download: (url) => {
      const signal = AbortSignal.timeout(timeoutMs)
      return withoutAddresses(async () => {
        let place = parse(url)
        for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
          const answer = await request(place, { signal })
          const next = redirectOf(answer, place)
          if (next === null) return await readFile(answer, fileBytesMax)
          await answer.body?.cancel()
          place = next
        }
        throw new FileFault('refused', 'too many redirects')
      })
    },
    upload: (url, field, file) =>
      withoutAddresses(async () => {
        if (file.bytes.byteLength > fileBytesMax) throw tooLarge(fileBytesMax)
        const body = formOf(field, file)
        const answer = await request(parse(url), {
          method: 'POST',
          body,
          signal: AbortSignal.timeout(timeoutMs),
        })
        if (answer.status !== 200) throw statusFault(answer.status)
        return parseJson(await readBytes(answer, answerBytesMax))
      }),
  }
}

function parse(url: string): URL {
  if (!URL.canParse(url)) throw new FileFault('refused', 'a link that is none')
  return new URL(url)
}

function redirectOf({ status, headers }: Response, from: URL): URL | null {
  const location = headers.get('location')
  if (status < 300 || status > 399 || location === null) return null
  return URL.canParse(location, from.href) ? new URL(location, from) : null
}

async function readFile(answer: Response, bytesMax: number): Promise<Uint8Array> {
  if (answer.status !== 200) throw statusFault(answer.status)
  const bytes = await readBytes(answer, bytesMax)
  if (bytes.byteLength === 0) throw new FileFault('unreachable', 'an empty file came')
  return bytes
}

function statusFault(status: number): FileFault {
  const kind = [403, 404, 410].includes(status) ? 'gone' : 'unreachable'
  return new FileFault(kind, `status ${status}`)
}

/** Stops reading at the limit, whatever length was announced. */
async function readBytes(answer: Response, bytesMax: number): Promise<Uint8Array> {
  if (Number(answer.headers.get('content-length') ?? 0) > bytesMax) {
    await answer.body?.cancel()
    throw tooLarge(bytesMax)
  }
  const chunks: Uint8Array[] = []
  let byteCount = 0
  for await (const chunk of answer.body ?? []) {
    const bytes = new Uint8Array(chunk)
    byteCount += bytes.byteLength
    if (byteCount > bytesMax) throw tooLarge(bytesMax)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

const tooLarge = (bytesMax: number): FileFault => new FileFault('refused', `over ${bytesMax} bytes`)

function formOf(field: string, { bytes, contentType, fileName }: SentFile): FormData {
  const form = new FormData()
  form.set(field, new Blob([Uint8Array.from(bytes)], { type: contentType }), fileName)
  return form
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    throw new FileFault('unreachable', 'the upload server did not answer in JSON')
  }
}

/** Errors of the network quote addresses, and a link to a file is as good as the file. */
async function withoutAddresses<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileFault) throw error
    const cause = error instanceof Error ? (error.cause ?? error) : error
    if (cause instanceof FileFault) throw cause
    throw new FileFault('unreachable', faultCode(cause))
  }
}

function faultCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Checked where the connection is made: a name that was looked up before could lead elsewhere by then. */
const lookupPublic: LookupFunction = (hostname, { family = 0 }, callback) => {
  lookup(hostname, { family, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, [])
    if (addresses.every(({ address }) => isPublicIp(address))) return callback(null, addresses)
    callback(new FileFault('refused', 'a name of VK that leads into a private network'), [])
  })
}
