/** A matrix of weights in one byte each, a scale per row: a quarter of the memory and the same guesses. */
export interface QuantisedRows {
  readonly rowLength: number
  readonly values: Int8Array
  readonly scales: Float32Array
}

export function quantise(values: Float32Array, rowLength: number): QuantisedRows {
  const rows = rowLength === 0 ? 0 : values.length / rowLength
  const scales = new Float32Array(rows)
  const bytes = new Int8Array(values.length)
  for (let row = 0; row < rows; row += 1) {
    const from = row * rowLength
    let highest = 0
    for (let at = from; at < from + rowLength; at += 1) highest = Math.max(highest, Math.abs(values[at] ?? 0))
    if (highest === 0) continue
    scales[row] = highest / 127
    for (let at = from; at < from + rowLength; at += 1)
      bytes[at] = Math.round(((values[at] ?? 0) * 127) / highest)
  }
  return { rowLength, values: bytes, scales }
}

/** `sums[offset + column] += amount × row[column]`. */
export function addRow(
  rows: QuantisedRows,
  row: number,
  amount: number,
  sums: Float32Array,
  offset: number,
): void {
  const { rowLength, values } = rows
  const scaled = amount * (rows.scales[row] ?? 0)
  if (scaled === 0) return
  const from = row * rowLength
  for (let column = 0; column < rowLength; column += 1)
    sums[offset + column] = (sums[offset + column] ?? 0) + scaled * (values[from + column] ?? 0)
}
