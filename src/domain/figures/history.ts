/** What became of one ticket, as figures need it. All moments are epoch milliseconds. */
import type { JudgedAnswer } from './judged-answers.ts'

/** A stretch of the citizen's waiting. */
export interface WaitingRun {
  readonly fromMs: number
  /** Null: still waiting. */
  readonly toMs: number | null
  /** Who owned the ticket at its end, or owns it; null: the coordinators. */
  readonly owner: number | null
  /** False: the citizen took the question back. */
  readonly isAnswered: boolean
}

/** A stretch of ownership. */
export interface OwnerInterval {
  readonly owner: number | null
  readonly fromMs: number
  /** Null: no deadline is known. */
  readonly dueMs: number | null
  readonly responseMs: number | null
  readonly responderId: number | null
  /** When the ticket left this owner or was withdrawn; null: it is still here. */
  readonly endMs: number | null
  readonly isForwarded: boolean
}

export interface Response {
  readonly ms: number
  readonly owner: number | null
  /** A member of staff; null for one whom we do not know. */
  readonly responderId: number | null
}

export interface PromiseMade extends Response {
  readonly untilMs: number
  /** Null: still running, or withdrawn by the citizen. */
  readonly isKept: boolean | null
}

export type RatingCounter = 'helped' | 'partlyHelped' | 'notHelped' | 'offTopic'

export interface TicketHistory {
  readonly openedMs: number
  readonly groupId: number | null
  readonly municipalityId: number | null
  readonly topicId: string | null
  readonly runs: readonly WaitingRun[]
  readonly intervals: readonly OwnerInterval[]
  readonly pauses: readonly { readonly fromMs: number; readonly toMs: number }[]
  readonly promises: readonly PromiseMade[]
  readonly firstResponse: Response | null
  /** The one resolution that counts. */
  readonly resolution: Response | null
  readonly withdrawnMs: number | null
  readonly isOpen: boolean
  readonly reopenings: readonly Response[]
  readonly ratingsAsked: number
  readonly rating: RatingCounter | null
  /** The first promise to the citizen. */
  readonly replyDueMs: number | null
  /** The present owner's. */
  readonly finalDueMs: number | null
  /** The clock stands: the citizen was asked back. */
  readonly isPaused: boolean
  /** Of its answers, those that were drawn to be judged. */
  readonly judgedAnswers: readonly JudgedAnswer[]
  readonly undelivered: number
  readonly isClockSuspect: boolean
}
