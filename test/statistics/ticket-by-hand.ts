/** Pieces of figures-by-hand about one ticket. */
import type { RawEvent } from './raw-log.ts'

/** Answers that were drawn to be judged, and the last word of the coordinator for whom each was drawn. */
export function drawnByHand(
  events: readonly RawEvent[],
  responses: readonly RawEvent[],
): { readonly answer: RawEvent; readonly word: Record<string, string> | undefined }[] {
  const drawn = events.filter(({ type }) => type === 'answerSampled')
  return drawn.flatMap(({ facts }) => {
    const answer = responses.find(({ id }) => id === facts['answerEventId'])
    if (answer === undefined) return []
    const words = events.filter(
      (e) =>
        e.type === 'answerJudged' &&
        e.actor === facts['coordinatorId'] &&
        e.facts['answerEventId'] === answer.id,
    )
    const last = words.at(-1)
    const grade = (criterion: string): string => String(last?.facts[criterion])
    const word = { answers: grade('answers'), clear: grade('clear'), concrete: grade('concrete') }
    return [{ answer, word: last === undefined ? undefined : word }]
  })
}

/** The moment since which somebody owes words to the citizen, if nobody has said anything after it. */
export function lastWordOfCitizen(
  events: RawEvent[],
  reopenings: RawEvent[],
  t0: number,
  responses: RawEvent[],
): number {
  const answered = responses.at(-1)?.ms ?? -1
  const after = events.filter(
    (e) => ['messageAdded', 'ticketAbsorbed', 'humanRequested'].includes(e.type) && e.ms > answered,
  )
  const reopened = reopenings.filter((r) => r.ms > answered)
  const all = [...after, ...reopened].map((e) => e.ms)
  return all.length > 0 ? Math.min(...all) : answered < 0 ? t0 : answered
}
