/**
 * How much to trust each of several opinions about the labels of a text: one weight per opinion, the same for all
 * labels (a conditional logit). Few numbers, so a thousand out-of-fold texts fit them well.
 */

/** One side of one text: `opinions[k][label]`, and the label that was right. */
export interface OpinionCase {
  readonly opinions: readonly Float32Array[]
  readonly truth: number
}

const roundsMax = 40
const stepMax = 1
const ridge = 1
/**
 * Cases that look hopeless count less: many labels are simply wrong, and pure likelihood would spend the weights on
 * them rather than on the texts that can be told.
 */
const hopeless = 0.1

/** Newton's method. */
export function fitOpinionWeights(cases: readonly OpinionCase[], opinionCount: number): readonly number[] {
  const weights: number[] = Array.from({ length: opinionCount }, (_, opinion) => (opinion === 0 ? 4 : 0.5))
  for (let round = 0; round < roundsMax; round += 1) {
    const slope = weights.map((weight) => -ridge * weight)
    const bend = weights.map((_, row) => weights.map((_, column) => (row === column ? ridge : 0)))
    for (const each of cases) addCase(each, weights, slope, bend)
    const steps = solve(bend, slope).map((step) => Math.max(-stepMax, Math.min(stepMax, step)))
    steps.forEach((step, opinion) => {
      weights[opinion] = (weights[opinion] ?? 0) + step
    })
    if (steps.every((step) => Math.abs(step) < 1e-3)) break
  }
  return soften(cases, weights)
}

const softnesses = [0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1] as const
/** An impossible label that was right must not decide alone. */
const likelihoodMin = 1e-3

/** The weights tell right from wrong but promise too much: the same proportions at the likeliest temperature. */
function soften(cases: readonly OpinionCase[], weights: readonly number[]): readonly number[] {
  const softened = (softness: number): readonly number[] => weights.map((weight) => weight * softness)
  const likelihoodOf = (softness: number): number =>
    cases.reduce((sum, { opinions, truth }) => {
      const shares = mergeOpinions(opinions, softened(softness))
      return sum + Math.log((shares[truth] ?? 0) + likelihoodMin)
    }, 0)
  const best = softnesses
    .map((softness) => ({ softness, likelihood: likelihoodOf(softness) }))
    .reduce((one, other) => (other.likelihood > one.likelihood ? other : one))
  return softened(best.softness)
}

/** Probabilities of all labels. */
const mergeOpinions = (opinions: readonly Float32Array[], weights: readonly number[]): Float64Array =>
  toShares(scoresOf(opinions, weights))

/** Scores of all labels before they become probabilities. */
export function scoresOf(opinions: readonly Float32Array[], weights: readonly number[]): Float64Array {
  const scores = new Float64Array(opinions[0]?.length ?? 0)
  opinions.forEach((opinion, index) => {
    const weight = weights[index] ?? 0
    for (let label = 0; label < scores.length; label += 1)
      scores[label] = (scores[label] ?? 0) + weight * (opinion[label] ?? 0)
  })
  return scores
}

/** What is below e⁻²⁰ of the best is nothing, and costs nothing. */
const gapMin = -20

/** Softmax in place. */
export function toShares(scores: Float64Array): Float64Array {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let label = 0; label < scores.length; label += 1) {
    const gap = (scores[label] ?? 0) - highest
    const share = gap > gapMin ? Math.exp(gap) : 0
    scores[label] = share
    sum += share
  }
  for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) / sum
  return scores
}

const shareMin = 1e-3

function addCase(
  { opinions, truth }: OpinionCase,
  weights: number[],
  slope: number[],
  bend: number[][],
): void {
  const shares = mergeOpinions(opinions, weights)
  const trust = (shares[truth] ?? 0) / ((shares[truth] ?? 0) + hopeless)
  const means = opinions.map((opinion) =>
    shares.reduce((sum, share, label) => sum + share * (opinion[label] ?? 0), 0),
  )
  opinions.forEach((opinion, row) => {
    slope[row] = (slope[row] ?? 0) + trust * ((opinion[truth] ?? 0) - (means[row] ?? 0))
  })
  shares.forEach((share, label) => {
    if (share < shareMin) return
    const gaps = opinions.map((opinion, index) => (opinion[label] ?? 0) - (means[index] ?? 0))
    bend.forEach((line, row) => {
      for (let column = 0; column < line.length; column += 1)
        line[column] = (line[column] ?? 0) + trust * share * (gaps[row] ?? 0) * (gaps[column] ?? 0)
    })
  })
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
