import { expect, test } from 'vitest'
import { FloatRows } from './float-rows.ts'
import { SparseRowsBuilder } from './sparse-rows.ts'
import { assemble } from './wat.ts'

const vectors = (...rows: readonly (readonly (readonly [number, number])[])[]) => {
  const builder = new SparseRowsBuilder()
  for (const row of rows) {
    for (const [id, value] of row) builder.push(id, value)
    builder.endRow()
  }
  return builder.build()
}

test.each([1, 3, 4, 7, 16, 23])('rows of %i numbers are added up and added to as written', (rowLength) => {
  const rows = new FloatRows({ rowCount: 7, rowLength, vectorMax: 6 })
  rows.values.forEach((_, at) => {
    rows.values[at] = (at % 13) - 6
  })
  const before = [...rows.values]
  const vector = [
    [0, 2],
    [3, 0.5],
    [5, -1],
    [3, 0.25],
    [1, 4],
  ] as const
  rows.take(vectors([[2, 9]], vector), 1)
  rows.sum()
  const withConstant = [...vector, [6, 1]] as const
  const columns = Array.from({ length: rowLength }, (_, column) => column)
  const expected = columns.map((column) =>
    withConstant.reduce((sum, [id, amount]) => sum + amount * (before[id * rowLength + column] ?? 0), 0),
  )
  expect([...rows.sums]).toEqual(expected)

  rows.steps[0] = 8
  rows.steps[rowLength - 1] = 4
  rows.addSteps()
  for (const [id, amount] of withConstant)
    for (const column of new Set([0, rowLength - 1]))
      before[id * rowLength + column] =
        (before[id * rowLength + column] ?? 0) + amount * (column === rowLength - 1 ? 4 : 8)
  expect([...rows.values]).toEqual(before)
  expect([...rows.steps]).toEqual(columns.map(() => 0))
})

test('an instruction, a type and a local that are not known are refused', () => {
  expect(() => assemble('(func $f (i64.add))')).toThrow('i64.add')
  expect(() => assemble('(func $f (local $x i64))')).toThrow('i64')
  expect(() => assemble('(func $f (local.get $y))')).toThrow('$y')
})
