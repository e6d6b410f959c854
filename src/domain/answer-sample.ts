/**
 * Quality sampling: each week a coordinator judges five answers that chance has chosen. Whoever knows the seed and the
 * answers of the week gets the same five, so the choice can be checked and nobody can make it.
 */
import type { InstitutionId, MunicipalityId, TicketId, TopicId } from './ids.ts'
import type { PlainDate } from './time.ts'

export const qualityGrades = ['yes', 'partly', 'no'] as const
export type QualityGrade = (typeof qualityGrades)[number]

/** It answers this question; plain words; it says who does what by when. */
export const qualityCriteria = ['answers', 'clear', 'concrete'] as const
export type QualityCriterion = (typeof qualityCriteria)[number]

export type QualityJudgement = Readonly<Record<QualityCriterion, QualityGrade>>

/** Answers in one sample, at most. */
export const sampleSize = 5

/** One answer of a sample, without names. */
export interface SampledAnswer {
  /** From 1, in the order in which they were drawn. */
  readonly number: number
  readonly ticketId: TicketId
  readonly topicId: TopicId | null
  readonly municipalityId: MunicipalityId | null
  /** Whose answer it is; null: the coordinators'. */
  readonly institutionId: InstitutionId | null
  /** What the citizen had said by then. */
  readonly question: string
  /** Null: the words were deleted since. */
  readonly answer: string | null
  readonly judgement: QualityJudgement | null
}

export interface AnswerSample {
  /** The Monday of the week in which the answers were given. */
  readonly week: PlainDate
  /** How many answers it was drawn from; 0: nobody else answered. */
  readonly candidates: number
  /** Logged with every answer that was drawn; null: nothing was drawn. */
  readonly seed: number | null
  readonly answers: readonly SampledAnswer[]
}

export type SampleRefusal =
  | { readonly kind: 'notCoordinator' }
  /** Another week has begun, or there is no such answer. */
  | { readonly kind: 'notSampled' }
  | { readonly kind: 'wordsDeleted' }

/** Numbers of events, in the order of being drawn. */
export function drawSample(candidates: readonly number[], seed: number): readonly number[] {
  const ranked = candidates.map((id) => ({ id, rank: mixed(seed, id) }))
  return ranked
    .toSorted((left, right) => left.rank - right.rank || left.id - right.id)
    .slice(0, sampleSize)
    .map(({ id }) => id)
}

/** The Monday of the last whole week before a day. */
export const sampledWeek = (today: PlainDate): PlainDate =>
  today.subtract({ days: today.dayOfWeek - 1 }).subtract({ weeks: 1 })

const golden = 0x9e37_79b9

/** Every bit of both numbers moves half of the bits of the result. @see Appleby, MurmurHash3, fmix32 */
function mixed(seed: number, id: number): number {
  const high = Math.floor(id / 2 ** 32)
  return finish(finish(finish(Math.imul(seed, golden) ^ id) + high) ^ seed) >>> 0
}

function finish(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b)
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2_ae35)
  return second ^ (second >>> 16)
}
