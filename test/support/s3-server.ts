/**
 * A store that speaks S3 as far as a bucket needs it: PUT and GET of objects. It computes the signature by itself, from
 * the description of the algorithm, and refuses what is not signed so.
 *
 * @see AWS documentation, "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)" (read 2026)
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'

export interface S3Server {
  /** Of the bucket. */
  readonly url: string
  readonly objects: Map<string, { readonly bytes: Buffer; readonly contentType: string }>
  /** Answers this status to everything while it is not null. */
  fault: number | null
  stop(): Promise<void>
}

export interface S3Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

export async function startS3Server(keys: S3Keys): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map()
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const bytes = await readAll(request)
      const status = store.fault ?? judge(request, bytes, keys)
      if (status !== 200) {
        response.writeHead(status).end('<Error/>')
        return
      }
      const path = request.url ?? ''
      const contentType = request.headers['content-type'] ?? ''
      if (request.method === 'PUT') objects.set(path, { bytes, contentType })
      const found = objects.get(path)
      response.writeHead(found === undefined ? 404 : 200).end(request.method === 'GET' ? found?.bytes : '')
    }
    answer().catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const store: S3Server = {
    url: `http://127.0.0.1:${port}/otklik`,
    objects,
    fault: null,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return store
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/

/** 200, or the status of the refusal. */
function judge(request: IncomingMessage, body: Buffer, keys: S3Keys): number {
  const parsed = form.exec(request.headers.authorization ?? '')
  if (parsed === null) return 403
  const [, keyId, day = '', region, signedHeaders = '', signature = ''] = parsed
  const moment = headerOf(request, 'x-amz-date')
  const bodyHash = headerOf(request, 'x-amz-content-sha256')
  if (keyId !== keys.accessKeyId || region !== keys.region || !moment.startsWith(day)) return 403
  if (request.method === 'PUT' && bodyHash !== sha256(body)) return 400
  const names = signedHeaders.split(';')
  if (!names.includes('host') || !names.includes('x-amz-date')) return 403
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const canonical = [
    request.method,
    path,
    query,
    ...names.map((name) => `${name}:${headerOf(request, name).trim()}`),
    '',
    signedHeaders,
    bodyHash,
  ].join('\n')
  const scope = `${day}/${keys.region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n')
  const key = [day, keys.region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${keys.secretAccessKey}`,
  )
  const expected = createHmac('sha256', key).update(toSign).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? 200 : 403
}

const headerOf = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '')
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
