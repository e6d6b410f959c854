/** Ready answers to what is asked again and again: of one institution, or of the whole region. */
import type { Community } from './directory.ts'
import type { InstitutionId } from './ids.ts'

export interface FaqEntry {
  readonly code: string
  /** Null: the region. */
  readonly institutionId: InstitutionId | null
  readonly question: string
  /** Other ways to ask the same. */
  readonly variants: readonly string[]
  readonly answer: string
}

/** How well a text is one of the questions. 0…1; one is the very same words. */
export interface FaqGuess {
  readonly code: string
  readonly likeness: number
}

/** From here on the answer is given without asking: measured in find-faq.test. */
const likenessMin = 0.75

/** The entry that answers a text in this community; the institution's own before the region's. Null: none surely does. */
export function sureFaq(
  guesses: readonly FaqGuess[],
  entries: readonly FaqEntry[],
  community: Pick<Community, 'institutionId'> | undefined,
): FaqEntry | null {
  const found = guesses
    .filter(({ likeness }) => likeness >= likenessMin)
    .flatMap(({ code }) => entries.filter((entry) => entry.code === code))
  const own = found.find(
    ({ institutionId }) => institutionId !== null && institutionId === community?.institutionId,
  )
  return own ?? found.find(({ institutionId }) => institutionId === null) ?? null
}
