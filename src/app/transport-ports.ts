/**
 * What carries messages between VK and the database: the long polls, the outbox and who of several processes does
 * it. Workers see VK and the tables only through these.
 */
import type { GroupId, PeerId, TicketId, VkUserId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import type { JsonObject, OutboxDraft, OutboxFile } from './ports.ts'

/** Where the next poll of a community goes on. The key is a secret: never logged. */
export interface PollCursor {
  readonly server: string
  readonly key: string
  readonly ts: string
}

/** A community this process has to serve. */
export interface LeasedCommunity {
  readonly groupId: GroupId
  readonly token: string
  /** Null before the first poll ever. */
  readonly cursor: PollCursor | null
  /** An earlier run left a sentence in `communities.trouble`. */
  readonly hasTrouble: boolean
}

/** An update of VK on its way into the inbox. */
export interface InboxDraft {
  /** Private dialogue or, for comments, the person who wrote; 0 when the update could not be read. */
  readonly peerId: number
  readonly userId: VkUserId | null
  readonly eventId: string | null
  readonly type: string
  readonly cmid: number | null
  readonly body: JsonObject
  readonly vkAt: Instant
  /** Why the event is parked, in words that hold nothing a person wrote; null when it can be handled. */
  readonly parkedBecause: string | null
}

/** One answer of a long poll: what came, and where to go on once it is stored. */
export interface PollAnswer {
  readonly groupId: GroupId
  /**
   * `polled`: VK gave everything up to this cursor. `connected`: a new key, the place is the same. `gap`: VK may have
   * kept events from us before this cursor, so history is to be read.
   */
  readonly kind: 'polled' | 'connected' | 'gap'
  readonly cursor: PollCursor
  readonly events: readonly InboxDraft[]
}

export interface StoredPolls {
  /** Communities of the answers that this process still holds; the others were not stored. */
  readonly held: ReadonlySet<GroupId>
  /** New inbox rows; repeated events are not counted. */
  readonly eventCount: number
}

export interface PollStore {
  /** All answers in one statement: events that are new, and the cursors. Safe to repeat. */
  storePolls(answers: readonly PollAnswer[], now: Instant): Promise<StoredPolls>
}

/** What one poll may wait for: its answer is durable, or another process holds the community. */
export type StorePoll = (answer: PollAnswer) => Promise<'stored' | 'leaseLost'>

/** Where a running poll stands. */
export interface PollPosition {
  readonly groupId: GroupId
  readonly cursor: PollCursor | null
  /** The last good answer of VK. */
  readonly polledAt: Instant | null
}

/** The loop of one community. */
export interface CommunityPoll {
  start(): void
  /** Resolves when nothing more can be stored by this loop. */
  stop(): Promise<void>
  position(): PollPosition
  /** Resolves when the loop ended, by `stop` or because the lease was lost. */
  readonly ended: Promise<void>
}

export type OpenPoll = (community: LeasedCommunity) => CommunityPoll

/** Which communities this process serves. Expiry is judged by the clock of the database. */
export interface LeaseStore {
  /**
   * Takes active communities that nobody holds, up to this process's even share among those at work; `isResuming` also
   * takes what an earlier run of this instance held. Says that this process is at work.
   */
  claim(isResuming: boolean): Promise<readonly LeasedCommunity[]>
  /** Prolongs all leases and saves the positions; answers with the tokens of the communities still held and active. */
  renew(positions: readonly PollPosition[]): Promise<ReadonlyMap<GroupId, string>>
  /** Held communities over this process's even share: others are waiting for them. */
  surplus(): Promise<readonly GroupId[]>
  release(groupIds: readonly GroupId[]): Promise<void>
  /** This process is not at work any more: its share falls to the others at once. */
  leave(): Promise<void>
}

/** Deletes what is done and old, a slice of rows at a time. */
export interface QueueSweeping {
  /** Looks at some rows after that number; `isOver` when younger ones than `before` come next, or none. */
  sweep(
    queue: 'inbox' | 'outbox',
    place: { readonly after: number; readonly before: Instant },
  ): Promise<{ readonly last: number; readonly deleted: number; readonly isOver: boolean }>
}

/** What VK may have kept from us: messages of a community since a moment. */
export interface HistoryGap {
  readonly groupId: GroupId
  readonly token: string
  readonly since: Instant
  /** The gap is closed only when it was not noticed again since then. */
  readonly notedAt: Instant
}

/** Gaps outlive the process: they are noted in the statement that moves the cursor past them. */
export interface HistoryStore {
  /** Of communities this process holds, longest unheard first. */
  findGaps(excluded: readonly GroupId[], limit: number): Promise<readonly HistoryGap[]>
  /** Adds what is not in the inbox yet and returns how many that were; none when another process holds the community. */
  addMissed(groupId: GroupId, events: readonly InboxDraft[], now: Instant): Promise<number>
  closeGap(gap: HistoryGap): Promise<void>
}

/** Reads what people wrote since then, a conversation at a time, oldest message first. */
export type ReadHistory = (
  token: string,
  since: Instant,
  signal: AbortSignal,
) => AsyncIterable<readonly InboxDraft[]>

/** The sentence a coordinator reads about a community that cannot be served. */
export interface TroubleStore {
  setTrouble(groupId: GroupId, sentence: string, now: Instant): Promise<void>
  clearTrouble(groupId: GroupId): Promise<void>
}

/** A community whose trouble coordinators have not heard of. */
export interface UntoldTrouble {
  readonly groupId: GroupId
  readonly sentence: string
}

export interface TroubleNoticeStore {
  /** Of communities this process holds. One that was told of before counts again when it was before that moment. */
  findUntold(toldBefore: Instant): Promise<readonly UntoldTrouble[]>
  /** Messages and the note that they were written, or neither. */
  tell(groupIds: readonly GroupId[], drafts: readonly OutboxDraft[], now: Instant): Promise<void>
}

/** A row of the outbox with what sending needs. */
export interface OutboxMessage {
  readonly id: number
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly kind: 'message' | 'edit' | 'comment'
  readonly body: Readonly<Record<string, string>>
  /** To be uploaded for this dialogue first. */
  readonly files: readonly OutboxFile[]
  readonly ticketId: TicketId | null
  readonly randomId: number
  readonly attempts: number
  readonly token: string
}

export interface PendingQuery {
  /** Rows already in the hands of the caller. */
  readonly excludedIds: readonly number[]
  readonly excludedGroups: readonly GroupId[]
  readonly excludedDialogues: readonly Dialogue[]
  readonly limit: number
}

export interface Dialogue {
  readonly groupId: GroupId
  readonly peerId: PeerId
}

export type OutboxResult =
  | {
      readonly kind: 'sent'
      readonly id: number
      readonly attempts: number
      readonly sentAt: Instant
      readonly cmid: number | null
      /** What was left out to get it through; null when it was sent as it is. */
      readonly note: string | null
    }
  | { readonly kind: 'failed'; readonly id: number; readonly attempts: number; readonly error: string }
  | {
      readonly kind: 'retry'
      readonly id: number
      readonly attempts: number
      readonly availableAt: Instant
      readonly error: string
    }

export interface OutboxStore {
  /** Oldest first. A row behind an earlier one of its dialogue that waits for a retry is not due. */
  findPending(query: PendingQuery, now: Instant): Promise<readonly OutboxMessage[]>
  recordResults(results: readonly OutboxResult[]): Promise<void>
}

/** How an attempt to send ended, after the policy for VK's errors was applied. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly cmid: number | null; readonly note: string | null }
  | { readonly kind: 'retry'; readonly delayMs: number; readonly error: string }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly error: string }
  /** Nothing can be sent for this community until a person acts; the row waits. */
  | { readonly kind: 'troubled'; readonly sentence: string }

/** `unreachable`: this person does not get messages of this community. `fault`: a bug of ours. */
export type FailureReason = 'unreachable' | 'refused' | 'gaveUp' | 'fault'

export interface VkSender {
  send(message: OutboxMessage): Promise<SendOutcome>
}

/** Names of citizens that VK was not asked for yet. */
export interface ProfileStore {
  findUnnamed(limit: number): Promise<readonly VkUserId[]>
  /** A token of any community of this process without trouble; null when there is none. */
  findToken(): Promise<string | null>
  saveNames(names: readonly ProfileName[]): Promise<void>
}

export interface ProfileName {
  readonly userId: VkUserId
  readonly firstName: string
  readonly lastName: string
}

export type FetchNames = (token: string, userIds: readonly VkUserId[]) => Promise<readonly ProfileName[]>

/** The part of a logger the carriers need; ids only, never what people wrote. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}
