/** Who is disturbed when, and who stands in for whom: what waits for the end of quiet hours, and what is said of it. */
import type { Institution } from '../domain/directory.ts'
import type { Duty } from '../domain/duty.ts'
import type { StaffId, TicketId } from '../domain/ids.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import type { TicketView } from '../domain/desk.ts'
import type { StaffMember } from '../domain/staff.ts'
import type { Instant } from '../domain/time.ts'

export interface HeldNotice {
  readonly id: number
  /** Null: about no ticket. */
  readonly ticketId: TicketId | null
  readonly notice: OutgoingMessage
}

export interface QuietQueries {
  /** The oldest first. */
  findHeldNotices(staffId: StaffId, limit: number): Promise<readonly HeldNotice[]>
}

/** A ticket in the digest after quiet hours, with what happened last. */
export interface WaitedFor {
  readonly view: TicketView
  readonly news: string
}

export interface QuietNotices {
  /** One message instead of all that was held back. */
  afterQuiet(waited: readonly WaitedFor[], now: Instant): OutgoingMessage
  /** What was held back about no ticket, in one message; never empty. */
  wordsAfterQuiet(words: readonly string[]): OutgoingMessage
  /** For the deputy of somebody who is away. */
  standingIn(away: StaffMember, institutions: readonly Institution[]): OutgoingMessage
  /** For coordinators: nobody of an institution is at work. */
  nobodyLeft(away: StaffMember, institution: Institution): OutgoingMessage
  /** For the person on duty, when somebody else named them. */
  dutyNamed(institutionTitle: string, duty: Duty, timeZone: string): OutgoingMessage
}
