import type { Desk, QuestionMessage, SubmittedQuestion } from '../../src/domain/desk.ts'

/** A question as it stands, with what can be understood of it. */
export function questionWithoutAsking(
  messages: readonly QuestionMessage[],
  desk: Pick<Desk, 'understand'>,
): SubmittedQuestion {
  const { topics, place: found, danger } = desk.understand(messages.map((message) => message.text).join('\n'))
  const cries = messages.map((message) => desk.understand(message.text).danger)
  return {
    messages,
    topicId: topics[0]?.topicId ?? null,
    confidence: topics[0]?.confidence ?? null,
    municipalityId: found.municipalityIds[0] ?? null,
    place: found.text,
    geo: null,
    danger: danger ?? cries.find((cry) => cry !== null) ?? null,
    wantsHuman: false,
  }
}
