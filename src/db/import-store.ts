/** Reads and writes the directory as the records of import files. Everything else reads it by `load-region`. */
import { z } from 'zod'

import type { TokenVault } from '../app/token-vault.ts'
import type { ImportStore } from '../app/import/ports.ts'
import { answerRuleKinds } from '../domain/answer-quality/answer-rule.ts'
import type { DirectoryRecords } from '../app/import/records.ts'
import { isBotTextKey } from '../domain/bot-texts/bot-texts.ts'
import type { PrismaClient } from './generated/client.ts'
import { addActOfImport } from './staff-acts.ts'
import { type Transaction, writeRecords } from './write-records.ts'

/** Reading and writing 1,700 communities with all their people takes a second or two; an import is never in a hurry. */
const transactionTimeoutMs = 120_000
/** How long an import waits for another to end. */
const waitMs = 60_000

/** Tokens of communities are opened for reading and sealed for storing; without a vault they stay as they are. */
export function createImportStore(
  prisma: PrismaClient,
  vault: Pick<TokenVault, 'open' | 'seal'> = { open: asItIs, seal: asItIs },
): ImportStore {
  const read = async (transaction: Transaction): Promise<DirectoryRecords> =>
    withTokens(await readRecords(transaction), vault.open)
  return {
    read: () => prisma.$transaction((transaction) => read(transaction), { timeout: transactionTimeoutMs }),
    update: (decide) =>
      prisma.$transaction(
        async (transaction) => {
          // One import at a time: what a second one reads must hold what the first has written.
          await transaction.$executeRaw`select pg_advisory_xact_lock(hashtext('otklik-import'))`
          const { changes, outcome, acts = [] } = decide(await read(transaction))
          if (changes !== null) await writeRecords(transaction, withTokens(changes, vault.seal))
          for (const signed of acts) await addActOfImport(transaction, signed)
          return outcome
        },
        { timeout: transactionTimeoutMs, maxWait: waitMs },
      ),
  }
}

const priority = z.enum(['urgent', 'fast-track', 'normal'])
const purpose = z.enum(['public', 'staff', 'both'])
const dayKind = z.enum(['off', 'working', 'short', 'custom', 'usual'])
const role = z.enum(['administrator', 'head', 'coordinator', 'observer'])

/** One query after another: a transaction has one connection. */
async function readRecords(client: Transaction): Promise<DirectoryRecords> {
  const municipalities = await client.municipality.findMany({ orderBy: { id: 'asc' } })
  const institutions = await client.institution.findMany({ orderBy: { id: 'asc' } })
  const municipalityCode = codeById(municipalities)
  const institutionCode = codeById(institutions)
  const places = (row: {
    readonly institutionId: number | null
    readonly municipalityId: number | null
  }) => ({
    institution: institutionCode(row.institutionId),
    municipality: municipalityCode(row.municipalityId),
  })
  const communities = await client.community.findMany({ orderBy: { groupId: 'asc' } })
  const topics = await client.topic.findMany({ omit: { isActive: true }, orderBy: { id: 'asc' } })
  const memberships = await client.membership.findMany({
    where: { endedAt: null },
    include: { staff: true },
    orderBy: { id: 'asc' },
  })
  const rules = await client.routingRule.findMany({ orderBy: { number: 'asc' } })
  const days = await client.calendarDay.findMany({ orderBy: [{ date: 'asc' }, { id: 'asc' }] })
  const faq = await client.faqEntry.findMany({ orderBy: { code: 'asc' } })
  return {
    municipalities: municipalities.map(({ code, title, kind, aliases }) => ({ code, title, kind, aliases })),
    institutions: institutions.map((row) => ({
      code: row.code,
      title: row.title,
      shortTitle: row.shortTitle,
      kind: row.kind,
      answersFor: row.answersFor,
      parent: institutionCode(row.parentId),
      municipality: municipalityCode(row.municipalityId),
      timeZone: row.timeZone,
      workingHours: row.workingHours,
    })),
    communities: communities.map((row) => ({ ...readCommunity(row), ...places(row) })),
    topics: topics.map((row) => ({ ...row, priority: priority.parse(row.priority) })),
    staff: memberships.map(({ staff, ...row }) => ({
      vkUserId: Number(staff.vkUserId),
      firstName: staff.firstName,
      lastName: staff.lastName,
      role: role.parse(row.role),
      ...places(row),
    })),
    rules: rules.map((row) => ({
      number: row.number,
      topic: row.topicId,
      topicGroup: row.topicGroupId,
      municipality: municipalityCode(row.municipalityId),
      community: row.communityId === null ? null : Number(row.communityId),
      institution: institutionCode(row.institutionId) ?? '',
      note: row.note,
    })),
    calendar: days.map((row) => ({ ...readDay(row), ...places(row) })),
    faq: faq.map(({ institutionId, ...row }) => ({ ...row, institution: institutionCode(institutionId) })),
    templates: await readTemplates(client, institutionCode),
    texts: await readTexts(client),
    'answer-rules': await readAnswerRules(client),
  }
}

const readCommunity = (row: {
  readonly groupId: bigint
  readonly title: string
  readonly token: string
  readonly purpose: string
}): Pick<DirectoryRecords['communities'][number], 'groupId' | 'title' | 'token' | 'purpose'> => ({
  groupId: Number(row.groupId),
  title: row.title,
  token: row.token,
  purpose: purpose.parse(row.purpose),
})

const asItIs = (token: string): string => token

const withTokens = (records: DirectoryRecords, change: (token: string) => string): DirectoryRecords => ({
  ...records,
  communities: records.communities.map((community) => ({ ...community, token: change(community.token) })),
})

async function readTemplates(
  client: Transaction,
  institutionCode: (id: number | null) => string | null,
): Promise<DirectoryRecords['templates']> {
  const templates = await client.answerTemplate.findMany({ orderBy: { id: 'asc' } })
  return templates.map((row) => ({
    code: row.code,
    title: row.title,
    text: row.text,
    topic: row.topicId,
    topicGroup: row.topicGroupId,
    institution: institutionCode(row.institutionId),
  }))
}

async function readAnswerRules(client: Transaction): Promise<DirectoryRecords['answer-rules']> {
  const rules = await client.answerRule.findMany({ orderBy: { phrase: 'asc' } })
  return rules.map((row) => ({ ...row, kind: z.enum(answerRuleKinds).parse(row.kind) }))
}

/** A text that the bot no longer has is no more read than said. */
async function readTexts(client: Transaction): Promise<DirectoryRecords['texts']> {
  const texts = await client.botText.findMany({ orderBy: { code: 'asc' } })
  return texts.flatMap(({ code, text }) => (isBotTextKey(code) ? [{ code, text }] : []))
}

const readDay = (row: {
  readonly date: Date
  readonly kind: string
  readonly hours: string
  readonly title: string
}): Pick<DirectoryRecords['calendar'][number], 'date' | 'kind' | 'hours' | 'title'> => ({
  date: row.date.toISOString().slice(0, 10),
  kind: dayKind.parse(row.kind),
  hours: row.hours,
  title: row.title,
})

function codeById(
  rows: readonly { readonly id: number; readonly code: string }[],
): (id: number | null) => string | null {
  const codes = new Map(rows.map(({ id, code }) => [id, code]))
  return (id) => (id === null ? null : (codes.get(id) ?? null))
}
