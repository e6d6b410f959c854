/**
 * What one batch of events reads and decides. It only collects: nothing is written until the whole batch is decided,
 * and then all of it in one transaction. Tickets are read once and shared, so that the second of two colleagues in one
 * batch sees what the first did.
 */
import { type TicketLosses, noLosses } from '../domain/desk.ts'
import { type TicketId, type VkUserId, isAnonymous } from '../domain/ids.ts'
import type { Ticket, TicketEvent, TicketMessage } from '../domain/ticket.ts'
import { isOpen } from '../domain/ticket.ts'
import type { Instant } from '../domain/time.ts'
import type { DeskRecord } from './desk-records.ts'
import type { Timer } from './timer-ports.ts'
import type {
  Changes,
  CitizenName,
  InboxBatch,
  JoinedStaff,
  JsonObject,
  NewInvite,
  OutboxDraft,
  ParkedEvent,
  PastTicket,
  Store,
  WaitingEvent,
} from './ports.ts'

export class UnitOfWork {
  readonly #sessions = new Map<string, JsonObject | null>()
  readonly #citizens = new Map<VkUserId, { readonly deniedAt: Instant | null }>()
  readonly #tickets = new Map<TicketId, Ticket>()
  readonly #newIds = new Set<TicketId>()
  readonly #changedIds = new Set<TicketId>()
  readonly #ticketEvents: TicketEvent[] = []
  readonly #ticketMessages: TicketMessage[] = []
  readonly #outbox: OutboxDraft[] = []
  readonly #joinedStaff: JoinedStaff[] = []
  readonly #newInvites: NewInvite[] = []
  readonly #deskRecords: DeskRecord[] = []
  readonly #timers = new Map<string, Timer>()
  readonly #firedTimers: Timer[] = []
  readonly #doneEventIds: number[] = []
  readonly #waitingEvents: WaitingEvent[] = []
  readonly #parkedEvents: ParkedEvent[] = []
  readonly #reportedOutboxIds: number[] = []

  readonly store: Store
  readonly now: Instant
  readonly #batch: InboxBatch
  readonly #onSaid: (draft: OutboxDraft) => void

  /** `onSaid` hears of every message that is to be sent, when it is decided. */
  constructor(store: Store, batch: InboxBatch, now: Instant, onSaid: (draft: OutboxDraft) => void = nobody) {
    this.store = store
    this.#batch = batch
    this.#onSaid = onSaid
    this.now = now
    for (const state of batch.states.values()) {
      for (const ticket of state.openTickets) this.#tickets.set(ticket.id, ticket)
    }
  }

  session(key: string): JsonObject | null {
    const written = this.#sessions.get(key)
    return written === undefined ? (this.#batch.states.get(key)?.session ?? null) : written
  }

  writeSession(key: string, value: JsonObject | null): void {
    this.#sessions.set(key, value)
  }

  /** Remembers the person; `deniedAt` is null for somebody we may write to. */
  rememberCitizen(id: VkUserId, deniedAt: Instant | null): void {
    this.#citizens.set(id, { deniedAt })
  }

  isCitizenKnown(key: string): boolean {
    return this.#batch.states.get(key)?.isCitizenKnown ?? false
  }

  /** Read with the batch for those who write in it: a query for each ticket would hold up all the others. */
  async citizenName(key: string, id: VkUserId): Promise<CitizenName | null> {
    const state = this.#batch.states.get(key)
    return state === undefined ? this.store.findCitizenName(id) : state.citizenName
  }

  /** As `citizenName`: other tickets of a person, newest first. */
  async pastTickets(key: string, id: VkUserId): Promise<readonly PastTicket[]> {
    const state = this.#batch.states.get(key)
    return state === undefined ? this.store.findPastTickets(id) : state.pastTickets
  }

  /** Open tickets of a conversation, oldest first, with what this batch did to them. */
  openTickets(
    key: string,
    conversation: { readonly groupId: number; readonly peerId: number },
  ): readonly Ticket[] {
    const read = this.#batch.states.get(key)?.openTickets ?? []
    const opened = [...this.#newIds]
      .map((id) => this.#tickets.get(id))
      .filter((ticket) => ticket !== undefined)
    return [...read.map((ticket) => this.#tickets.get(ticket.id) ?? ticket), ...opened]
      .filter((ticket) => ticket.groupId === conversation.groupId && ticket.peerId === conversation.peerId)
      .filter(isOpen)
      .sort((left, right) => left.id - right.id)
  }

  async ticket(id: TicketId): Promise<Ticket | null> {
    const known = this.#tickets.get(id)
    if (known !== undefined) return known
    const found = await this.store.findTicket(id)
    // Somebody else may have read and changed it in the meantime.
    const current = this.#tickets.get(id) ?? found
    if (current !== null) this.#tickets.set(id, current)
    return current
  }

  /** A ticket that this unit of work has read or made. */
  knownTicket(id: TicketId): Ticket | null {
    return this.#tickets.get(id) ?? null
  }

  /** The newest state of a ticket that may have been read elsewhere. */
  latest(ticket: Ticket): Ticket {
    return this.#tickets.get(ticket.id) ?? ticket
  }

  addTicket(ticket: Ticket): void {
    this.#tickets.set(ticket.id, ticket)
    this.#newIds.add(ticket.id)
  }

  changeTicket(ticket: Ticket): void {
    this.#tickets.set(ticket.id, ticket)
    if (!this.#newIds.has(ticket.id)) this.#changedIds.add(ticket.id)
  }

  log(event: TicketEvent): void {
    this.#ticketEvents.push(event)
  }

  addMessage(message: TicketMessage): void {
    this.#ticketMessages.push(message)
  }

  /** Words of a ticket, those of this batch included. */
  async messagesOf(id: TicketId): Promise<readonly TicketMessage[]> {
    const stored = this.#newIds.has(id) ? [] : await this.store.findTicketMessages(id)
    return [...stored, ...this.#ticketMessages.filter((message) => message.ticketId === id)]
  }

  async lossesOf(ticket: Ticket): Promise<TicketLosses> {
    return this.#newIds.has(ticket.id) ? noLosses : this.store.findLosses(ticket)
  }

  /** Whoever was forgotten gets nothing. */
  send(draft: OutboxDraft): void {
    if (isAnonymous(draft.peerId)) return
    this.#outbox.push(draft)
    this.#onSaid(draft)
  }

  joinStaff(joined: JoinedStaff): void {
    this.#joinedStaff.push(joined)
  }

  addInvite(invite: NewInvite): void {
    this.#newInvites.push(invite)
  }

  record(record: DeskRecord): void {
    this.#deskRecords.push(record)
  }

  /** What an earlier event of the same batch left behind: the store does not know of it yet. */
  get records(): readonly DeskRecord[] {
    return this.#deskRecords
  }

  /** Sets, moves or, without a moment, forgets what is to happen later. */
  setTimer(timer: Timer): void {
    this.#timers.set(`${timer.kind} ${timer.subject}`, timer)
  }

  /** This unit of work is what the timer was set for. */
  fired(timer: Timer): void {
    this.#firedTimers.push(timer)
  }

  done(eventId: number): void {
    this.#doneEventIds.push(eventId)
  }

  /** The person may still be writing. */
  wait(event: WaitingEvent): void {
    this.#waitingEvents.push(event)
  }

  park(event: ParkedEvent): void {
    this.#parkedEvents.push(event)
  }

  reported(outboxId: number): void {
    this.#reportedOutboxIds.push(outboxId)
  }

  changes(): Changes {
    const pick = (ids: ReadonlySet<TicketId>): Ticket[] =>
      [...ids].map((id) => this.#tickets.get(id)).filter((ticket) => ticket !== undefined)
    return {
      sessions: this.#sessions,
      citizens: this.#citizens,
      newTickets: pick(this.#newIds),
      changedTickets: pick(this.#changedIds),
      ticketEvents: this.#ticketEvents,
      ticketMessages: this.#ticketMessages,
      outbox: this.#outbox,
      joinedStaff: this.#joinedStaff,
      newInvites: this.#newInvites,
      deskRecords: this.#deskRecords,
      timers: [...this.#timers.values()],
      firedTimers: this.#firedTimers,
      doneEventIds: this.#doneEventIds,
      waitingEvents: this.#waitingEvents,
      parkedEvents: this.#parkedEvents,
      reportedOutboxIds: this.#reportedOutboxIds,
    }
  }
}

const nobody = (): void => {}
