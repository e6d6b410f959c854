/** What the use cases of staff ask the database, beside tickets themselves. */
import type { OfferedTemplate } from '../domain/answer-template.ts'
import type { PastOwner } from '../domain/rank-owners.ts'
import type { TicketView } from '../domain/desk.ts'
import type { OutgoingMessage } from '../domain/message.ts'
import type { InstitutionId, MunicipalityId, StaffId, TicketId, TopicId } from '../domain/ids.ts'
import type { TicketScope } from '../domain/access.ts'
import type { ColleagueQuestion, SilentOwner } from '../domain/staff-work.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Instant } from '../domain/time.ts'
import type { QualityQueries } from './quality-ports.ts'

export interface StoredNote {
  readonly staffId: StaffId
  readonly text: string
  readonly at: Instant
}

export interface StoredQuestion extends ColleagueQuestion {
  readonly askedById: StaffId
  /** Who asked, as an institution; null: the coordinators. */
  readonly askedFor: InstitutionId | null
  readonly isAnswered: boolean
}

export interface DeskQueries extends QualityQueries {
  /** The newest first. */
  findNotes(id: TicketId, limit: number): Promise<readonly StoredNote[]>
  /** Templates that fit, the likeliest first; with `templateId` only that one. */
  findTemplates(
    fitting: {
      readonly topicId: TopicId | null
      readonly topicGroupId: string | null
      readonly institutionId: InstitutionId | null
      readonly templateId: number | null
    },
    limit: number,
  ): Promise<readonly OfferedTemplate[]>
  /** Who answered such questions for good since then, and how often. */
  findPastOwners(
    topicId: TopicId | null,
    municipalityId: MunicipalityId | null,
    since: Instant,
  ): Promise<readonly PastOwner[]>
  searchTickets(scope: TicketScope, words: string, limit: number): Promise<readonly Ticket[]>
  /** With municipalities: only of these. */
  findSilent(
    municipalityIds: readonly MunicipalityId[] | null,
    now: Instant,
    limit: number,
  ): Promise<
    readonly (Omit<SilentOwner, 'institutionTitle' | 'hasPeople'> & {
      readonly institutionId: InstitutionId | null
    })[]
  >
  nextColleagueQuestionId(): Promise<number>
  findColleagueQuestion(id: number): Promise<StoredQuestion | null>
}

/** What the bot says when a citizen is asked back, and of what staff say to each other. */
export interface StaffNotices {
  /** A coordinator or the head goes on with it. */
  takenOver(view: TicketView, byName: string): OutgoingMessage
  noteWritten(view: TicketView, author: string, text: string): OutgoingMessage
  /** For those who are asked; words of the citizen without personal data. */
  colleaguesAsked(view: TicketView, question: ColleagueQuestion, citizenWords: string): OutgoingMessage
  colleaguesAnswered(question: ColleagueQuestion, institutionTitle: string, text: string): OutgoingMessage
  /** «Уточнить»: the question, as the citizen reads it. */
  questionToCitizen(ticketId: TicketId, text: string, signature: string): OutgoingMessage
  /** The citizen did not answer it; the owner's clock runs again. */
  clarificationUnanswered(view: TicketView, now: Instant): OutgoingMessage
}
