/** Timers: what is to happen later by itself. */
import type { Instant } from '../domain/time.ts'
import type { JsonObject } from './ports.ts'
import type { TimerKind } from './timer-kinds.ts'

/** One for each kind and subject; setting it again moves it. */
export interface Timer {
  readonly kind: TimerKind
  /** A ticket number, a key of a dialogue, an institution, a member of staff. */
  readonly subject: string
  /** Null: not any more. */
  readonly dueAt: Instant | null
  readonly facts: JsonObject
}
