/** Randomness and hashing of the real product. */
import { createHash, randomInt } from 'node:crypto'
import type { Secrets } from './app/ports.ts'

/** No 0/O, 1/I/L: codes are read out over the phone. */
const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const codeLength = 8
const int32Max = 2_147_483_647

export const realSecrets: Secrets = {
  randomId: () => randomInt(1, int32Max),
  inviteCode: () =>
    Array.from({ length: codeLength }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length))).join(''),
  hash: (code) => createHash('sha256').update(`otklik invite ${code.toUpperCase()}`).digest('hex'),
}
