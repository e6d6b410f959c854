/** A matrix of weights in one byte each, a scale per row: a quarter of the memory and the same guesses. */
export interface QuantisedRows {
  readonly rowLength: number
  readonly values: Int8Array
  readonly scales: Float32Array
}

/** One row of such a matrix, apart from it. */
export interface QuantisedRow {
  readonly values: Int8Array
  readonly scale: number
}

export function quantiseRow(values: Float32Array): QuantisedRow {
  const { values: bytes, scales } = quantise(values, values.length)
  return { values: bytes, scale: scales[0] ?? 0 }
}

export function quantise(values: Float32Array, rowLength: number): QuantisedRows {
  const rows = rowLength === 0 ? 0 : values.length / rowLength
  const scales = new Float32Array(rows)
  const bytes = new Int8Array(values.length)
  for (let row = 0; row < rows; row += 1) {
    const from = row * rowLength
    let highest = 0
    for (let at = from; at < from + rowLength; at += 1) {
      const value = values[at] ?? 0
      if (value > highest) highest = value
      else if (-value > highest) highest = -value
    }
    if (highest === 0) continue
    scales[row] = highest / 127
    const steps = 127 / highest
    // Cut off towards zero, which is rounding once all are positive; several times quicker than `Math.round`.
    for (let at = from; at < from + rowLength; at += 1)
      bytes[at] = (((values[at] ?? 0) * steps + 128.5) | 0) - 128
  }
  return { rowLength, values: bytes, scales }
}

/** `sums[column] += amount × row[column]`. */
export function addRow(rows: QuantisedRows, row: number, amount: number, sums: Float32Array): void {
  const { rowLength, values } = rows
  const scaled = amount * (rows.scales[row] ?? 0)
  if (scaled === 0) return
  const from = row * rowLength
  for (let column = 0; column < rowLength; column += 1)
    sums[column] = (sums[column] ?? 0) + scaled * (values[from + column] ?? 0)
}

interface AddedRows {
  readonly ids: Int32Array
  readonly amounts: Float32Array
  readonly count: number
}

/** Sums of bytes are added up as whole numbers of this step, which is a third quicker than fractions. */
export const sumStep = 2 ** -22
export const inSteps = (amount: number): number => Math.round(amount / sumStep)

/** The first `count` of many rows, in steps; four at once, so that the sums are read and written a quarter as often. */
export function addRows(rows: QuantisedRows, { ids, amounts, count }: AddedRows, sums: Int32Array): void {
  const { rowLength, values, scales } = rows
  for (let at = 0; at < count; at += 4) {
    const id0 = ids[at] ?? 0
    const id1 = at + 1 < count ? (ids[at + 1] ?? 0) : 0
    const id2 = at + 2 < count ? (ids[at + 2] ?? 0) : 0
    const id3 = at + 3 < count ? (ids[at + 3] ?? 0) : 0
    const amount0 = inSteps((amounts[at] ?? 0) * (scales[id0] ?? 0))
    const amount1 = at + 1 < count ? inSteps((amounts[at + 1] ?? 0) * (scales[id1] ?? 0)) : 0
    const amount2 = at + 2 < count ? inSteps((amounts[at + 2] ?? 0) * (scales[id2] ?? 0)) : 0
    const amount3 = at + 3 < count ? inSteps((amounts[at + 3] ?? 0) * (scales[id3] ?? 0)) : 0
    const from0 = id0 * rowLength
    const from1 = id1 * rowLength
    const from2 = id2 * rowLength
    const from3 = id3 * rowLength
    for (let column = 0; column < rowLength; column += 1)
      sums[column] =
        (sums[column] ?? 0) +
        Math.imul(amount0, values[from0 + column] ?? 0) +
        Math.imul(amount1, values[from1 + column] ?? 0) +
        Math.imul(amount2, values[from2 + column] ?? 0) +
        Math.imul(amount3, values[from3 + column] ?? 0)
  }
}
