/** Sparse vectors one after another in three typed arrays: a million texts are a million rows, not a million objects. */
export interface SparseRows {
  /** Row `n` stands between `starts[n]` and `starts[n + 1]`. */
  readonly starts: Float64Array
  readonly ids: Int32Array
  readonly values: Float32Array
}

export interface SparseVector {
  readonly ids: Int32Array
  readonly values: Float32Array
}

export const rowCount = ({ starts }: SparseRows): number => starts.length - 1

export function rowAt({ starts, ids, values }: SparseRows, row: number): SparseVector {
  const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0]
  return { ids: ids.subarray(from, to), values: values.subarray(from, to) }
}

const firstCapacity = 1 << 14

/** Takes rows one by one; its arrays double when they are full. */
export class SparseRowsBuilder {
  readonly #starts: number[] = [0]
  #ids = new Int32Array(firstCapacity)
  #values = new Float32Array(firstCapacity)
  #end = 0

  push(id: number, value: number): void {
    if (this.#end === this.#ids.length) this.#grow()
    this.#ids[this.#end] = id
    this.#values[this.#end] = value
    this.#end += 1
  }

  endRow(): void {
    this.#starts.push(this.#end)
  }

  build(): SparseRows {
    return {
      starts: Float64Array.from(this.#starts),
      ids: this.#ids.slice(0, this.#end),
      values: this.#values.slice(0, this.#end),
    }
  }

  #grow(): void {
    const ids = new Int32Array(this.#ids.length * 2)
    const values = new Float32Array(ids.length)
    ids.set(this.#ids)
    values.set(this.#values)
    this.#ids = ids
    this.#values = values
  }
}
