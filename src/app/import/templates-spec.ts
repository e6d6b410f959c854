import { z } from 'zod'

import { code, orNull, text, topicCode } from './cells.ts'
import { type ImportSpec, type ReadRecord, missing } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { TemplateRecord } from './records.ts'

const titleCharactersMax = 40
const textCharactersMax = 3_000

const row = z
  .object({
    code,
    title: text(titleCharactersMax),
    text: text(textCharactersMax),
    topic: orNull(topicCode),
    topic_group: orNull(topicCode),
    institution: orNull(code),
  })
  .transform(({ topic_group, ...rest }) => ({ ...rest, topicGroup: topic_group }))

export const templatesSpec: ImportSpec<TemplateRecord> = {
  columns: ['code', 'title', 'text', 'topic', 'topic_group', 'institution'],
  row,
  keyOf: (template) => template.code,
  keyColumn: 'code',
  check: (read, { topics, institutions }) => [
    ...missing(read, 'topic', (item) => item.topic, new Set(topics.map(({ id }) => id)), 'темы'),
    ...missing(
      read,
      'topic_group',
      (item) => item.topicGroup,
      new Set(topics.map(({ groupId }) => groupId)),
      'группы тем',
    ),
    ...missing(
      read,
      'institution',
      (item) => item.institution,
      new Set(institutions.map((known) => known.code)),
      'учреждения',
    ),
    ...read.flatMap(contradictions),
  ],
  toCells: (template) => ({
    code: template.code,
    title: template.title,
    text: template.text,
    topic: template.topic ?? '',
    topic_group: template.topicGroup ?? '',
    institution: template.institution ?? '',
  }),
}

function contradictions({ line, item }: ReadRecord<TemplateRecord>): readonly ImportProblem[] {
  const rest = item.text.replaceAll(/\{[^{}]{1,40}\}/gu, '')
  return [
    ...(item.topic !== null && item.topicGroup !== null
      ? [{ line, column: 'topic_group', reason: 'укажите что-то одно: тему или группу тем' }]
      : []),
    ...(/[{}]/u.test(rest)
      ? [
          {
            line,
            column: 'text',
            reason: 'пропуск пишется так: {дата}; здесь скобка без пары, пустая или длиннее 40 знаков',
          },
        ]
      : []),
  ]
}
