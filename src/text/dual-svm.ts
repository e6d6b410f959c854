/**
 * One-versus-rest linear support vector machines with squared hinge loss for all labels of all sides at once, trained
 * by dual coordinate descent (Hsieh et al., ICML 2008). One look at a text serves every label, so the cost of a pass is
 * the number of features in the texts × labels. Because the weights are the sum of texts × duals, a text can be taken
 * out again: that is how unseen scores are had without training from nothing. Deterministic.
 */
import { FloatRows } from './float-rows.ts'
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

/** Rows to be taken out, and all others in the order in which they are looked at once more. */
export interface UnseenPart {
  readonly unseen: Int32Array
  readonly others: Int32Array
}

/** Found by cross-validation: labels are noisy, so mistakes in training must stay cheap. */
const costOfMistake = 0.25
/** A smaller change of a dual is not worth writing to all features of a text. */
const stepMin = 0.01

export class DualSvm {
  /** Weights of one feature for all labels stand together; the last feature is the constant 1. */
  readonly values: Float32Array
  readonly #rows: FloatRows
  readonly #data: LabelledRows
  readonly #sides: readonly SideRange[]
  readonly #labelCount: number
  readonly #duals: Float32Array
  readonly #squares: Float32Array

  constructor(data: LabelledRows, { sides, featureCount }: DualSvmOptions) {
    this.#data = data
    this.#sides = sides
    this.#labelCount = sides.at(-1)?.to ?? 0
    this.#rows = new FloatRows({
      rowCount: featureCount + 1,
      rowLength: this.#labelCount,
      vectorMax: longestOf(data.rows) + 1,
    })
    this.values = this.#rows.values
    this.#duals = new Float32Array(data.weights.length * this.#labelCount)
    this.#squares = squaresOf(data.rows)
  }

  /** One look at each of these rows. */
  visit(order: Int32Array): void {
    for (const row of order) this.#visitRow(row)
  }

  /** One score per label; the array is used again by the next call. */
  scoresOf(row: number): Float32Array {
    this.#rows.take(this.#data.rows, row)
    this.#rows.sum()
    return this.#rows.sums
  }

  /** Runs each `look` as if its rows had never been learnt; then everything is as before. */
  without(parts: Iterable<UnseenPart>, look: (unseen: Int32Array) => void): void {
    const kept = [this.values.slice(), this.#duals.slice()] as const
    for (const { unseen, others } of parts) {
      for (const row of unseen) this.#forget(row)
      this.visit(others)
      look(unseen)
      this.values.set(kept[0])
      this.#duals.set(kept[1])
    }
  }

  #forget(row: number): void {
    const dualsFrom = row * this.#labelCount
    const { steps } = this.#rows
    for (let label = 0; label < this.#labelCount; label += 1) {
      const dual = this.#duals[dualsFrom + label] ?? 0
      if (dual === 0) continue
      steps[label] = this.#isTrue(row, label) ? -dual : dual
      this.#duals[dualsFrom + label] = 0
    }
    this.#rows.take(this.#data.rows, row)
    this.#rows.addSteps()
  }

  #isTrue(row: number, label: number): boolean {
    for (let side = 0; side < this.#sides.length; side += 1)
      if (this.#data.labels[row * this.#sides.length + side] === label) return true
    return false
  }

  #visitRow(row: number): void {
    const scores = this.scoresOf(row)
    for (let side = 0; side < this.#sides.length; side += 1) this.#planSteps(row, side, scores)
    this.#rows.addSteps()
  }

  #planSteps(row: number, side: number, scores: Float32Array): void {
    const truth = this.#data.labels[row * this.#sides.length + side] ?? -1
    const range = this.#sides[side]
    if (truth === -1 || range === undefined) return
    const softness = 1 / (2 * costOfMistake * (this.#data.weights[row] ?? 1))
    const step = 1 / ((this.#squares[row] ?? 1) + softness)
    const dualsFrom = row * this.#labelCount
    const { steps } = this.#rows
    for (let label = range.from; label < range.to; label += 1) {
      const score = scores[label] ?? 0
      const dual = this.#duals[dualsFrom + label] ?? 0
      const margin = label === truth ? score : -score
      const wanted = dual - (margin - 1 + dual * softness) * step
      const change = (wanted > 0 ? wanted : 0) - dual
      if (change < stepMin && change > -stepMin) continue
      this.#duals[dualsFrom + label] = dual + change
      steps[label] = label === truth ? change : -change
    }
  }
}

function longestOf({ starts }: SparseRows): number {
  let longest = 0
  for (let row = 0; row + 1 < starts.length; row += 1)
    longest = Math.max(longest, (starts[row + 1] ?? 0) - (starts[row] ?? 0))
  return longest
}

/** With the constant. */
function squaresOf({ starts, values }: SparseRows): Float32Array {
  const squares = new Float32Array(starts.length - 1).fill(1)
  for (let row = 0; row < squares.length; row += 1)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1)
      squares[row] = (squares[row] ?? 0) + (values[at] ?? 0) ** 2
  return squares
}
