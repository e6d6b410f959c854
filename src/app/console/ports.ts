/** What the console needs from the outside world, beside what the use cases of a dialogue need. */
import type { TicketScope } from '../../domain/access.ts'
import type { GroupId, InstitutionId, StaffId, TicketId, VkUserId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Actor, Ticket, TicketMessage } from '../../domain/ticket.ts'
import type { Instant } from '../../domain/time.ts'
import type { CitizenName, Json } from '../ports.ts'

export type SignInChannel = 'code' | 'vk' | 'vkId'

export interface NewConsoleSession {
  readonly staffId: StaffId
  readonly tokenHash: string
  readonly csrfToken: string
  readonly channel: SignInChannel
  readonly now: Instant
}

export interface ConsoleSession {
  readonly id: number
  readonly staffId: StaffId
  readonly csrfToken: string
  readonly channel: SignInChannel
  readonly createdAt: Instant
  readonly rotatedAt: Instant
  readonly seenAt: Instant
  readonly isEnded: boolean
  /** True when the secret that found it was replaced already. */
  readonly isPrevious: boolean
  /** Version of the directory at the moment of looking. */
  readonly directoryVersion: number
}

export interface SessionStore {
  /** The person of a code that is good at `now`; the code is thereby used up. Null for any other. */
  useCode(codeHash: string, now: Instant): Promise<StaffId | null>
  /** Null when the person is not on the roster. */
  findStaff(vkUserId: VkUserId): Promise<StaffId | null>
  addSession(session: NewConsoleSession): Promise<void>
  findSession(tokenHash: string): Promise<ConsoleSession | null>
  findSessionById(id: number): Promise<ConsoleSession | null>
  /** False when another request has replaced the secret since the session was read. */
  rotate(
    session: Pick<ConsoleSession, 'id' | 'rotatedAt'>,
    hashes: { readonly from: string; readonly to: string },
    now: Instant,
  ): Promise<boolean>
  noteSeen(id: number, now: Instant): Promise<void>
  endSession(id: number, now: Instant): Promise<void>
  /** All sessions of a person, on every device. */
  endSessions(staffId: StaffId, now: Instant): Promise<number>
}

export const queueFilters = ['open', 'today', 'burning', 'waiting', 'mine', 'unowned', 'closed'] as const
export type QueueFilter = (typeof queueFilters)[number]

/** Where a page of the queue ended: the deadline and the number of its last ticket. */
export interface QueuePosition {
  readonly dueAt: Instant
  readonly id: TicketId
}

export interface QueueQuestion {
  readonly scope: TicketScope
  readonly filter: QueueFilter
  /** Only these; null: all. */
  readonly ids: readonly TicketId[] | null
  readonly staffId: StaffId
  readonly now: Instant
  /** The end of today in the region's zone. */
  readonly todayUntil: Instant
  /** Deadlines before this moment are burning. */
  readonly burningUntil: Instant
}

export interface FoundTicket {
  readonly ticket: Ticket
  readonly citizenName: CitizenName | null
  /** A person asked the citizen back and has no answer yet. */
  readonly isWaiting: boolean
}

export type QueueCounts = Readonly<Record<Exclude<QueueFilter, 'closed'>, number>>

export interface QueueStore {
  /** Soonest deadline first; closed tickets newest first. */
  findPage(
    question: QueueQuestion,
    after: QueuePosition | null,
    limit: number,
  ): Promise<readonly FoundTicket[]>
  /** How many each filter shows. */
  count(question: Omit<QueueQuestion, 'filter' | 'ids'>): Promise<QueueCounts>
  /** Tickets in whose words, place or citizen's name the words occur in any form; newest first. */
  search(scope: TicketScope, words: string, limit: number): Promise<readonly FoundTicket[]>
  findTickets(ids: readonly TicketId[]): Promise<readonly FoundTicket[]>
}

/** How the words of staff travelled. */
export type DeliveryState = 'waiting' | 'sent' | 'failed'

export interface StoredWords extends TicketMessage {
  readonly id: number
}

export interface StoredFact {
  readonly id: number
  readonly type: string
  readonly at: Instant
  readonly actor: Actor
  readonly institutionId: InstitutionId | null
  readonly facts: { readonly [key: string]: Json }
}

export interface StoredNote {
  readonly id: number
  readonly staffId: StaffId
  readonly text: string
  readonly at: Instant
}

/** Our copy of a file that came with words. */
export interface StoredCopy {
  readonly state: 'pending' | 'stored' | 'missing'
  readonly contentType: string | null
  readonly byteCount: number | null
}

export interface TicketFile {
  /** Other open tickets of the person in the same dialogue, the oldest first. */
  readonly mates: readonly Ticket[]
  /** The common trouble that the ticket belongs to; null: none. */
  readonly incident: { readonly id: number; readonly isOpen: boolean; readonly told: string | null } | null
  /** By VK's name of the attachment. */
  readonly copies: ReadonlyMap<string, StoredCopy>
  readonly words: readonly StoredWords[]
  readonly notes: readonly StoredNote[]
  readonly history: readonly StoredFact[]
  /** By the moment (milliseconds) at which the words were decided. */
  readonly deliveries: ReadonlyMap<number, DeliveryState>
}

export interface FileStore {
  findFile(ticket: Ticket): Promise<TicketFile>
  /** Null while there is no copy. */
  findCopy(
    id: TicketId,
    name: string,
  ): Promise<{ readonly storageKey: string; readonly contentType: string } | null>
}

/** A row of the event log, seen for the first time. */
export interface SeenChange {
  readonly id: number
  readonly ticketId: TicketId
  readonly type: string
  /** Whose the ticket was when it happened, and whose it is now. */
  readonly owner: Pick<Ticket, 'institutionId' | 'municipalityId'>
  readonly currentOwner: Pick<Ticket, 'institutionId' | 'municipalityId'>
}

/** A table that only grows at its end. */
export interface ChangeSource {
  /** The number of the newest row. */
  newest(): Promise<number>
  /** Rows after `floor` that are not among `seen`, oldest first. */
  findAfter(floor: number, seen: readonly number[], limit: number): Promise<readonly SeenChange[]>
}

/** Notes are no events: figures and deadlines know nothing of them. */
export interface ChangeStore {
  readonly events: ChangeSource
  readonly notes: ChangeSource
}

export type LaunchRefusal = { readonly kind: 'switchedOff' | 'forged' | 'stale' | 'otherApp' }

/** Checks the signed parameters with which VK opens the console as a Mini App. */
export type ReadLaunch = (search: string, now: Instant) => Result<VkUserId, LaunchRefusal>

/** VK ID, which answers who somebody is. */
export interface VkIdGate {
  authorizeUrl(asked: {
    readonly state: string
    readonly challenge: string
    readonly redirectUri: string
  }): string
  /** Null: VK ID does not say so, or is not there. */
  exchange(given: {
    readonly code: string
    readonly deviceId: string
    readonly verifier: string
    readonly state: string
    readonly redirectUri: string
  }): Promise<VkUserId | null>
}

/** Secrets of sessions: what is given out, and how it is kept. */
export interface SessionSecrets {
  /** 256 random bits as hexadecimal text. */
  token(): string
  hash(secret: string): string
  /** SHA-256 in base64url without padding, as PKCE wants it (RFC 7636). */
  challenge(verifier: string): string
  /** In a time that tells nothing. */
  isSame(left: string, right: string): boolean
}

/** How a community is, as its long poll and its outbox know. */
export interface CommunityHealth {
  readonly groupId: GroupId
  readonly title: string
  readonly purpose: 'public' | 'staff' | 'both'
  readonly institution: string | null
  readonly municipality: string | null
  readonly isActive: boolean
  /** What a person has to do; null: it is well. */
  readonly trouble: string | null
  readonly troubleSince: Instant | null
  readonly polledAt: Instant | null
  /** Messages of the last seven days that VK refused for good. */
  readonly undelivered: number
}

export interface DirectoryStore {
  /** Those in trouble first. */
  listCommunities(): Promise<readonly CommunityHealth[]>
  /** The last message of anybody; null: none yet. */
  lastHeard(id: GroupId): Promise<Instant | null>
}
