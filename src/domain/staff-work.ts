/** What members of staff do with each other about a ticket: the part of their desk that no citizen hears of. */
import type { AnswerSample, QualityJudgement, SampleRefusal } from './answer-sample.ts'
import type { OfferedTemplate } from './answer-template.ts'
import type { TicketRefusal, TicketView } from './desk.ts'
import type { DutyDays } from './duty.ts'
import type { InstitutionId, StaffId, TicketId } from './ids.ts'
import type { QuietHours } from './quiet-hours.ts'
import type { Result } from './result.ts'
import type { Instant } from './time.ts'

export interface StaffWork {
  /** When only what is urgent may come, in the zone where the person works; null: always. */
  setQuietHours(hours: Pick<QuietHours, 'fromMinute' | 'toMinute'> | null): void
  /** Null: no such institution, or not theirs to know. */
  duty(institutionId: InstitutionId): DutyShown | null
  /** For heads and coordinators; without a person nobody is on duty. */
  nameDuty(duty: {
    readonly institutionId: InstitutionId
    readonly staffId: StaffId | null
    readonly days: DutyDays | null
  }): Result<DutyNamed, { readonly kind: 'notYours' }>
  /** By number or by words, within what the person may see; the newest first. */
  search(words: string, limit: number): Promise<readonly TicketView[]>
  /** Who lets citizens wait beyond the deadline; for coordinators. */
  silent(): Promise<Result<readonly SilentOwner[], { readonly kind: 'notCoordinator' }>>
  /** From a colleague; for coordinators and heads. */
  takeOver(ticketId: TicketId): Promise<Result<TicketView, TicketRefusal>>
  /** The likeliest templates for the answer. */
  templates(ticketId: TicketId): Promise<Result<readonly OfferedTemplate[], TicketRefusal>>
  /** Null: gone, or not for such tickets. */
  template(ticketId: TicketId, templateId: number): Promise<Result<OfferedTemplate | null, TicketRefusal>>
  /** The last answer becomes a template. */
  keepTemplate(
    ticketId: TicketId,
  ): Promise<Result<{ readonly title: string; readonly text: string }, TicketRefusal>>
  /** Words for colleagues; those who answer the ticket are told. */
  note(ticketId: TicketId, text: string): Promise<Result<TicketView, TicketRefusal>>
  /** A question to another institution; the ticket and its deadline stay. */
  askColleagues(
    ticketId: TicketId,
    institutionId: InstitutionId,
    text: string,
  ): Promise<Result<{ readonly institutionTitle: string }, ConsultRefusal>>
  /** The one answer to such a question; the asker reads it, and it stays as a note on the ticket. */
  answerColleagues(questionId: number, text: string): Promise<Result<ColleagueQuestion, ConsultRefusal>>
  /** The answers of last week that this coordinator is to judge. */
  answerSample(): Promise<Result<AnswerSample, SampleRefusal>>
  judgeAnswer(given: {
    /** ISO date of the Monday. */
    readonly week: string
    readonly number: number
    readonly judgement: QualityJudgement
  }): Promise<Result<AnswerSample, SampleRefusal>>
}

/** Who is on duty at an institution, and who could be. */
export interface DutyShown {
  readonly institutionId: InstitutionId
  readonly title: string
  readonly timeZone: string
  readonly mayName: boolean
  readonly people: readonly { readonly id: StaffId; readonly name: string }[]
  readonly current: { readonly name: string; readonly until: Instant } | null
}

export interface DutyNamed {
  readonly title: string
  /** Null: nobody any more. */
  readonly name: string | null
  readonly days: DutyDays | null
}

/** An owner who has not said a word to citizens whose deadline is over. */
export interface SilentOwner {
  /** Null: the coordinators themselves. */
  readonly institutionTitle: string | null
  readonly waiting: number
  readonly late: number
  readonly oldestId: TicketId
  /** When it came to this owner. */
  readonly oldestAt: Instant
  /** Somebody of them can be reached. */
  readonly hasPeople: boolean
}

export type ConsultRefusal =
  | TicketRefusal
  /** Nobody of that institution can be reached here. */
  | { readonly kind: 'nobodyThere' }
  /** Somebody else of the institution was quicker. */
  | { readonly kind: 'alreadyReplied' }
  | { readonly kind: 'questionUnknown' }

/** A question of one institution to another about a ticket. */
export interface ColleagueQuestion {
  readonly id: number
  readonly ticketId: TicketId
  readonly institutionId: InstitutionId
  readonly text: string
}

/** Words of staff for each other. */
export interface ShownNote {
  readonly authorName: string
  readonly text: string
  readonly at: Instant
}
