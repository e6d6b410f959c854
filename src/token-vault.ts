/**
 * Keeps tokens of communities sealed in the database: AES-256-GCM (NIST SP 800-38D, 2007) with a key that only the settings
 * hold. Whoever has the database or a copy of it has no tokens.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { TokenKeyMissing, type TokenVault } from './app/token-vault.ts'

interface Key {
  /** Told apart by it; says nothing of the key. */
  readonly name: string
  readonly bytes: Buffer
}

const mark = 'otk1'
const cipher = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** Base64 of 32 random bytes, as `TOKEN_KEYS` takes them. */
export const newTokenKey = (): string => randomBytes(keyBytes).toString('base64')

/** The first key seals, all of them open: a new one is put before the old, which goes when nothing needs it any more. */
export function createTokenVault(keys: readonly Buffer[]): TokenVault {
  const known = keys.map((bytes): Key => ({ name: nameOf(bytes), bytes }))
  const [first] = known
  const opened = new Map<string, string>()
  const open = (stored: string): string => {
    if (!stored.startsWith(`${mark}.`)) return stored
    const before = opened.get(stored)
    if (before !== undefined) return before
    const token = decrypt(stored, known)
    opened.set(stored, token)
    return token
  }
  const isSealed = (stored: string): boolean =>
    first === undefined || stored.startsWith(`${mark}.${first.name}.`)
  return {
    open,
    seal: (token) =>
      first === undefined || token === '' || isSealed(token) ? token : encrypt(open(token), first),
    isSealed,
  }
}

const nameOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 8)

function encrypt(token: string, { name, bytes }: Key): string {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, bytes, nonce)
  const sealed = Buffer.concat([sealing.update(token, 'utf8'), sealing.final()])
  return `${mark}.${name}.${Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64url')}`
}

function decrypt(stored: string, keys: readonly Key[]): string {
  const [, name, content = ''] = stored.split('.')
  const key = keys.find((candidate) => candidate.name === name)
  if (key === undefined) throw new TokenKeyMissing()
  const bytes = Buffer.from(content, 'base64url')
  const opening = createDecipheriv(cipher, key.bytes, bytes.subarray(0, nonceBytes))
  opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  return opening.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + opening.final('utf8')
}
