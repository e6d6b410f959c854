/** When an owner must have answered: the topic's hours on the owner's own calendar. */
import { promisedHours } from '../domain/deadline.ts'
import type { Directory, Priority } from '../domain/directory.ts'
import type { InstitutionId, TopicId } from '../domain/ids.ts'
import { calendarOf } from '../domain/institution-calendar.ts'
import type { Instant } from '../domain/time.ts'
import { addWorkingSeconds } from '../domain/working-time.ts'

const hourSeconds = 3600

export interface Deadlines {
  readonly firstReplyDueAt: Instant
  readonly finalAnswerDueAt: Instant
}

export function deadlines(
  question: {
    readonly topicId: TopicId | null
    readonly priority: Priority
    readonly institutionId: InstitutionId | null
    readonly from: Instant
  },
  directory: Directory,
  timeZone: string,
): Deadlines {
  const topic = question.topicId === null ? undefined : directory.topics.get(question.topicId)
  const calendar = calendarOf(directory, question.institutionId, timeZone)
  const { firstReplyHours, finalAnswerHours } = promisedHours(topic, question.priority)
  return {
    firstReplyDueAt: addWorkingSeconds(calendar, question.from, firstReplyHours * hourSeconds),
    finalAnswerDueAt: addWorkingSeconds(calendar, question.from, finalAnswerHours * hourSeconds),
  }
}
