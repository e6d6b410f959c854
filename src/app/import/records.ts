/**
 * The directory as files describe it: records refer to each other by codes that people chose, not by our numbers.
 * `importKinds` stands in the order of loading: a file refers only to what comes before it.
 */
import type { AnswerRule } from '../../domain/answer-quality/answer-rule.ts'
import type { BotTextKey } from '../../domain/bot-texts/bot-texts.ts'
import type { CommunityPurpose, Priority } from '../../domain/directory.ts'
import type { StaffRole } from '../../domain/staff.ts'
import type { CalendarDayKind } from '../../domain/working-day.ts'

export const importKinds = [
  'municipalities',
  'institutions',
  'communities',
  'topics',
  'staff',
  'rules',
  'calendar',
  'answer-rules',
  'faq',
  'templates',
  'texts',
] as const
export type ImportKind = (typeof importKinds)[number]

export const isImportKind = (word: string): word is ImportKind => importKinds.some((kind) => kind === word)

export interface MunicipalityRecord {
  readonly code: string
  readonly title: string
  readonly kind: string
  readonly aliases: readonly string[]
}

export interface InstitutionRecord {
  readonly code: string
  readonly title: string
  readonly shortTitle: string
  readonly kind: string
  readonly answersFor: readonly string[]
  readonly parent: string | null
  readonly municipality: string | null
  readonly timeZone: string
  readonly workingHours: string
}

export interface CommunityRecord {
  readonly groupId: number
  readonly title: string
  readonly institution: string | null
  readonly municipality: string | null
  /** Empty in a file: the token that is already known stays. */
  readonly token: string
  readonly purpose: CommunityPurpose
}

export interface TopicRecord {
  readonly id: string
  readonly groupId: string
  readonly groupTitle: string
  readonly title: string
  readonly button: string
  readonly responsibleKind: string
  readonly fallbackKind: string | null
  readonly priority: Priority
  readonly firstReplyHours: number
  readonly finalAnswerHours: number
  readonly needsPlace: boolean
  readonly isSensitive: boolean
  readonly safetyHint: string | null
  readonly phrases: readonly string[]
}

/** One membership; a person with two posts has two records. */
export interface StaffRecord {
  readonly vkUserId: number
  readonly firstName: string
  readonly lastName: string
  readonly role: StaffRole
  readonly institution: string | null
  readonly municipality: string | null
}

export interface RuleRecord {
  readonly number: number
  readonly topic: string | null
  readonly topicGroup: string | null
  readonly municipality: string | null
  readonly community: number | null
  readonly institution: string
  readonly note: string
}

/** One day; without institution and municipality it is a day of the whole region. */
export interface CalendarRecord {
  /** ISO. */
  readonly date: string
  readonly kind: CalendarDayKind
  readonly institution: string | null
  readonly municipality: string | null
  /** Of a `custom` day: `09:00-12:00`. */
  readonly hours: string
  readonly title: string
}

/** A phrase that the answer checker looks for; overrides the built-in rule of the same phrase. */
export type AnswerRuleRecord = AnswerRule

/** Without an institution it is an answer of the region. */
export interface FaqRecord {
  readonly code: string
  readonly institution: string | null
  readonly question: string
  readonly variants: readonly string[]
  readonly answer: string
  readonly isActive: boolean
}

/** An answer that can be given again; without topic, group and institution it fits any ticket. */
export interface TemplateRecord {
  readonly code: string
  readonly title: string
  readonly text: string
  readonly topic: string | null
  readonly topicGroup: string | null
  readonly institution: string | null
}

/** A text of the bot; files have only those that the region changed. */
export interface BotTextRecord {
  readonly code: BotTextKey
  readonly text: string
}

export interface RecordByKind {
  readonly municipalities: MunicipalityRecord
  readonly institutions: InstitutionRecord
  readonly communities: CommunityRecord
  readonly topics: TopicRecord
  readonly staff: StaffRecord
  readonly rules: RuleRecord
  readonly calendar: CalendarRecord
  readonly 'answer-rules': AnswerRuleRecord
  readonly faq: FaqRecord
  readonly templates: TemplateRecord
  readonly texts: BotTextRecord
}

export type DirectoryRecords = { readonly [Kind in ImportKind]: readonly RecordByKind[Kind][] }

export const noRecords: DirectoryRecords = {
  municipalities: [],
  institutions: [],
  communities: [],
  topics: [],
  staff: [],
  rules: [],
  calendar: [],
  'answer-rules': [],
  faq: [],
  templates: [],
  texts: [],
}
