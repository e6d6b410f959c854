/** A matrix of weights in one byte each, and rows made of its rows, added up many numbers at once. */
import { type QuantisedRows, quantiseRow } from './quantised-rows.ts'
import { type RowLoops, rowLoops } from './row-loops.ts'
import type { SparseVector } from './sparse-rows.ts'

/** A row that was made and is remembered. */
export interface MadeRow {
  /** In bytes of the common memory. */
  readonly place: number
  readonly scale: number
}

/** 236 bytes each with 236 labels. */
const madeMax = 50_000
/** Words and pairs of the longest text; what is beyond is left out. */
const addedMax = 16_384
const amountMax = 32_767
/** So large together, amounts times bytes stay within 32 bits. */
const amountsMax = 2 ** 24

export class ByteRows {
  /** The matrix, in the memory of the loops. */
  readonly matrix: QuantisedRows
  /** What the last `sum` found. */
  readonly sums: Float32Array
  readonly #loops: RowLoops
  readonly #made: Int8Array
  readonly #places: Int32Array
  readonly #steps: Int16Array
  readonly #stepSums: Int32Array
  readonly #amounts = new Float32Array(addedMax)
  #madeCount = 0
  #count = 0

  constructor({ values, scales, rowLength }: QuantisedRows) {
    const loops = rowLoops(values.length, madeMax * rowLength, addedMax * 4, addedMax * 2, rowLength * 4)
    const [matrix = 0, made = 0, places = 0, steps = 0, sums = 0] = loops.places
    this.#loops = loops
    this.matrix = { values: new Int8Array(loops.buffer, matrix, values.length), scales, rowLength }
    this.matrix.values.set(values)
    this.sums = new Float32Array(rowLength)
    this.#made = new Int8Array(loops.buffer, made, madeMax * rowLength)
    this.#places = new Int32Array(loops.buffer, places, addedMax)
    this.#steps = new Int16Array(loops.buffer, steps, addedMax)
    this.#stepSums = new Int32Array(loops.buffer, sums, rowLength)
  }

  hasRoomFor(count: number): boolean {
    return this.#madeCount + count <= madeMax
  }

  /** Rows made before must not be used any more. */
  forget(): void {
    this.#madeCount = 0
  }

  /** A sum of rows of the matrix as a row of its own. Only where there is room. */
  make({ ids, values }: SparseVector): MadeRow {
    this.begin()
    for (let at = 0; at < ids.length; at += 1) this.addRow(ids[at] ?? 0, values[at] ?? 0)
    this.sum()
    const { rowLength } = this.matrix
    const from = this.#madeCount * rowLength
    this.#madeCount += 1
    const scale = quantiseRow(this.sums, this.#made.subarray(from, from + rowLength))
    return { place: this.#made.byteOffset + from, scale }
  }

  begin(): void {
    this.#count = 0
  }

  addMade({ place, scale }: MadeRow, amount: number): void {
    this.#add(place, amount * scale)
  }

  addRow(row: number, amount: number): void {
    const { values, scales, rowLength } = this.matrix
    this.#add(values.byteOffset + row * rowLength, amount * (scales[row] ?? 0))
  }

  #add(place: number, amount: number): void {
    if (this.#count === addedMax) return
    this.#places[this.#count] = place
    this.#amounts[this.#count] = amount
    this.#count += 1
  }

  /** Adds up all that was added since `begin`; amounts become whole numbers, the largest one as fine as there is room for. */
  sum(): void {
    let highest = 0
    let total = 0
    for (let at = 0; at < this.#count; at += 1) {
      const amount = Math.abs(this.#amounts[at] ?? 0)
      if (amount > highest) highest = amount
      total += amount
    }
    if (highest === 0) {
      this.sums.fill(0)
      return
    }
    const stepsPerOne = Math.min(amountMax / highest, amountsMax / total)
    for (let at = 0; at < this.#count; at += 1)
      this.#steps[at] = Math.round((this.#amounts[at] ?? 0) * stepsPerOne)
    for (; this.#count % 4 !== 0; this.#count += 1) {
      this.#places[this.#count] = 0
      this.#steps[this.#count] = 0
    }
    this.#stepSums.fill(0)
    const [, , places = 0, steps = 0, sums = 0] = this.#loops.places
    this.#loops.addByteRows(places, steps, this.#count, this.matrix.rowLength, sums)
    for (let column = 0; column < this.sums.length; column += 1)
      this.sums[column] = (this.#stepSums[column] ?? 0) / stepsPerOne
  }
}
