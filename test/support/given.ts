/** Builders of domain data: every field has a value, a test sets what matters to it. */
import { type TicketInFull, noLosses } from '../../src/domain/desk.ts'
import type {
  Community,
  Directory,
  Institution,
  Municipality,
  RoutingRule,
  Topic,
} from '../../src/domain/directory.ts'
import {
  groupId,
  institutionId,
  municipalityId,
  peerId,
  staffId,
  ticketId,
  topicId,
  vkUserId,
} from '../../src/domain/ids.ts'
import type { Attachment, IncomingMessage } from '../../src/domain/message.ts'
import type { StaffMember } from '../../src/domain/staff.ts'
import type { StatisticsRow } from '../../src/domain/statistics.ts'
import { type Wording, usualWording } from '../../src/domain/bot-texts/wording.ts'
import type { FaqEntry } from '../../src/domain/faq.ts'
import type { AnswerRule } from '../../src/domain/answer-quality/answer-rule.ts'
import type { CalendarDay } from '../../src/domain/working-day.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { type Instant, Temporal } from '../../src/domain/time.ts'
import type { Understanding } from '../../src/domain/understanding.ts'

export const moscow = 'Europe/Moscow'

/** `moment('2026-04-30 10:00')`: what a clock on the wall of that zone shows. */
export const moment = (civil: string, timeZone = moscow): Instant =>
  Temporal.PlainDateTime.from(civil.replace(' ', 'T')).toZonedDateTime(timeZone).toInstant()

/** A Tuesday at noon in Moscow: an ordinary working day. */
export const noon = moment('2026-11-24 12:00')

export const givenTicket = (fields: Partial<Ticket> = {}): Ticket => ({
  id: ticketId(4821),
  groupId: groupId(100),
  peerId: peerId(501),
  citizenId: vkUserId(501),
  topicId: null,
  topicConfidence: null,
  municipalityId: municipalityId(1),
  place: null,
  priority: 'normal',
  summary: 'Во дворе яма',
  danger: null,
  status: 'new',
  institutionId: institutionId(1),
  takenById: null,
  openedAt: noon,
  routedAt: noon,
  firstReplyDueAt: moment('2026-11-24 16:00'),
  finalAnswerDueAt: moment('2026-12-01 18:00'),
  firstResponseAt: null,
  answeredAt: null,
  result: null,
  promisedUntil: null,
  pausedAt: null,
  pausedUntil: null,
  forwards: 0,
  reopens: 0,
  mergedIntoId: null,
  version: 1,
  ...fields,
})

export const givenTicketInFull = (fields: Partial<TicketInFull> = {}): TicketInFull => ({
  ticket: givenTicket(),
  topicTitle: 'Ямы на дорогах',
  ownerTitle: 'Администрация',
  communityTitle: 'Лесногорск',
  municipalityTitle: 'Лесногорск',
  timeZone: moscow,
  takenByName: null,
  citizenName: 'Анна Петрова',
  conversation: [],
  losses: noLosses,
  earlier: [],
  ...fields,
})

export const givenMunicipality = (id: number, fields: Partial<Municipality> = {}): Municipality => ({
  id: municipalityId(id),
  code: `M${id}`,
  title: `Район ${id}`,
  kind: 'district',
  aliases: [],
  ...fields,
})

export const givenInstitution = (id: number, fields: Partial<Institution> = {}): Institution => ({
  id: institutionId(id),
  code: `I${id}`,
  title: `Учреждение ${id}`,
  shortTitle: `Учреждение ${id}`,
  kind: 'administration',
  answersFor: [],
  parentId: null,
  municipalityId: null,
  timeZone: moscow,
  workingHours: 'пн-пт 09:00-18:00',
  ...fields,
})

export const givenCommunity = (id: number, fields: Partial<Community> = {}): Community => ({
  groupId: groupId(id),
  title: `Сообщество ${id}`,
  institutionId: null,
  municipalityId: null,
  purpose: 'public',
  ...fields,
})

export const givenTopic = (id: string, fields: Partial<Topic> = {}): Topic => ({
  id: topicId(id),
  groupId: id.slice(0, 3),
  groupTitle: 'Группа тем',
  title: `Тема ${id}`,
  button: `Тема ${id}`,
  responsibleKind: 'ADM',
  fallbackKind: null,
  priority: 'normal',
  firstReplyHours: 8,
  finalAnswerHours: 56,
  needsPlace: false,
  isSensitive: false,
  safetyHint: null,
  phrases: [],
  ...fields,
})

export const givenRule = (number: number, fields: Partial<RoutingRule> = {}): RoutingRule => ({
  number,
  topicId: null,
  topicGroupId: null,
  municipalityId: null,
  communityId: null,
  institutionId: institutionId(1),
  ...fields,
})

export interface DirectoryRecords {
  readonly municipalities: readonly Municipality[]
  readonly institutions: readonly Institution[]
  readonly communities: readonly Community[]
  readonly topics: readonly Topic[]
  readonly rules: readonly RoutingRule[]
  readonly calendarDays: readonly CalendarDay[]
  readonly answerRules: readonly AnswerRule[]
  readonly faq: readonly FaqEntry[]
  readonly wording: Wording
}

export const givenDirectory = (records: Partial<DirectoryRecords> = {}): Directory => ({
  version: 1,
  municipalities: byKey(records.municipalities ?? [], (municipality) => municipality.id),
  institutions: byKey(records.institutions ?? [], (institution) => institution.id),
  communities: byKey(records.communities ?? [], (community) => community.groupId),
  topics: byKey(records.topics ?? [], (topic) => topic.id),
  rules: records.rules ?? [],
  calendarDays: records.calendarDays ?? [],
  answerRules: records.answerRules ?? [],
  faq: records.faq ?? [],
  wording: records.wording ?? usualWording,
})

const byKey = <Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): ReadonlyMap<Key, Value> =>
  new Map(values.map((value) => [keyOf(value), value]))

export const givenStaffMember = (id: number, fields: Partial<StaffMember> = {}): StaffMember => ({
  id: staffId(id),
  vkUserId: vkUserId(9000 + id),
  firstName: 'Ольга',
  lastName: `Иванова-${id}`,
  contactGroupId: groupId(100),
  memberships: [{ role: 'administrator', institutionId: institutionId(1), municipalityId: null }],
  awayUntil: null,
  deputyId: null,
  quietHours: null,
  ...fields,
})

export const givenMessage = (fields: Partial<IncomingMessage> = {}): IncomingMessage => ({
  groupId: groupId(100),
  peerId: peerId(501),
  userId: vkUserId(501),
  cmid: 1,
  text: '',
  payload: null,
  attachments: [],
  geo: null,
  replyTo: null,
  vkAt: noon,
  showsButtons: true,
  ...fields,
})

export const givenUnderstanding = (fields: Partial<Understanding> = {}): Understanding => ({
  utterance: 'question',
  topics: [],
  place: { municipalityIds: [], text: null },
  danger: null,
  ...fields,
})

export const photo: Attachment = {
  type: 'photo',
  reference: 'photo501_7',
  raw: { owner_id: 501, id: 7 },
}
export const sticker: Attachment = { type: 'sticker', reference: null, raw: { sticker_id: 12 } }
export const voice: Attachment = {
  type: 'audio_message',
  reference: 'audio_message501_8',
  raw: { owner_id: 501, id: 8, duration: 12 },
}

export const statisticsRow: StatisticsRow = {
  institutionId: null,
  institution: 'Все учреждения',
  tickets: 12,
  answered: 10,
  waiting: 2,
  overdue: 1,
  firstResponseMedianSeconds: 5400,
  firstResponseP90Seconds: 20_000,
  finalAnswerMedianSeconds: 90_000,
  finalAnswerP90Seconds: 300_000,
}
