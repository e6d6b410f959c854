/** What the carriers tell to whoever counts. Kinds and types only: no ids of communities or people. */
import type { CopyOutcome } from './file-ports.ts'
import type { OutboxMessage, SendOutcome } from './transport-ports.ts'

export interface TransportMeter {
  /** A long poll was answered, with events or without. */
  polled(): void
  /** Why there was no answer (`timeout`, `status` …), or what VK said instead of events (`failed 1` … `failed 3`). */
  pollFailed(kind: string): void
  /** An event came. Types nobody handles are all called `unknown`. */
  eventCame(type: string): void
  /** VK may have kept events from us. */
  gapNoticed(): void
  /** Handling of a stored event failed. */
  eventFailed(isParked: boolean): void
  /** One attempt to say something, its wait for the token's turn included. */
  sent(kind: OutboxMessage['kind'], outcome: SendClass, seconds: number): void
  /** A call of VK ended with an error; `code` is VK's, or why no usable answer came. */
  callFailed(method: string, code: number | string): void
  fileCopied(outcome: CopyOutcome['kind']): void
}

/** `reduced`: sent without a part that VK refused, or with a file that could not be uploaded. */
export type SendClass =
  | Exclude<SendOutcome['kind'], 'failed'>
  | 'reduced'
  | 'unreachable'
  | 'refused'
  | 'gaveUp'
  | 'fault'

export function sendClass(outcome: SendOutcome): SendClass {
  if (outcome.kind === 'failed') return outcome.reason
  return outcome.kind === 'sent' && outcome.note !== null ? 'reduced' : outcome.kind
}

const ignore = (): void => {}

/** Counts nothing. */
export const noMeter: TransportMeter = {
  polled: ignore,
  pollFailed: ignore,
  eventCame: ignore,
  gapNoticed: ignore,
  eventFailed: ignore,
  sent: ignore,
  callFailed: ignore,
  fileCopied: ignore,
}
