/**
 * Who really answers: when those whom the rules name keep sending a kind of question on to the same institution, the
 * directory is wrong, and the coordinator is offered a correction. Nothing changes by itself.
 */
import type { InstitutionId, MunicipalityId, TopicId } from './ids.ts'

/** Answered tickets of one topic and place that began at one owner and ended at another (or the same). */
export interface AnsweredBy {
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId | null
  /** Whom the rules chose. */
  readonly firstOwnerId: InstitutionId | null
  /** Who answered in the end. */
  readonly lastOwnerId: InstitutionId
  readonly tickets: number
}

export interface RoutingProposal {
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId | null
  readonly fromId: InstitutionId | null
  readonly toId: InstitutionId
  /** Of `total` such tickets so many were answered by `toId`. */
  readonly moved: number
  readonly total: number
}

/** Fewer are chance. */
export const movedMin = 5
/** The owner of the rules still answers the rest. */
const shareMin = 0.6

export function proposeRouting(answered: readonly AnsweredBy[]): readonly RoutingProposal[] {
  const totals = new Map<string, number>()
  for (const row of answered) totals.set(keyOf(row), (totals.get(keyOf(row)) ?? 0) + row.tickets)
  return answered
    .filter((row) => row.firstOwnerId !== row.lastOwnerId && row.tickets >= movedMin)
    .map((row) => ({
      topicId: row.topicId,
      municipalityId: row.municipalityId,
      fromId: row.firstOwnerId,
      toId: row.lastOwnerId,
      moved: row.tickets,
      total: totals.get(keyOf(row)) ?? row.tickets,
    }))
    .filter(({ moved, total }) => moved / total >= shareMin)
}

const keyOf = ({ topicId, municipalityId, firstOwnerId }: AnsweredBy): string =>
  JSON.stringify([topicId, municipalityId, firstOwnerId])
