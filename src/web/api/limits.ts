/** How often one address, and everybody together, may try. */
import { RateLimiterMemory } from 'rate-limiter-flexible'

export interface RequestLimits {
  /** False: too many tries to sign in from here. */
  maySignIn(address: string): Promise<boolean>
  /** False: a page that asks this often is broken. */
  mayAsk(sessionId: number): Promise<boolean>
}

/**
 * Of 31⁸ codes a few are good for ten minutes: at this pace a guesser needs centuries. The bound for everybody keeps a
 * crowd of addresses from guessing together.
 */
const triesOfAddress = { points: 10, duration: 600 }
const triesOfAll = { points: 300, duration: 600 }
const asksOfSession = { points: 1_200, duration: 60 }

export function createRequestLimits(): RequestLimits {
  const [ofAddress, ofAll] = [new RateLimiterMemory(triesOfAddress), new RateLimiterMemory(triesOfAll)]
  const ofSession = new RateLimiterMemory(asksOfSession)
  return {
    // An address that is over its bound must not use up everybody's.
    maySignIn: async (address) => (await consume(ofAddress, address)) && consume(ofAll, 'all'),
    mayAsk: (sessionId) => consume(ofSession, String(sessionId)),
  }
}

/** The limiter rejects with its state when the points are used up. */
const consume = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
  limiter.consume(key).then(
    () => true,
    () => false,
  )
