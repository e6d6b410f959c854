/** How tokens of communities are kept. */
export interface TokenVault {
  /** A token as it is sent to VK; one that was never sealed is returned as it is. Throws `TokenKeyMissing`. */
  open(stored: string): string
  /** As it is stored; without keys, and when it is sealed already, as it is. */
  seal(token: string): string
  /** Is it stored as `seal` would store it now? False after a new key was put first. */
  isSealed(stored: string): boolean
}

/** A token was sealed with a key that the settings do not name (any more). */
export class TokenKeyMissing extends Error {
  constructor() {
    super('a token was sealed with a key that the settings do not name')
  }
}
