/** A mass incident: one trouble that many people report. While it is open, newcomers belong to it by themselves. */
import type { MunicipalityId, TopicId } from './ids.ts'

export interface Incident {
  readonly id: number
  readonly topicId: TopicId
  readonly municipalityId: MunicipalityId
  /** The last words for everybody; null: nothing was said yet. */
  readonly told: string | null
}

/** The open incident that a question belongs to; null when there is none. */
export const incidentOf = (
  incidents: readonly Incident[],
  question: { readonly topicId: TopicId | null; readonly municipalityId: MunicipalityId | null },
): Incident | null =>
  incidents.find(
    ({ topicId, municipalityId }) =>
      topicId === question.topicId && municipalityId === question.municipalityId,
  ) ?? null

/** What a coordinator reads of an incident. */
export interface IncidentView {
  readonly id: number
  readonly topicTitle: string
  readonly municipalityTitle: string
  readonly people: number
  /** How many usually write in `hours`. */
  readonly expected: number
  readonly hours: number
}
