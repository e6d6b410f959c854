import { z } from 'zod'

import { isSafetyKey } from '../../domain/safety.ts'
import { joinList, kindCode, list, oneOf, orNull, text, topicCode, whole, yesOrNo } from './cells.ts'
import type { ImportSpec, ReadRecord } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { TopicRecord } from './records.ts'

/** VK's limit for the label of a button. */
const buttonCharactersMax = 40
const hoursMax = 10_000

const row = z
  .object({
    id: topicCode,
    group_id: topicCode,
    group_title: text(100),
    title: text(200),
    button: text(buttonCharactersMax),
    responsible_kind: kindCode,
    fallback_kind: orNull(kindCode),
    priority: oneOf(['urgent', 'fast-track', 'normal']),
    first_reply_hours: whole(hoursMax),
    final_answer_hours: whole(hoursMax),
    needs_place: yesOrNo,
    sensitive: yesOrNo,
    safety_hint: orNull(z.string().refine(isSafetyKey, 'такого совета о безопасности нет')),
    phrases: list(200),
  })
  .transform((cells) => ({
    id: cells.id,
    groupId: cells.group_id,
    groupTitle: cells.group_title,
    title: cells.title,
    button: cells.button,
    responsibleKind: cells.responsible_kind,
    fallbackKind: cells.fallback_kind,
    priority: cells.priority,
    firstReplyHours: cells.first_reply_hours,
    finalAnswerHours: cells.final_answer_hours,
    needsPlace: cells.needs_place,
    isSensitive: cells.sensitive,
    safetyHint: cells.safety_hint,
    phrases: cells.phrases,
  }))

export const topicsSpec: ImportSpec<TopicRecord> = {
  columns: [
    'id',
    'group_id',
    'group_title',
    'title',
    'button',
    'responsible_kind',
    'fallback_kind',
    'priority',
    'first_reply_hours',
    'final_answer_hours',
    'needs_place',
    'sensitive',
    'safety_hint',
    'phrases',
  ],
  row,
  keyOf: (topic) => topic.id,
  keyColumn: 'id',
  check: (read) => [...impossibleHours(read), ...groupsOfTwoNames(read)],
  toCells: (topic) => ({
    id: topic.id,
    group_id: topic.groupId,
    group_title: topic.groupTitle,
    title: topic.title,
    button: topic.button,
    responsible_kind: topic.responsibleKind,
    fallback_kind: topic.fallbackKind ?? '',
    priority: topic.priority,
    first_reply_hours: String(topic.firstReplyHours),
    final_answer_hours: String(topic.finalAnswerHours),
    needs_place: topic.needsPlace ? 'yes' : 'no',
    sensitive: topic.isSensitive ? 'yes' : 'no',
    safety_hint: topic.safetyHint ?? '',
    phrases: joinList(topic.phrases),
  }),
}

function impossibleHours(read: readonly ReadRecord<TopicRecord>[]): readonly ImportProblem[] {
  return read
    .filter(({ item }) => item.finalAnswerHours < item.firstReplyHours)
    .map(({ line }) => ({
      line,
      column: 'final_answer_hours',
      reason: 'окончательный ответ не может быть раньше первого',
    }))
}

function groupsOfTwoNames(read: readonly ReadRecord<TopicRecord>[]): readonly ImportProblem[] {
  const first = new Map<string, ReadRecord<TopicRecord>>()
  return read.flatMap((record) => {
    const known = first.get(record.item.groupId) ?? record
    first.set(record.item.groupId, known)
    return known.item.groupTitle === record.item.groupTitle
      ? []
      : [
          {
            line: record.line,
            column: 'group_title',
            reason: `в строке ${known.line} эта группа названа иначе: «${known.item.groupTitle}»`,
          },
        ]
  })
}
