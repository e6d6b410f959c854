/** A matrix of 32-bit fractions whose rows are added up, and added to, many numbers at once. */
import { type RowLoops, rowLoops } from './row-loops.ts'
import type { SparseRows } from './sparse-rows.ts'

export interface FloatRowsSize {
  readonly rowCount: number
  readonly rowLength: number
  /** Rows that one vector holds at most. */
  readonly vectorMax: number
}

export class FloatRows {
  /** All rows, one after another. Zero at first. */
  readonly values: Float32Array
  /** What the last `sum` found. */
  readonly sums: Float32Array
  /** What the next `addSteps` adds; all zero again when it is done. */
  readonly steps: Float32Array
  readonly #loops: RowLoops
  readonly #rowLength: number
  readonly #ids: Int32Array
  readonly #amounts: Float32Array
  readonly #groups: Int32Array
  #count = 0

  constructor({ rowCount, rowLength, vectorMax }: FloatRowsSize) {
    const idBytes = (vectorMax + 3) * 4
    const rowBytes = rowLength * 4
    const loops = rowLoops(rowCount * rowBytes, idBytes, idBytes, rowBytes, rowBytes, rowBytes)
    const [values = 0, ids = 0, amounts = 0, sums = 0, steps = 0, groups = 0] = loops.places
    this.#loops = loops
    this.#rowLength = rowLength
    this.values = new Float32Array(loops.buffer, values, rowCount * rowLength)
    this.#ids = new Int32Array(loops.buffer, ids, vectorMax + 3)
    this.#amounts = new Float32Array(loops.buffer, amounts, vectorMax + 3)
    this.sums = new Float32Array(loops.buffer, sums, rowLength)
    this.steps = new Float32Array(loops.buffer, steps, rowLength)
    this.#groups = new Int32Array(loops.buffer, groups, rowLength)
  }

  /** The vector that `sum` and `addSteps` speak of: row `row` of `vectors`, and the last row of the matrix once. */
  take({ starts, ids, values }: SparseRows, row: number): void {
    const from = starts[row] ?? 0
    const count = (starts[row + 1] ?? 0) - from
    for (let at = 0; at < count; at += 1) {
      this.#ids[at] = ids[from + at] ?? 0
      this.#amounts[at] = values[from + at] ?? 0
    }
    this.#ids[count] = this.values.length / this.#rowLength - 1
    this.#amounts[count] = 1
    this.#count = count + 1
    for (let at = this.#count; at % 4 !== 0; at += 1) {
      this.#ids[at] = 0
      this.#amounts[at] = 0
    }
  }

  sum(): void {
    this.sums.fill(0)
    const [rows = 0, ids = 0, amounts = 0, sums = 0] = this.#loops.places
    const count = Math.ceil(this.#count / 4) * 4
    this.#loops.addRows(rows, this.#rowLength * 4, ids, amounts, count, sums)
  }

  addSteps(): void {
    let groups = 0
    for (let at = 0; at < this.#rowLength; at += 4) {
      const isZero =
        this.steps[at] === 0 &&
        (this.steps[at + 1] ?? 0) === 0 &&
        (this.steps[at + 2] ?? 0) === 0 &&
        (this.steps[at + 3] ?? 0) === 0
      if (isZero) continue
      this.#groups[groups] = at * 4
      groups += 1
    }
    if (groups === 0) return
    const [rows = 0, ids = 0, amounts = 0, , steps = 0, from = 0] = this.#loops.places
    const rowBytes = this.#rowLength * 4
    this.#loops.addToRows(rows, rowBytes, ids, amounts, this.#count, steps, from, from + groups * 4)
    this.steps.fill(0)
  }
}
