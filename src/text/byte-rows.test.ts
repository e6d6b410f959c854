import { expect, test } from 'vitest'
import { ByteRows } from './byte-rows.ts'
import { quantise } from './quantised-rows.ts'

const rowLength = 19
const rowCount = 9
const written = Float32Array.from(
  { length: rowCount * rowLength },
  (_, at) => Math.sin(at * 7) * (1 + (at % 5)),
)
const weightOf = (row: number, column: number): number => written[row * rowLength + column] ?? 0

/** Half a step of a byte in every row that is added, and a little for the amounts. */
const isNear = (found: number | undefined, expected: number, amounts: number): boolean =>
  Math.abs((found ?? NaN) - expected) < (amounts * 5 * 0.51) / 127

test('rows of a matrix and rows made of it add up to what was written, as near as bytes can', () => {
  const rows = new ByteRows(quantise(written, rowLength))
  const made = rows.make({ ids: Int32Array.of(1, 2), values: Float32Array.of(0.5, 2) })
  const other = rows.make({ ids: Int32Array.of(8), values: Float32Array.of(1) })
  rows.begin()
  rows.addMade(made, 0.7)
  rows.addMade(other, 0.2)
  for (const row of [0, 3, 4, 5, 7]) rows.addRow(row, 0.3)
  rows.sum()
  for (let column = 0; column < rowLength; column += 1) {
    const ofMade = 0.7 * (0.5 * weightOf(1, column) + 2 * weightOf(2, column)) + 0.2 * weightOf(8, column)
    const plain = [0, 3, 4, 5, 7].reduce((sum, row) => sum + 0.3 * weightOf(row, column), 0)
    expect(isNear(rows.sums[column], ofMade + plain, 6)).toBe(true)
  }
})

test('a text of more rows than fit 32 bits at full fineness still adds up', () => {
  const rows = new ByteRows(quantise(new Float32Array(rowLength).fill(1), rowLength))
  rows.begin()
  for (let time = 0; time < 12_000; time += 1) rows.addRow(0, 1)
  rows.sum()
  for (const sum of rows.sums) expect(sum / 12_000).toBeCloseTo(1, 2)
})

test('nothing added is nothing, and a forgotten row makes room', () => {
  const rows = new ByteRows(quantise(written, rowLength))
  rows.addRow(1, 1)
  rows.sum()
  rows.begin()
  rows.sum()
  expect(new Set(rows.sums)).toEqual(new Set([0]))
  expect(rows.hasRoomFor(50_000)).toBe(true)
  rows.make({ ids: Int32Array.of(1), values: Float32Array.of(1) })
  expect(rows.hasRoomFor(50_000)).toBe(false)
  rows.forget()
  expect(rows.hasRoomFor(50_000)).toBe(true)
})
