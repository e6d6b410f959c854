import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

/** Lets bytes through, counting and hashing them. */
export function measure(): {
  readonly stream: Transform
  readonly result: () => { bytes: number; sha256: string }
} {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) }
}
