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
  return weights
}

/** Probabilities of all labels. */
export function mergeOpinions(opinions: readonly Float32Array[], weights: readonly number[]): Float64Array {
  const scores = new Float64Array(opinions[0]?.length ?? 0)
  opinions.forEach((opinion, index) => {
    const weight = weights[index] ?? 0
    for (let label = 0; label < scores.length; label += 1)
      scores[label] = (scores[label] ?? 0) + weight * (opinion[label] ?? 0)
  })
  return toShares(scores)
}

/** Softmax in place. */
export function toShares(scores: Float64Array): Float64Array {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let label = 0; label < scores.length; label += 1) {
    const share = Math.exp((scores[label] ?? 0) - highest)
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
