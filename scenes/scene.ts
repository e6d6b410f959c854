/**
 * A scene is a short conversation with one aim. Its steps are pure: a draft and a message give a new draft and
 * replies. What reads or writes happens in `submit`, through the desk.
 */
import type { IncomingMessage, OutgoingMessage } from '../src/domain/message.ts'
import type { Instant } from '../src/domain/time.ts'
import type { Command } from './commands.ts'
import type { Desk } from '../src/domain/desk.ts'

/** One message of a person with what its button meant. */
export interface Turn {
  readonly message: IncomingMessage
  readonly command: Command | null
  readonly now: Instant
}

export type Outcome<Step extends string, Draft, Submission> =
  | {
      readonly type: 'wait'
      readonly step: Step
      readonly draft: Draft
      readonly replies: readonly OutgoingMessage[]
    }
  | {
      readonly type: 'submit'
      readonly submission: Submission
      readonly replies: readonly OutgoingMessage[]
    }
  | { readonly type: 'leave'; readonly replies: readonly OutgoingMessage[] }

export interface Scene<Step extends string, Draft, Submission> {
  readonly slug: string
  /** Grows when drafts or steps change their meaning; a dialogue of another version starts over politely. */
  readonly version: number
  /** After this silence the scene is left: the person has gone on with life. Seconds. */
  readonly expiresAfterSeconds: number
  readonly firstStep: Step
  readonly steps: Readonly<
    Record<Step, (draft: Draft, turn: Turn, desk: Desk) => Outcome<Step, Draft, Submission>>
  >
  /** The draft when the scene is entered without one. */
  readonly emptyDraft: Draft
  /** Parses a draft of this version that was stored; null when it is not one. */
  readDraft(value: unknown): Draft | null
  /** What can still be carried out when the dialogue went stale; null when nothing was at stake. */
  salvage(draft: Draft): Submission | null
  /** Before carrying out: another scene that has one more thing to ask first. Never asked when a stale draft is salvaged. */
  handOver?(
    submission: Submission,
    desk: Desk,
  ): Promise<{ readonly slug: string; readonly draft: unknown } | null>
  /** Carries the result out and tells the person. */
  submit(submission: Submission, turn: Turn, desk: Desk): Promise<readonly OutgoingMessage[]>
}
