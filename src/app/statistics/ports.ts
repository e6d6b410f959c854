/** What keeping and reading figures needs from the database. */

/** Something in the event log is not as it was when it was sealed. */
export type LogDamage =
  | { readonly kind: 'changed' | 'deleted' | 'added'; readonly eventId: number }
  /** The events agree with the traces and the chain does not: the seal itself was changed. */
  | { readonly kind: 'sealBroken'; readonly seal: number }

export interface LogVerification {
  readonly events: number
  readonly seals: number
  /** Written since the last seal: not protected yet. */
  readonly unsealed: number
  /** Hash of the last seal in hexadecimal; null when nothing was sealed. Noted elsewhere, it guards the whole log. */
  readonly head: string | null
  readonly damages: readonly LogDamage[]
  /** Whether a hash noted earlier is still a link of the chain; null when none was given. */
  readonly isExpectedFound: boolean | null
}

/** The hash chain over the event log. */
export interface EventSeals {
  /** Seals what can be sealed, and returns how many events that were. */
  seal(): Promise<number>
  /** Reads the whole log. Names at most a hundred damages. */
  verify(expectedHead?: string): Promise<LogVerification>
}
