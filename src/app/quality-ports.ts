/** What the sampling of answers asks the database. */
import type { QualityJudgement } from '../domain/answer-sample.ts'
import type { InstitutionId, MunicipalityId, StaffId, TicketId, TopicId } from '../domain/ids.ts'
import type { Instant, PlainDate } from '../domain/time.ts'

/** An answer by the number of its event in the log. */
export interface AnswerGiven {
  readonly eventId: number
  readonly ticketId: TicketId
  readonly institutionId: InstitutionId | null
}

export interface StoredSampledAnswer extends AnswerGiven {
  readonly number: number
  readonly seed: number
  readonly candidates: number
  readonly judgement: QualityJudgement | null
}

export interface AnswerWords extends AnswerGiven {
  readonly topicId: TopicId | null
  readonly municipalityId: MunicipalityId | null
  /** All that the citizen had said by then. */
  readonly question: string
  /** Null: deleted. */
  readonly answer: string | null
  /** As VK shows them, to be hidden. */
  readonly citizenNames: readonly string[]
}

export interface QualityQueries {
  /** In the order of being drawn; empty: nothing was drawn. */
  findAnswerSample(staffId: StaffId, week: PlainDate): Promise<readonly StoredSampledAnswer[]>
  /**
   * Final answers of people, delivered and still with their words, from one moment to before another; none by that
   * person. With municipalities: only of these. By number.
   */
  findAnswersGiven(
    period: { readonly from: Instant; readonly to: Instant },
    notBy: StaffId,
    municipalityIds: readonly MunicipalityId[] | null,
  ): Promise<readonly AnswerGiven[]>
  findAnswerWords(eventIds: readonly number[]): Promise<readonly AnswerWords[]>
}
