/**
 * One-versus-rest linear support vector machines with squared hinge loss for all labels at once, trained by dual
 * coordinate descent (Hsieh et al., ICML 2008). One look at a text serves every label, so the cost of a pass is the
 * number of features in the texts × labels. Deterministic.
 */
import type { FeatureVector } from './features.ts'

/** Weights of one feature for all labels stand together; the last feature is the constant 1. */
export interface LinearWeights {
  readonly labelCount: number
  readonly values: Float32Array
}

export interface SvmExample {
  readonly vector: FeatureVector
  /** Numbers of the labels that are right. */
  readonly labels: readonly number[]
  /** How much the example counts; 1 is ordinary. */
  readonly weight: number
}

export interface SvmSize {
  readonly labelCount: number
  readonly featureCount: number
}

/** Both found by cross-validation: labels are noisy, so mistakes in training must stay cheap. */
const costOfMistake = 0.25
const passes = 4

export function trainLinearSvm(examples: readonly SvmExample[], size: SvmSize): LinearWeights {
  const { labelCount, featureCount } = size
  const values = new Float32Array((featureCount + 1) * labelCount)
  const duals = new Float32Array(examples.length * labelCount)
  const scores = new Float32Array(labelCount)
  const signs = new Float32Array(labelCount).fill(-1)
  const lengths = examples.map(({ vector }) => vector.values.reduce((sum, value) => sum + value * value, 1))
  const order = examples.map((_, index) => index)
  const random = randomFrom(20_261_123)
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random)
    for (const index of order) {
      const example = examples[index]
      if (example === undefined) continue
      scoreInto(values, example.vector, scores)
      for (const label of example.labels) signs[label] = 1
      const softness = 1 / (2 * costOfMistake * example.weight)
      const step = 1 / ((lengths[index] ?? 1) + softness)
      const from = index * labelCount
      for (let label = 0; label < labelCount; label += 1) {
        const sign = signs[label] ?? -1
        const dual = duals[from + label] ?? 0
        const wanted = dual - (sign * (scores[label] ?? 0) - 1 + dual * softness) * step
        const next = wanted > 0 ? wanted : 0
        duals[from + label] = next
        scores[label] = (next - dual) * sign
      }
      for (const label of example.labels) signs[label] = -1
      addTo(values, example.vector, scores)
    }
  }
  return { labelCount, values }
}

/** Writes one score per label. */
export function scoreInto(
  values: Float32Array,
  { ids, values: amounts }: FeatureVector,
  scores: Float32Array,
): void {
  const labelCount = scores.length
  const constant = values.length - labelCount
  for (let label = 0; label < labelCount; label += 1) scores[label] = values[constant + label] ?? 0
  // Four features at once: the scores are read and written a quarter as often, which is most of the time.
  for (let at = 0; at < ids.length; at += 4) {
    const [amount0, from0] = [amounts[at] ?? 0, (ids[at] ?? 0) * labelCount]
    const [amount1, from1] = [amounts[at + 1] ?? 0, (ids[at + 1] ?? 0) * labelCount]
    const [amount2, from2] = [amounts[at + 2] ?? 0, (ids[at + 2] ?? 0) * labelCount]
    const [amount3, from3] = [amounts[at + 3] ?? 0, (ids[at + 3] ?? 0) * labelCount]
    for (let label = 0; label < labelCount; label += 1)
      scores[label] =
        (scores[label] ?? 0) +
        amount0 * (values[from0 + label] ?? 0) +
        amount1 * (values[from1 + label] ?? 0) +
        amount2 * (values[from2 + label] ?? 0) +
        amount3 * (values[from3 + label] ?? 0)
  }
}

function addTo(values: Float32Array, { ids, values: amounts }: FeatureVector, steps: Float32Array): void {
  const labelCount = steps.length
  const constant = values.length - labelCount
  for (let label = 0; label < labelCount; label += 1)
    values[constant + label] = (values[constant + label] ?? 0) + (steps[label] ?? 0)
  for (let at = 0; at < ids.length; at += 1) {
    const amount = amounts[at] ?? 0
    const from = (ids[at] ?? 0) * labelCount
    for (let label = 0; label < labelCount; label += 1)
      values[from + label] = (values[from + label] ?? 0) + amount * (steps[label] ?? 0)
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

/** Park–Miller: the same order on every machine, so the same model. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state
  }
}
