/**
 * A linear model with softmax, trained by stochastic gradient in a few passes. Made for the first day, when all there
 * is to learn from are the titles and phrases of the topics; deterministic for the same examples.
 */
import type { FeatureVector } from './features.ts'

export interface Example {
  readonly vector: FeatureVector
  readonly label: number
  /** How much the example counts; 1 is ordinary. */
  readonly weight: number
}

export interface LinearModel {
  /** One score per label; comparable within one text only. The array is reused by the next call. */
  scores(vector: FeatureVector): Float64Array
}

const passes = 3
const firstStep = 1
/** Smaller weights are dropped after training: 49 of 50 go, the guesses stay the same, scoring takes a tenth of the time. */
const weightMin = 0.15

export function trainSoftmaxModel(
  examples: readonly Example[],
  labelCount: number,
  featureCount: number,
): LinearModel {
  const weights = new Float32Array(featureCount * labelCount)
  const scores = new Float64Array(labelCount)
  const order = examples.map((_, index) => index)
  const random = randomFrom(20_261_123)
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random)
    const step = firstStep / (1 + pass / 2)
    for (const index of order) {
      const example = examples[index]
      if (example === undefined) continue
      score(weights, example.vector, scores)
      toErrors(scores, example.label, step * example.weight)
      add(weights, example.vector, scores)
    }
  }
  return prune(weights, labelCount, featureCount)
}

/** Weights of one feature stand between `starts[feature]` and `starts[feature + 1]`. */
function prune(weights: Float32Array, labelCount: number, featureCount: number): LinearModel {
  let kept = 0
  for (const weight of weights) if (Math.abs(weight) >= weightMin) kept += 1
  const starts = new Int32Array(featureCount + 1)
  const labels = new Uint16Array(kept)
  const values = new Float32Array(kept)
  let end = 0
  for (let feature = 0; feature < featureCount; feature += 1) {
    for (let label = 0; label < labelCount; label += 1) {
      const weight = weights[feature * labelCount + label] ?? 0
      if (Math.abs(weight) < weightMin) continue
      labels[end] = label
      values[end] = weight
      end += 1
    }
    starts[feature + 1] = end
  }
  const scores = new Float64Array(labelCount)
  return { scores: (vector) => scoreSparse({ starts, labels, values }, vector, scores) }
}

interface SparseWeights {
  readonly starts: Int32Array
  readonly labels: Uint16Array
  readonly values: Float32Array
}

function scoreSparse(weights: SparseWeights, vector: FeatureVector, scores: Float64Array): Float64Array {
  const { starts, labels, values } = weights
  const { ids, values: amounts } = vector
  scores.fill(0)
  for (let index = 0; index < ids.length; index += 1) {
    const feature = ids[index] ?? 0
    const amount = amounts[index] ?? 0
    const end = starts[feature + 1] ?? 0
    for (let at = starts[feature] ?? 0; at < end; at += 1) {
      const label = labels[at] ?? 0
      scores[label] = (scores[label] ?? 0) + amount * (values[at] ?? 0)
    }
  }
  return scores
}

function score(weights: Float32Array, { ids, values }: FeatureVector, scores: Float64Array): void {
  scores.fill(0)
  const labelCount = scores.length
  for (let index = 0; index < ids.length; index += 1) {
    const value = values[index] ?? 0
    const row = (ids[index] ?? 0) * labelCount
    for (let label = 0; label < labelCount; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (weights[row + label] ?? 0)
  }
}

/** Turns scores into what must be added to them: (truth − probability) × step. */
function toErrors(scores: Float64Array, truth: number, step: number): void {
  let highest = -Infinity
  for (const value of scores) if (value > highest) highest = value
  let sum = 0
  for (let label = 0; label < scores.length; label += 1) {
    const value = Math.exp((scores[label] ?? 0) - highest)
    scores[label] = value
    sum += value
  }
  for (let label = 0; label < scores.length; label += 1)
    scores[label] = ((label === truth ? 1 : 0) - (scores[label] ?? 0) / sum) * step
}

function add(weights: Float32Array, { ids, values }: FeatureVector, errors: Float64Array): void {
  const labelCount = errors.length
  for (let index = 0; index < ids.length; index += 1) {
    const value = values[index] ?? 0
    const row = (ids[index] ?? 0) * labelCount
    for (let label = 0; label < labelCount; label += 1)
      weights[row + label] = (weights[row + label] ?? 0) + value * (errors[label] ?? 0)
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random() % (index + 1)
    const value = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = value
  }
}

/** Park–Miller: the same order of examples on every machine, so the same model. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state
  }
}
