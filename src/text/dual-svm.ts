/**
 * One-versus-rest linear support vector machines with squared hinge loss for all labels of all sides at once, trained
 * by dual coordinate descent (Hsieh et al., ICML 2008). One look at a text serves every label, so the cost of a pass is
 * the number of features in the texts × labels. Because the weights are the sum of texts × duals, a text can be taken
 * out again: that is how unseen scores are had without training from nothing. Deterministic.
 */
import type { SparseRows } from './sparse-rows.ts'

/** Labels of one side stand in the common row of labels between `from` and `to`. */
export interface SideRange {
  readonly from: number
  readonly to: number
}

export interface LabelledRows {
  readonly rows: SparseRows
  /** `labels[row × sides + side]`, numbered in the common row; −1 when not known. */
  readonly labels: Int32Array
  /** How much each row counts; 1 is ordinary. */
  readonly weights: Float32Array
}

export interface DualSvmOptions {
  readonly sides: readonly SideRange[]
  readonly featureCount: number
}

/** Found by cross-validation: labels are noisy, so mistakes in training must stay cheap. */
const costOfMistake = 0.25
/** A smaller change of a dual is not worth writing to all features of a text. */
const stepMin = 0.01

export class DualSvm {
  /** Weights of one feature for all labels stand together; the last feature is the constant 1. */
  readonly values: Float32Array
  readonly #data: LabelledRows
  readonly #sides: readonly SideRange[]
  readonly #labelCount: number
  readonly #duals: Float32Array
  readonly #squares: Float32Array
  readonly #scores: Float32Array
  readonly #stepLabels: Int32Array
  readonly #steps: Float32Array

  constructor(data: LabelledRows, { sides, featureCount }: DualSvmOptions) {
    this.#data = data
    this.#sides = sides
    this.#labelCount = sides.at(-1)?.to ?? 0
    this.values = new Float32Array((featureCount + 1) * this.#labelCount)
    this.#duals = new Float32Array(data.weights.length * this.#labelCount)
    this.#squares = squaresOf(data.rows)
    this.#scores = new Float32Array(this.#labelCount)
    this.#stepLabels = new Int32Array(this.#labelCount)
    this.#steps = new Float32Array(this.#labelCount)
  }

  /** One look at each of these rows. */
  visit(order: Int32Array): void {
    for (const row of order) this.#visitRow(row)
  }

  scoreInto(row: number, scores: Float32Array): void {
    const { starts, ids, values } = this.#data.rows
    scoreInto(this.values, { ids, values, from: starts[row] ?? 0, to: starts[row + 1] ?? 0 }, scores)
  }

  /** Runs `look` as if these rows had never been learnt; then everything is as before. */
  without(rows: Int32Array, others: Int32Array, look: () => void): void {
    const kept = [this.values.slice(), this.#duals.slice()] as const
    for (const row of rows) this.#forget(row)
    this.visit(others)
    look()
    this.values.set(kept[0])
    this.#duals.set(kept[1])
  }

  #forget(row: number): void {
    const dualsFrom = row * this.#labelCount
    let count = 0
    for (let label = 0; label < this.#labelCount; label += 1) {
      const dual = this.#duals[dualsFrom + label] ?? 0
      if (dual === 0) continue
      this.#stepLabels[count] = label
      this.#steps[count] = this.#isTrue(row, label) ? -dual : dual
      count += 1
      this.#duals[dualsFrom + label] = 0
    }
    this.#addToWeights(row, count)
  }

  #isTrue(row: number, label: number): boolean {
    for (let side = 0; side < this.#sides.length; side += 1)
      if (this.#data.labels[row * this.#sides.length + side] === label) return true
    return false
  }

  #visitRow(row: number): void {
    this.scoreInto(row, this.#scores)
    let count = 0
    for (let side = 0; side < this.#sides.length; side += 1) count = this.#planSteps(row, side, count)
    this.#addToWeights(row, count)
  }

  /** Writes the steps of one side behind the `count` of others; returns how many there are now. */
  #planSteps(row: number, side: number, count: number): number {
    const truth = this.#data.labels[row * this.#sides.length + side] ?? -1
    const range = this.#sides[side]
    if (truth === -1 || range === undefined) return count
    const softness = 1 / (2 * costOfMistake * (this.#data.weights[row] ?? 1))
    const step = 1 / ((this.#squares[row] ?? 1) + softness)
    const dualsFrom = row * this.#labelCount
    let end = count
    for (let label = range.from; label < range.to; label += 1) {
      const score = this.#scores[label] ?? 0
      const dual = this.#duals[dualsFrom + label] ?? 0
      const margin = label === truth ? score : -score
      const wanted = dual - (margin - 1 + dual * softness) * step
      const change = (wanted > 0 ? wanted : 0) - dual
      if (change < stepMin && change > -stepMin) continue
      this.#duals[dualsFrom + label] = dual + change
      this.#stepLabels[end] = label
      this.#steps[end] = label === truth ? change : -change
      end += 1
    }
    return end
  }

  #addToWeights(row: number, count: number): void {
    if (count === 0) return
    const { starts, ids, values: amounts } = this.#data.rows
    const { values } = this
    const labelCount = this.#labelCount
    const [labels, steps] = [this.#stepLabels, this.#steps]
    const constant = values.length - labelCount
    for (let at = 0; at < count; at += 1) {
      const place = constant + (labels[at] ?? 0)
      values[place] = (values[place] ?? 0) + (steps[at] ?? 0)
    }
    const to = starts[row + 1] ?? 0
    for (let feature = starts[row] ?? 0; feature < to; feature += 1) {
      const amount = amounts[feature] ?? 0
      const from = (ids[feature] ?? 0) * labelCount
      for (let at = 0; at < count; at += 1) {
        const place = from + (labels[at] ?? 0)
        values[place] = (values[place] ?? 0) + amount * (steps[at] ?? 0)
      }
    }
  }
}

/** With the constant. */
function squaresOf({ starts, values }: SparseRows): Float32Array {
  const squares = new Float32Array(starts.length - 1).fill(1)
  for (let row = 0; row < squares.length; row += 1)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1)
      squares[row] = (squares[row] ?? 0) + (values[at] ?? 0) ** 2
  return squares
}

interface RowSpan {
  readonly ids: Int32Array
  readonly values: Float32Array
  readonly from: number
  readonly to: number
}

/** Writes one score per label. */
function scoreInto(weights: Float32Array, { ids, values, from, to }: RowSpan, scores: Float32Array): void {
  const labelCount = scores.length
  const constant = weights.length - labelCount
  for (let label = 0; label < labelCount; label += 1) scores[label] = weights[constant + label] ?? 0
  let at = from
  // Four features at once: the scores are read and written a quarter as often, which is most of the time.
  for (; at + 3 < to; at += 4) {
    const [amount0, row0] = [values[at] ?? 0, (ids[at] ?? 0) * labelCount]
    const [amount1, row1] = [values[at + 1] ?? 0, (ids[at + 1] ?? 0) * labelCount]
    const [amount2, row2] = [values[at + 2] ?? 0, (ids[at + 2] ?? 0) * labelCount]
    const [amount3, row3] = [values[at + 3] ?? 0, (ids[at + 3] ?? 0) * labelCount]
    for (let label = 0; label < labelCount; label += 1)
      scores[label] =
        (scores[label] ?? 0) +
        amount0 * (weights[row0 + label] ?? 0) +
        amount1 * (weights[row1 + label] ?? 0) +
        amount2 * (weights[row2 + label] ?? 0) +
        amount3 * (weights[row3 + label] ?? 0)
  }
  for (; at < to; at += 1) {
    const [amount, row] = [values[at] ?? 0, (ids[at] ?? 0) * labelCount]
    for (let label = 0; label < labelCount; label += 1)
      scores[label] = (scores[label] ?? 0) + amount * (weights[row + label] ?? 0)
  }
}
