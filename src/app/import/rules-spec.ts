import { z } from 'zod'

import { code, orNull, topicCode, vkId, whole } from './cells.ts'
import { type ImportSpec, type ReadRecord, missing } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { RuleRecord } from './records.ts'

const numberMax = 1_000_000

const row = z
  .object({
    number: whole(numberMax),
    topic: orNull(topicCode),
    topic_group: orNull(topicCode),
    municipality: orNull(code),
    community: orNull(vkId),
    institution: code,
    note: z.string().max(500, 'длиннее 500 знаков'),
  })
  .transform(({ topic_group, ...rest }) => ({ ...rest, topicGroup: topic_group }))

export const rulesSpec: ImportSpec<RuleRecord> = {
  columns: ['number', 'topic', 'topic_group', 'municipality', 'community', 'institution', 'note'],
  row,
  keyOf: (rule) => String(rule.number),
  keyColumn: 'number',
  check: (read, { topics, municipalities, communities, institutions, rules }) => {
    const topicGroups = new Set(topics.map(({ groupId }) => groupId))
    const municipalityCodes = new Set(municipalities.map(({ code }) => code))
    const groupIds = new Set(communities.map(({ groupId }) => groupId))
    const institutionCodes = new Set(institutions.map(({ code }) => code))
    return [
      ...missing(read, 'topic', (item) => item.topic, new Set(topics.map(({ id }) => id)), 'темы'),
      ...missing(read, 'topic_group', (item) => item.topicGroup, topicGroups, 'группы тем'),
      ...missing(read, 'municipality', (item) => item.municipality, municipalityCodes, 'муниципалитета'),
      ...missing(read, 'community', (item) => item.community, groupIds, 'сообщества'),
      ...missing(read, 'institution', (item) => item.institution, institutionCodes, 'учреждения'),
      ...doubleConditions(read),
      ...rivals(read, rules),
    ]
  },
  toCells: (rule) => ({
    number: String(rule.number),
    topic: rule.topic ?? '',
    topic_group: rule.topicGroup ?? '',
    municipality: rule.municipality ?? '',
    community: rule.community === null ? '' : String(rule.community),
    institution: rule.institution,
    note: rule.note,
  }),
}

function doubleConditions(read: readonly ReadRecord<RuleRecord>[]): readonly ImportProblem[] {
  return read
    .filter(({ item }) => item.topic !== null && item.topicGroup !== null)
    .map(({ line }) => ({ line, column: 'topic_group', reason: 'укажите что-то одно: тему или группу тем' }))
}

/** Two rules with equal conditions: nobody could say which of them wins. */
function rivals(
  read: readonly ReadRecord<RuleRecord>[],
  rules: readonly RuleRecord[],
): readonly ImportProblem[] {
  const replaced = new Set(read.map(({ item }) => item.number))
  const numberByConditions = new Map(
    rules.filter(({ number }) => !replaced.has(number)).map((rule) => [conditionsOf(rule), rule.number]),
  )
  return read.flatMap(({ line, item }) => {
    const rival = numberByConditions.get(conditionsOf(item)) ?? item.number
    numberByConditions.set(conditionsOf(item), rival)
    return rival === item.number
      ? []
      : [
          {
            line,
            column: 'number',
            reason: `правило № ${rival} уже говорит о том же: непонятно, какое главнее`,
          },
        ]
  })
}

const conditionsOf = ({ topic, topicGroup, municipality, community }: RuleRecord): string =>
  JSON.stringify([topic, topicGroup, municipality, community])
