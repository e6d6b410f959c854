/** The journal of actions: what staff did, from the event log and from the acts that belong to no ticket. */
import type { MunicipalityId, StaffId, TicketId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/time.ts'
import type { Json } from '../ports.ts'
import type { StoredFact } from './ports.ts'

/** What is done about no single ticket, at the console or in VK. */
export const staffActKinds = [
  'directoryImported',
  'staffInvited',
  'communityConnected',
  'modelUsed',
  'erasureAsked',
  'botTextChanged',
  'correctionDecided',
] as const
export type StaffActKind = (typeof staffActKinds)[number]

export interface StaffAct {
  readonly kind: StaffActKind
  /** Codes, numbers and names of the directory; never words of citizens. */
  readonly facts: { readonly [key: string]: Json }
}

/** An act with who did it and when: written in the transaction of the deed, so that there is none without the other. */
export interface SignedAct {
  readonly by: StaffId
  readonly at: Instant
  readonly act: StaffAct
}

/** For deeds outside the database. */
export interface StaffActLog {
  /**
   * Carries out the deed inside the transaction of its act. An act that cannot be written stops the deed, and a deed that
   * fails or answers false leaves no act. A process that ends between the deed and the commit loses the act: see model-choice.
   */
  noteIfDone(signed: SignedAct, deed: () => Promise<boolean>): Promise<boolean>
}

/** Where a page of the journal ended. */
export interface JournalPosition {
  readonly at: Instant
  readonly isAct: boolean
  readonly id: number
}

export interface JournalEntry extends StoredFact {
  /** Null: it belongs to no ticket. */
  readonly ticketId: TicketId | null
  readonly isAct: boolean
}

export interface JournalQuestion {
  /** Null: everybody. */
  readonly staffId: StaffId | null
  /** A type of the event log or a kind of act; null: all. */
  readonly kind: string | null
  readonly from: Instant | null
  /** The moment itself is not included. */
  readonly until: Instant | null
  /** Null: the whole region, acts included. */
  readonly municipalityIds: readonly MunicipalityId[] | null
}

export interface JournalStore extends StaffActLog {
  /** The newest first. */
  findPage(
    question: JournalQuestion,
    after: JournalPosition | null,
    limit: number,
  ): Promise<readonly JournalEntry[]>
}
