/** Copies in any store that speaks S3. aws4fetch signs the requests (19 kB, no dependencies of its own). */
import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { FileFault, type FileStorage } from '../app/file-ports.ts'
import { invariant } from '../domain/invariant.ts'

export interface S3Options {
  /** Address of the bucket, without a slash at the end: `https://storage.yandexcloud.net/otklik-files`. */
  readonly bucketUrl: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly timeoutMs?: number
}

const keyPattern = /^\d{1,20}\/\d{1,20}\.[a-z0-9]{1,8}$/
const defaultTimeoutMs = 60_000

export function createS3Storage(options: S3Options): FileStorage {
  const { bucketUrl, region, accessKeyId, secretAccessKey, timeoutMs = defaultTimeoutMs } = options
  // Who asks for a copy tries again by itself, with longer pauses.
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 })
  const send = async (key: string, init: RequestInit): Promise<Response> => {
    invariant(keyPattern.test(key), 'a key of storage that is none')
    try {
      return await client.fetch(`${bucketUrl}/${key}`, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    } catch (error) {
      throw new FileFault('unreachable', 'the storage of files does not answer', error)
    }
  }
  return {
    put: async (key, bytes, contentType) => {
      // Signed with the hash: a body that was altered on its way is refused by the store.
      const hash = createHash('sha256').update(bytes).digest('hex')
      const headers = { 'content-type': contentType, 'x-amz-content-sha256': hash }
      const answer = await send(key, { method: 'PUT', body: Uint8Array.from(bytes), headers })
      await answer.arrayBuffer()
      if (!answer.ok) throw refusalOf(answer)
    },
    remove: async (key) => {
      const answer = await send(key, { method: 'DELETE' })
      await answer.arrayBuffer()
      if (!answer.ok && answer.status !== 404) throw refusalOf(answer)
    },
    get: async (key) => {
      const answer = await send(key, { method: 'GET' })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (answer.status === 404) return null
      if (!answer.ok) throw refusalOf(answer)
      return bytes
    },
  }
}

/** Wrong keys and full buckets are repaired by people: until then the copy is tried again. */
const refusalOf = ({ status }: Response): FileFault =>
  new FileFault('unreachable', `the storage of files answered ${status}`)
