/** The topics of the taxonomy that comes with the product, without who answers for them. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Topic } from '../../src/domain/directory.ts'
import { topicId } from '../../src/domain/ids.ts'

const row = z.object({
  id: z.string(),
  group_id: z.string(),
  group_title: z.string(),
  title: z.string(),
  phrases: z.string(),
})

export function taxonomyTopics(): readonly Topic[] {
  const rows: unknown = parse(readFileSync('taxonomy/topics.csv', 'utf8'), { columns: true, delimiter: ';' })
  return z
    .array(row)
    .parse(rows)
    .map((topic) => ({
      id: topicId(topic.id),
      groupId: topic.group_id,
      groupTitle: topic.group_title,
      title: topic.title,
      button: topic.title,
      responsibleKind: 'SELF',
      fallbackKind: null,
      priority: 'normal',
      firstReplyHours: 8,
      finalAnswerHours: 40,
      needsPlace: false,
      isSensitive: false,
      safetyHint: null,
      phrases: topic.phrases.split('|').filter((phrase) => phrase !== ''),
    }))
}
