/** Reads the whole directory and the roster of staff in one transaction-consistent look. */
import type { PrismaClient } from './generated/client.ts'
import type { Region } from '../app/ports.ts'
import type {
  Community,
  Directory,
  Institution,
  Municipality,
  RoutingRule,
  Topic,
} from '../domain/directory.ts'
import { ownWording } from '../domain/bot-texts/wording.ts'
import type { Duty } from '../domain/duty.ts'
import { groupId, institutionId, municipalityId, staffId, topicId, vkUserId } from '../domain/ids.ts'
import type { Membership, StaffMember, StaffRoster } from '../domain/staff.ts'
import { answerRuleKinds } from '../domain/answer-quality/answer-rule.ts'
import type { CalendarDay } from '../domain/working-day.ts'
import { parseDayHours } from '../domain/working-hours.ts'
import { Temporal } from '../domain/time.ts'
import { readQuietHours } from './quiet-store.ts'
import { z } from 'zod'

const priority = z.enum(['urgent', 'fast-track', 'normal'])
const purpose = z.enum(['public', 'staff', 'both'])
const dayKind = z.enum(['off', 'working', 'short', 'custom', 'usual'])
const role = z.enum(['administrator', 'head', 'coordinator', 'observer'])

export async function directoryVersion(prisma: PrismaClient): Promise<number> {
  const version = await prisma.setting.findUnique({ where: { key: 'directoryVersion' } })
  return readVersion(version)
}

const readVersion = (setting: { readonly value: unknown } | null): number =>
  z.number().catch(0).parse(setting?.value)

export async function loadRegion(prisma: PrismaClient): Promise<Region> {
  const [
    version,
    municipalities,
    institutions,
    communities,
    topics,
    rules,
    staff,
    days,
    answerRules,
    faq,
    incidents,
    duties,
    botTexts,
  ] = await prisma.$transaction([
    prisma.setting.findUnique({ where: { key: 'directoryVersion' } }),
    prisma.municipality.findMany(),
    prisma.institution.findMany({ where: { isActive: true } }),
    prisma.community.findMany({ where: { isActive: true } }),
    prisma.topic.findMany({ where: { isActive: true } }),
    prisma.routingRule.findMany({ orderBy: { number: 'asc' } }),
    prisma.staff.findMany({
      include: { memberships: { where: { endedAt: null } } },
      orderBy: { id: 'asc' },
    }),
    prisma.calendarDay.findMany({ orderBy: [{ date: 'asc' }, { id: 'asc' }] }),
    prisma.answerRule.findMany({ orderBy: { phrase: 'asc' } }),
    prisma.faqEntry.findMany({ where: { isActive: true }, orderBy: { code: 'asc' } }),
    prisma.incident.findMany({ where: { status: 'open' }, orderBy: { id: 'asc' } }),
    prisma.duty.findMany({ orderBy: { id: 'asc' } }),
    prisma.botText.findMany(),
  ])
  const active = new Set(institutions.map(({ id }) => id))
  const directory: Directory = {
    version: readVersion(version),
    municipalities: new Map(municipalities.map((row) => [municipalityId(row.id), readMunicipality(row)])),
    institutions: new Map(institutions.map((row) => [institutionId(row.id), readInstitution(row)])),
    communities: new Map(communities.map((row) => [groupId(Number(row.groupId)), readCommunity(row)])),
    topics: new Map(topics.map((row) => [topicId(row.id), readTopic(row)])),
    // A rule to an institution that closed decides nothing any more.
    rules: rules.filter((row) => active.has(row.institutionId)).map(readRule),
    calendarDays: days.map(readDay),
    answerRules: answerRules.map((row) => ({ ...row, kind: z.enum(answerRuleKinds).parse(row.kind) })),
    faq: faq.map(readFaq),
    wording: ownWording(botTexts),
  }
  const roster: StaffRoster = staff.filter((row) => row.memberships.length > 0).map(readStaff)
  return {
    directory,
    roster,
    incidents: incidents.map((row) => ({
      id: row.id,
      topicId: topicId(row.topicId),
      municipalityId: municipalityId(row.municipalityId),
      told: row.told,
    })),
    duties: duties.map(readDuty),
  }
}

type Row<
  Name extends
    | 'municipality'
    | 'institution'
    | 'community'
    | 'topic'
    | 'routingRule'
    | 'calendarDay'
    | 'faqEntry'
    | 'duty',
> = Awaited<ReturnType<PrismaClient[Name]['findMany']>>[number]

const readMunicipality = ({ id, code, title, kind, aliases }: Row<'municipality'>): Municipality => ({
  id: municipalityId(id),
  code,
  title,
  kind,
  aliases,
})

const readInstitution = (row: Row<'institution'>): Institution => ({
  id: institutionId(row.id),
  code: row.code,
  title: row.title,
  shortTitle: row.shortTitle,
  kind: row.kind,
  answersFor: row.answersFor,
  parentId: row.parentId === null ? null : institutionId(row.parentId),
  municipalityId: row.municipalityId === null ? null : municipalityId(row.municipalityId),
  timeZone: row.timeZone,
  workingHours: row.workingHours,
})

/** Without the token: what decides never needs it. */
const readCommunity = (row: Row<'community'>): Community => ({
  groupId: groupId(Number(row.groupId)),
  title: row.title,
  institutionId: row.institutionId === null ? null : institutionId(row.institutionId),
  municipalityId: row.municipalityId === null ? null : municipalityId(row.municipalityId),
  purpose: purpose.parse(row.purpose),
})

const readTopic = (row: Row<'topic'>): Topic => ({
  id: topicId(row.id),
  groupId: row.groupId,
  groupTitle: row.groupTitle,
  title: row.title,
  button: row.button,
  responsibleKind: row.responsibleKind,
  fallbackKind: row.fallbackKind,
  priority: priority.parse(row.priority),
  firstReplyHours: row.firstReplyHours,
  finalAnswerHours: row.finalAnswerHours,
  needsPlace: row.needsPlace,
  isSensitive: row.isSensitive,
  safetyHint: row.safetyHint,
  phrases: row.phrases,
})

const readRule = (row: Row<'routingRule'>): RoutingRule => ({
  number: row.number,
  topicId: row.topicId === null ? null : topicId(row.topicId),
  topicGroupId: row.topicGroupId,
  municipalityId: row.municipalityId === null ? null : municipalityId(row.municipalityId),
  communityId: row.communityId === null ? null : groupId(Number(row.communityId)),
  institutionId: institutionId(row.institutionId),
})

const readFaq = ({
  code,
  institutionId: of,
  question,
  variants,
  answer,
}: Row<'faqEntry'>): Directory['faq'][number] => ({
  code,
  institutionId: of === null ? null : institutionId(of),
  question,
  variants,
  answer,
})

const readDuty = (row: Row<'duty'>): Duty => ({
  institutionId: institutionId(row.institutionId),
  staffId: staffId(row.staffId),
  from: Temporal.Instant.fromEpochMilliseconds(row.fromAt.getTime()),
  until: Temporal.Instant.fromEpochMilliseconds(row.untilAt.getTime()),
})

/** Hours of a custom day are checked by the import; unreadable ones close the day rather than stop everything. */
function readDay(row: Row<'calendarDay'>): CalendarDay {
  const hours = row.kind === 'custom' ? parseDayHours(row.hours) : null
  return {
    date: row.date.toISOString().slice(0, 10),
    kind: dayKind.parse(row.kind),
    hours: hours?.ok === true ? hours.value : [],
    title: row.title,
    institutionId: row.institutionId === null ? null : institutionId(row.institutionId),
    municipalityId: row.municipalityId === null ? null : municipalityId(row.municipalityId),
  }
}

function readStaff(row: {
  id: number
  vkUserId: bigint
  firstName: string
  lastName: string
  contactGroupId: bigint | null
  awayUntil: Date | null
  deputyId: number | null
  quietHours: unknown
  memberships: readonly { role: string; institutionId: number | null; municipalityId: number | null }[]
}): StaffMember {
  return {
    id: staffId(row.id),
    vkUserId: vkUserId(Number(row.vkUserId)),
    firstName: row.firstName,
    lastName: row.lastName,
    contactGroupId: row.contactGroupId === null ? null : groupId(Number(row.contactGroupId)),
    awayUntil:
      row.awayUntil === null ? null : Temporal.Instant.fromEpochMilliseconds(row.awayUntil.getTime()),
    deputyId: row.deputyId === null ? null : staffId(row.deputyId),
    quietHours: readQuietHours(row.quietHours),
    memberships: row.memberships.map((membership): Membership => ({
      role: role.parse(membership.role),
      institutionId: membership.institutionId === null ? null : institutionId(membership.institutionId),
      municipalityId: membership.municipalityId === null ? null : municipalityId(membership.municipalityId),
    })),
  }
}
