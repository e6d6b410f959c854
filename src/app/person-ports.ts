/** What is known of a person, and how it is forgotten. */
import type { StaffId, TicketId, VkUserId } from '../domain/ids.ts'
import type { PersonKnown } from '../domain/desk.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Instant } from '../domain/time.ts'

/** Why personal data were destroyed. */
export type ErasureReason = 'request' | 'operator' | 'retention'

/** How much was destroyed; an act holds counts and nothing that names anybody. */
export interface ErasureCounts {
  readonly tickets: number
  readonly messages: number
  readonly files: number
  readonly transported: number
}

export interface ErasureAct {
  readonly id: number
  readonly reason: ErasureReason
  readonly requestedAt: Instant
  /** Null: what was asked for is not carried out yet. */
  readonly doneAt: Instant | null
  readonly counts: ErasureCounts | null
  /** Who entered a request that came on paper. Null: the person asked the bot, or the command line was used. */
  readonly askedById: StaffId | null
}

/** Within a unit of work. */
export interface PersonQueries {
  /** Null: nothing is known. */
  findPerson(id: VkUserId): Promise<PersonKnown | null>
  findPersonTickets(id: VkUserId): Promise<readonly Ticket[]>
  nextErasureId(): Promise<number>
  /** Something is still on its way to the person, or to those who answer about the person's tickets. */
  isSpokenTo(id: VkUserId): Promise<boolean>
}

/** At the command line, where no product may be running. */
export interface PersonStore {
  findPerson(id: VkUserId): Promise<PersonKnown | null>
  findWords(id: VkUserId): Promise<readonly { readonly ticketId: TicketId; readonly text: string }[]>
  /** In one transaction; the files go as soon as the product runs. */
  erase(id: VkUserId, now: Instant): Promise<ErasureAct>
  acts(): Promise<readonly ErasureAct[]>
}
