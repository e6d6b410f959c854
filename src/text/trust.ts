/**
 * How often a first guess with such facts is right, learnt from texts that the model had not seen: logistic regression
 * (Platt, 1999, with more facts than the score). The order of facts is that of `GuessFacts`.
 */
export interface Trust {
  readonly weights: readonly number[]
  readonly offset: number
}

export interface GuessFacts {
  /** Logarithm of the odds of the label against all others together. */
  readonly logOdds: number
  /** Share of the nearest remembered texts that have the label. */
  readonly votes: number
  /** Logarithm of the number of different words, plus one. */
  readonly words: number
  /** Logarithm of the odds that a guess of this label is right. */
  readonly reliability: number
}

export interface TrustCase {
  readonly facts: GuessFacts
  readonly isRight: boolean
}

/** For a model that had no unseen texts to learn from. A guess on the careful side, not measured. */
export const cautiousTrust: Trust = { weights: [0.8, 0, 0, 0], offset: -0.6 }

const casesMin = 30
const rounds = 30
const stepMax = 0.5
const ridge = 1
/** A surer score must never make a less sure guess. */
const logOddsWeightMin = 0.05

export function fitTrust(cases: readonly TrustCase[]): Trust {
  if (cases.length < casesMin) return cautiousTrust
  const rows = cases.map(({ facts, isRight }) => ({ row: [...numbersOf(facts), 1], isRight }))
  const size = rows[0]?.row.length ?? 0
  let weights: readonly number[] = Array.from({ length: size }, (_, at): number => (at === 0 ? 0.5 : 0))
  for (let round = 0; round < rounds; round += 1) {
    const current = weights
    const steps = newtonStep(rows, current)
    weights = current.map((weight, at) => weight + Math.max(-stepMax, Math.min(stepMax, steps[at] ?? 0)))
  }
  const [logOdds = 0, ...rest] = weights
  const offset = rest.pop() ?? 0
  return weights.every((weight) => Number.isFinite(weight))
    ? { weights: [Math.max(logOdds, logOddsWeightMin), ...rest], offset }
    : cautiousTrust
}

/** 0…1; rises with `logOdds` when the other facts stay. */
export function confidenceOf({ weights, offset }: Trust, facts: GuessFacts): number {
  return chanceOf(numbersOf(facts).reduce((sum, fact, at) => sum + fact * (weights[at] ?? 0), offset))
}

const numbersOf = ({ logOdds, votes, words, reliability }: GuessFacts): readonly number[] => [
  logOdds,
  votes,
  words,
  reliability,
]

const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))

function newtonStep(
  rows: readonly { readonly row: readonly number[]; readonly isRight: boolean }[],
  weights: readonly number[],
): readonly number[] {
  const slope = weights.map((weight, at): number => (at === weights.length - 1 ? 0 : -ridge * weight))
  const bend = weights.map((_, row) => weights.map((_, column): number => (row === column ? ridge : 0)))
  for (const { row, isRight } of rows) {
    const chance = chanceOf(row.reduce((sum, fact, at) => sum + fact * (weights[at] ?? 0), 0))
    const miss = (isRight ? 1 : 0) - chance
    row.forEach((fact, at) => {
      slope[at] = (slope[at] ?? 0) + miss * fact
      const line = bend[at] ?? []
      row.forEach((other, column) => {
        line[column] = (line[column] ?? 0) + chance * (1 - chance) * fact * other
      })
    })
  }
  return solve(bend, slope)
}

/** Gauss–Jordan elimination; the ridge keeps the matrix regular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  rows.forEach((row, pivot) => {
    const head = row[pivot] ?? 1
    for (let column = 0; column < row.length; column += 1) row[column] = (row[column] ?? 0) / head
    rows.forEach((other, index) => {
      if (index === pivot) return
      const factor = other[pivot] ?? 0
      for (let column = 0; column < other.length; column += 1)
        other[column] = (other[column] ?? 0) - factor * (row[column] ?? 0)
    })
  })
  return rows.map((row) => row.at(-1) ?? 0)
}
