/**
 * What the use cases need from the outside world. Adapters (db, vk, text) implement these; the composition root
 * hands them over.
 */
import type { ProposalView, TicketLosses } from '../domain/desk.ts'
import type { DeskQueries } from './desk-ports.ts'
import type { Duty } from '../domain/duty.ts'
import type { Directory } from '../domain/directory.ts'
import type {
  GroupId,
  InstitutionId,
  MunicipalityId,
  PeerId,
  StaffId,
  TicketId,
  TopicId,
  VkUserId,
} from '../domain/ids.ts'
import type { Incident } from '../domain/incident.ts'
import type { AttachmentFile } from '../domain/attachment-file.ts'
import type { StaffRole, StaffRoster } from '../domain/staff.ts'
import type { Ticket, TicketEvent, TicketMessage } from '../domain/ticket.ts'
import type { StatisticsTable } from '../domain/statistics.ts'
import type { Instant } from '../domain/time.ts'
import type { DeskRecord, Follower, StoredProposal } from './desk-records.ts'
import type { CommentQueries } from './comment-ports.ts'
import type { PersonQueries } from './person-ports.ts'
import type { QuietQueries } from './quiet-ports.ts'
import type { Timer } from './timer-ports.ts'
import type { TimerKind } from './timer-kinds.ts'

export type { ProposalView }

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** The region as it stands, read as a whole. */
export interface Region {
  readonly directory: Directory
  readonly roster: StaffRoster
  /** Open mass incidents. */
  readonly incidents: readonly Incident[]
  /** In the order in which they were named. */
  readonly duties: readonly Duty[]
}

/** A stored event of VK, waiting to be handled. */
export interface InboxEvent {
  readonly id: number
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly userId: VkUserId | null
  readonly type: string
  /** The `object` of the update as VK sent it. */
  readonly body: JsonObject
  readonly vkAt: Instant
  readonly attempts: number
  /** Looked at before: heard at this moment, with whatever else is said until then. */
  readonly waitsUntil: Instant | null
}

/** What deciding about one conversation needs. */
export interface ConversationState {
  readonly session: JsonObject | null
  readonly isCitizenKnown: boolean
  /** Null until VK has told it. */
  readonly citizenName: CitizenName | null
  readonly openTickets: readonly Ticket[]
  /** The person's last tickets, newest first. */
  readonly pastTickets: readonly PastTicket[]
}

/** Enough of a ticket to name it among others of the same person. */
export type PastTicket = Pick<Ticket, 'id' | 'status' | 'institutionId' | 'municipalityId'>

export interface InboxBatch {
  readonly events: readonly InboxEvent[]
  /** By `conversationKey`. */
  readonly states: ReadonlyMap<string, ConversationState>
  /** Version of the directory at the time of reading; a newer one is loaded before deciding. */
  readonly directoryVersion: number
}

/** Something to be said through VK. The row is the promise; the outbox worker keeps it. */
export interface OutboxDraft {
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly kind: 'message' | 'comment'
  /** Parameters of messages.send or wall.createComment, without token, peer, random_id and guid. */
  readonly body: { readonly [parameter: string]: string }
  /** What has to be uploaded for this dialogue before it is sent. */
  readonly files?: readonly OutboxFile[]
  readonly ticketId: TicketId | null
  /** The card of the ticket: it is changed when the ticket changes. */
  readonly isCard?: true
}

/** A file that came in one dialogue and is to be sent in another: VK wants it uploaded there. */
export interface OutboxFile extends AttachmentFile {
  /** How VK names it where it came; sent when it cannot be uploaded: VK may show it all the same. */
  readonly reference: string
}

export interface JoinedStaff {
  readonly vkUserId: VkUserId
  readonly firstName: string
  readonly lastName: string
  readonly contactGroupId: GroupId
  readonly inviteId: number
  readonly role: StaffRole
  readonly institutionId: InstitutionId | null
}

export interface NewInvite {
  readonly codeHash: string
  readonly role: StaffRole
  readonly institutionId: InstitutionId | null
  /** Null: made at the command line. */
  readonly createdById: StaffId | null
  readonly expiresAt: Instant
}

/** For codes made at the command line, above all the first coordinator's. */
export interface InviteStore {
  findInstitution(code: string): Promise<InstitutionId | null>
  addInvite(invite: NewInvite): Promise<void>
}

/** Everything that a batch decided; written whole or not at all. */
export interface Changes {
  /** Null deletes the session. */
  readonly sessions: ReadonlyMap<string, JsonObject | null>
  /** People seen for the first time, or who allowed (null) or forbade messages. */
  readonly citizens: ReadonlyMap<VkUserId, { readonly deniedAt: Instant | null }>
  readonly newTickets: readonly Ticket[]
  /** Each carries the version that was read; the writer increments it. */
  readonly changedTickets: readonly Ticket[]
  readonly ticketEvents: readonly TicketEvent[]
  readonly ticketMessages: readonly TicketMessage[]
  readonly outbox: readonly OutboxDraft[]
  readonly joinedStaff: readonly JoinedStaff[]
  readonly newInvites: readonly NewInvite[]
  readonly deskRecords: readonly DeskRecord[]
  readonly doneEventIds: readonly number[]
  /** Heard together later. */
  readonly waitingEvents: readonly WaitingEvent[]
  /** Set aside for good after this failure, together with the notices of it. */
  readonly parkedEvents: readonly ParkedEvent[]
  readonly timers: readonly Timer[]
  /** Timers that this unit of work answers; each is removed as it was read, or nothing is written. */
  readonly firedTimers: readonly Timer[]
  /** Undelivered messages about which people are told by this. */
  readonly reportedOutboxIds: readonly number[]
}

export interface WaitingEvent {
  readonly id: number
  readonly until: Instant
}

export interface ParkedEvent {
  readonly id: number
  /** Names of errors and places in our code, never words of people. */
  readonly reason: string
}

/** A message about a ticket that VK refused for good. */
export interface Undelivered {
  readonly id: number
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly ticketId: TicketId
  /** When it was decided to say it. */
  readonly saidAt: Instant
}

export interface Store extends DeskQueries, PersonQueries, CommentQueries, QuietQueries {
  /** Closed tickets that were last touched before this moment, counted up to `limit`. */
  countForgettable(before: Instant, limit: number): Promise<number>
  /**
   * Oldest pending events of the communities this instance holds, with what deciding about them needs. Words that wait
   * for silence come when it is time, or with something new in their conversation. Communities that rest are left out.
   */
  readBatch(limit: number, now: Instant, resting: readonly GroupId[]): Promise<InboxBatch>
  /** The same for given events only: the slow path after a batch failed. */
  readEvents(ids: readonly number[]): Promise<InboxBatch>
  /**
   * Writes in one transaction. Throws `ConcurrentChange` when a ticket or an event was changed by somebody else
   * in the meantime; nothing is then written.
   */
  write(changes: Changes, now: Instant): Promise<void>
  /** Counts a failed attempt; the next one comes later each time. */
  failEvent(id: number): Promise<void>
  /** Timers that are due, the oldest first. */
  findDueTimers(now: Instant, limit: number): Promise<readonly Timer[]>
  findTimer(kind: TimerKind, subject: string): Promise<Timer | null>
  /** Sets timers that are not there yet. */
  seedTimers(timers: readonly Timer[]): Promise<void>
  /** After a failure: not before this moment. */
  postponeTimer(timer: Timer, until: Instant): Promise<void>
  /** Median seconds to the first human response of the last 90 days, of institutions with five answers or more. */
  findUsualTimes(now: Instant): Promise<ReadonlyMap<InstitutionId | null, number>>
  /** What deciding about one conversation needs, when nobody has written in it. */
  readDialogue(dialogue: {
    readonly groupId: GroupId
    readonly peerId: PeerId
    readonly userId: VkUserId
  }): Promise<InboxBatch>
  /** Refused messages that nobody was told of yet, oldest first. */
  findUndelivered(limit: number): Promise<readonly Undelivered[]>
  /** `count` new ticket numbers, increasing; numbers never used are lost. */
  nextTicketIds(count: number): Promise<readonly TicketId[]>
  loadRegion(): Promise<Region>
  /** Grows with every change of the directory or the staff. */
  directoryVersion(): Promise<number>
  findTicket(id: TicketId): Promise<Ticket | null>
  /** The ticket that a message of ours spoke of. */
  findTicketByCard(groupId: GroupId, peerId: PeerId, cmid: number): Promise<TicketId | null>
  findLosses(ticket: Ticket): Promise<TicketLosses>
  findTicketMessages(id: TicketId): Promise<readonly TicketMessage[]>
  /** The last tickets of a person in any community, newest first. */
  findPastTickets(citizenId: VkUserId): Promise<readonly PastTicket[]>
  findCitizenTickets(citizenId: VkUserId, groupId: GroupId, limit: number): Promise<readonly Ticket[]>
  findOpenTickets(
    institutionIds: readonly (InstitutionId | null)[],
    limit: number,
  ): Promise<readonly Ticket[]>
  /** How it came to its owners, the first first. */
  findRoutes(id: TicketId): Promise<readonly PastRoute[]>
  findIncidentTickets(id: number): Promise<readonly TicketId[]>
  findFollowers(id: TicketId): Promise<readonly Follower[]>
  /** Open tickets of one topic and municipality with how many follow each, oldest first. */
  findOpenAlike(
    topicId: TopicId,
    municipalityId: MunicipalityId,
    limit: number,
  ): Promise<readonly { readonly ticket: Ticket; readonly followers: number }[]>
  findProposal(id: number): Promise<StoredProposal | null>
  findInvite(codeHash: string): Promise<Invite | null>
  /** Codes to the console that this person was given after a moment. */
  countSignInCodes(staffId: StaffId, after: Instant): Promise<number>
  /** The ticket that a request of this key was about; null when it was not carried out yet. */
  findConsoleRequest(staffId: StaffId, key: string): Promise<TicketId | null>
  findCitizenName(id: VkUserId): Promise<CitizenName | null>
}

export interface PastRoute {
  readonly institutionId: InstitutionId | null
  /** In words, as it was explained then. */
  readonly explanation: string
}

export interface Invite {
  readonly id: number
  readonly role: StaffRole
  readonly institutionId: InstitutionId | null
  readonly expiresAt: Instant
  readonly isUsed: boolean
}

export interface CitizenName {
  readonly firstName: string
  readonly lastName: string
}

/** Somebody else changed what we read; start the unit of work over. */
export class ConcurrentChange extends Error {
  override readonly name = 'ConcurrentChange'
}

/** Where a dialogue stands is kept per community, conversation and person. */
export const conversationKey = (event: {
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly userId: VkUserId | null
}): string => `${event.groupId}:${event.peerId}:${event.userId ?? 0}`

/** Tickets opened in [from, to), judged as of `now`. */
export interface StatisticsPeriod {
  readonly from: Instant
  readonly to: Instant
  readonly now: Instant
}

/** Figures from the event log alone. */
export interface StatisticsStore {
  /** With municipalities: only institutions of these. */
  statistics(period: StatisticsPeriod, municipalityIds?: readonly MunicipalityId[]): Promise<StatisticsTable>
}

/** Randomness and one-way hashing, replaced in tests. */
export interface Secrets {
  /** A non-zero 32-bit integer. */
  readonly randomId: () => number
  /** A one-time code that is easy to read out: 8 characters without look-alikes. */
  inviteCode(): string
  hash(code: string): string
}
