/** How good guesses are: accuracy, top three, macro-F1 and how many can be taken without asking. */
import type { RankedLabel } from './train-ports.ts'

export interface Figures {
  readonly accuracy: number
  readonly top3: number
  /** Mean over the labels that are right or guessed at least once. */
  readonly macroF1: number
  /** The largest share of texts, taken by falling confidence, on which accuracy is still at least 0.9. */
  readonly coverageAt90: number
}

export interface Guessed {
  readonly truth: string
  /** By falling confidence. */
  readonly ranked: readonly RankedLabel[]
}

const sureAccuracy = 0.9

/** Zeros when there is nothing to measure. */
export function figuresOf(guesses: readonly Guessed[]): Figures {
  const count = Math.max(1, guesses.length)
  const isTop3 = ({ truth, ranked }: Guessed): boolean =>
    ranked.slice(0, 3).some(({ label }) => label === truth)
  return {
    accuracy: guesses.filter(isRight).length / count,
    top3: guesses.filter(isTop3).length / count,
    macroF1: macroF1Of(guesses),
    coverageAt90: coverageOf(guesses) / count,
  }
}

const isRight = ({ truth, ranked }: Guessed): boolean => ranked[0]?.label === truth

function coverageOf(guesses: readonly Guessed[]): number {
  const confidenceOf = ({ ranked }: Guessed): number => ranked[0]?.confidence ?? 0
  let right = 0
  let covered = 0
  guesses
    .toSorted((left, other) => confidenceOf(other) - confidenceOf(left))
    .forEach((guess, index) => {
      if (isRight(guess)) right += 1
      if (right >= sureAccuracy * (index + 1)) covered = index + 1
    })
  return covered
}

function macroF1Of(guesses: readonly Guessed[]): number {
  const counts = new Map<string, { right: number; guessed: number; true: number }>()
  const countOf = (label: string): { right: number; guessed: number; true: number } => {
    const known = counts.get(label) ?? { right: 0, guessed: 0, true: 0 }
    counts.set(label, known)
    return known
  }
  for (const { truth, ranked } of guesses) {
    countOf(truth).true += 1
    const first = ranked[0]
    if (first === undefined) continue
    countOf(first.label).guessed += 1
    if (first.label === truth) countOf(truth).right += 1
  }
  const scores = [...counts.values()].map((count) => (2 * count.right) / (count.guessed + count.true))
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
}
