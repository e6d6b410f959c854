/**
 * The region as the coordinators describe it: who exists, what people ask about, who answers what.
 * A directory is read as a whole, kept in memory and replaced when its version changes.
 */
import type { GroupId, InstitutionId, MunicipalityId, TopicId } from './ids.ts'
import type { AnswerRule } from './answer-quality/answer-rule.ts'
import type { Wording } from './bot-texts/wording.ts'
import type { FaqEntry } from './faq.ts'
import type { CalendarDay } from './working-day.ts'

export interface Municipality {
  readonly id: MunicipalityId
  readonly code: string
  readonly title: string
  readonly kind: string
  /** Other names, and settlements inside it, in the nominative case. */
  readonly aliases: readonly string[]
}

export interface Institution {
  readonly id: InstitutionId
  readonly code: string
  readonly title: string
  readonly shortTitle: string
  /** For comparing like with like: administration, committee, school, clinic … */
  readonly kind: string
  /** Kinds of responsible body it serves as, e.g. `ADM_ROAD`. */
  readonly answersFor: readonly string[]
  readonly parentId: InstitutionId | null
  /** Null: it serves the whole region. */
  readonly municipalityId: MunicipalityId | null
  readonly timeZone: string
  /** Weekly opening hours as people write them; see working-hours. */
  readonly workingHours: string
}

export type CommunityPurpose = 'public' | 'staff' | 'both'

export interface Community {
  readonly groupId: GroupId
  readonly title: string
  readonly institutionId: InstitutionId | null
  readonly municipalityId: MunicipalityId | null
  readonly purpose: CommunityPurpose
}

export type Priority = 'urgent' | 'fast-track' | 'normal'

export interface Topic {
  readonly id: TopicId
  readonly groupId: string
  readonly groupTitle: string
  readonly title: string
  /** The title as a button: at most 40 characters. */
  readonly button: string
  /** Kind of responsible body; `SELF` is the institution that was written to, `CUR` the coordinators. */
  readonly responsibleKind: string
  readonly fallbackKind: string | null
  readonly priority: Priority
  /** Working hours of the owner. */
  readonly firstReplyHours: number
  readonly finalAnswerHours: number
  readonly needsPlace: boolean
  readonly isSensitive: boolean
  readonly safetyHint: string | null
  readonly phrases: readonly string[]
}

/** Null means "any". */
export interface RoutingRule {
  readonly number: number
  readonly topicId: TopicId | null
  readonly topicGroupId: string | null
  readonly municipalityId: MunicipalityId | null
  readonly communityId: GroupId | null
  readonly institutionId: InstitutionId
}

export interface Directory {
  readonly version: number
  readonly municipalities: ReadonlyMap<MunicipalityId, Municipality>
  readonly institutions: ReadonlyMap<InstitutionId, Institution>
  readonly communities: ReadonlyMap<GroupId, Community>
  readonly topics: ReadonlyMap<TopicId, Topic>
  readonly rules: readonly RoutingRule[]
  /** Days that coordinators named, beside the production calendar. */
  readonly calendarDays: readonly CalendarDay[]
  /** What coordinators changed about the rules of the answer checker. */
  readonly answerRules: readonly AnswerRule[]
  readonly faq: readonly FaqEntry[]
  /** What the bot says in the region's own words. */
  readonly wording: Wording
}
