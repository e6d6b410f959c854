/**
 * Whom a question that came to the wrong place should go to. The router's own next choices are a beginning; what people
 * answered before, and what the text says to the trained models, decide the order.
 */
import type { Directory, Institution } from './directory.ts'
import type { InstitutionId } from './ids.ts'
import { type RouteQuestion, likelyOwners, route } from './routing.ts'
import type { Understanding } from './understanding.ts'

/** How many answered tickets of the same topic and place ended with an institution. */
export interface PastOwner {
  readonly institutionId: InstitutionId
  readonly answered: number
}

export interface OwnerEvidence {
  readonly question: RouteQuestion
  readonly understanding: Pick<Understanding, 'topics' | 'institutions'>
  readonly past: readonly PastOwner[]
  /** Those who have it or had it: it would come straight back. */
  readonly excluded: ReadonlySet<InstitutionId>
}

/** What each kind of evidence weighs when it is certain. */
const weights = { text: 1, topic: 1, past: 0.7, router: 0.3 } as const
const consideredMax = 10

/** The likeliest first; equal ones in the order of the router. */
export function rankOwners(
  { question, understanding, past, excluded }: OwnerEvidence,
  directory: Directory,
  limit: number,
): readonly Institution[] {
  const scores = new Map<InstitutionId, number>()
  const add = (id: InstitutionId | null, score: number): void => {
    if (id !== null && !excluded.has(id)) scores.set(id, (scores.get(id) ?? 0) + score)
  }
  for (const [index, { id }] of likelyOwners(question, directory, null, consideredMax).entries())
    add(id, weights.router / (index + 1))
  for (const { topicId, confidence } of understanding.topics)
    add(route({ ...question, topicId }, directory).institutionId, weights.topic * confidence)
  const byCode = new Map([...directory.institutions.values()].map((known) => [known.code, known]))
  for (const { code, confidence } of understanding.institutions ?? []) {
    const institution = byCode.get(code)
    if (institution !== undefined && isNear(institution, question))
      add(institution.id, weights.text * confidence)
  }
  const answered = past.reduce((total, owner) => total + owner.answered, 0)
  for (const owner of past) add(owner.institutionId, (weights.past * owner.answered) / answered)
  return [...scores]
    .toSorted(([, left], [, right]) => right - left)
    .map(([id]) => directory.institutions.get(id))
    .filter((institution) => institution !== undefined)
    .slice(0, limit)
}

/** An institution of another town does not answer, however alike the words are. */
const isNear = ({ municipalityId }: Institution, question: RouteQuestion): boolean =>
  municipalityId === null || question.municipalityId === null || municipalityId === question.municipalityId
