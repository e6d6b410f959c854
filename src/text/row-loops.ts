/**
 * The three loops in which a text model spends its time, on four or sixteen numbers at once: JavaScript has no such
 * instructions, WebAssembly has (fixed-width SIMD, in every Node that is supported). Each handles four rows of a matrix
 * at a time, so that sums are read and written a quarter as often; who calls fills up with rows of amount 0. The last
 * group of a row may reach behind its end: there sums are nobody's, and what is written is what was read.
 */
import { assemble } from './wat.ts'

const column = (row: string): string => `(v128.load (i32.add (local.get $${row}) (local.get $at)))`
const product = (number: number): string =>
  `(f32x4.mul (local.get $amount${number}) ${column(`row${number}`)})`
const rowFrom = (number: number): string => `(local.set $row${number} (i32.add (local.get $rows)
  (i32.mul (i32.load offset=${number * 4} (local.get $ids)) (local.get $rowBytes))))`
const amountFrom = (number: number): string =>
  `(local.set $amount${number} (v128.load32_splat offset=${number * 4} (local.get $amounts)))`
const forward = (local: string, bytes: number): string =>
  `(local.set $${local} (i32.add (local.get $${local}) (i32.const ${bytes})))`

/** sums += amount × row, for `count` rows of 32-bit fractions. */
const addRows = `(func $addRows (param $rows i32) (param $rowBytes i32) (param $ids i32) (param $amounts i32)
    (param $count i32) (param $sums i32)
  (local $at i32) (local $row0 i32) (local $row1 i32) (local $row2 i32) (local $row3 i32)
  (local $amount0 v128) (local $amount1 v128) (local $amount2 v128) (local $amount3 v128)
  (block $done (loop $rows4
    (br_if $done (i32.eqz (local.get $count)))
    ${[0, 1, 2, 3].map((number) => `${rowFrom(number)} ${amountFrom(number)}`).join('\n')}
    (local.set $at (i32.const 0))
    (loop $columns
      (v128.store (i32.add (local.get $sums) (local.get $at))
        (f32x4.add ${column('sums')}
          (f32x4.add (f32x4.add ${product(0)} ${product(1)}) (f32x4.add ${product(2)} ${product(3)}))))
      (br_if $columns (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $rowBytes))))
    ${forward('ids', 16)} ${forward('amounts', 16)} ${forward('count', -4)}
    (br $rows4))))`

/** row += amount × steps in the groups of four columns that stand at `groups` (in bytes), for `count` rows. */
const addToRows = `(func $addToRows (param $rows i32) (param $rowBytes i32) (param $ids i32) (param $amounts i32)
    (param $count i32) (param $steps i32) (param $groups i32) (param $groupsEnd i32)
  (local $at i32) (local $group i32) (local $row0 i32) (local $amount0 v128)
  (block $done (loop $next
    (br_if $done (i32.eqz (local.get $count)))
    ${rowFrom(0)} ${amountFrom(0)}
    (local.set $group (local.get $groups))
    (loop $columns
      (local.set $at (i32.load (local.get $group)))
      (v128.store (i32.add (local.get $row0) (local.get $at))
        (f32x4.add ${column('row0')} (f32x4.mul (local.get $amount0) ${column('steps')})))
      (br_if $columns
        (i32.lt_u (local.tee $group (i32.add (local.get $group) (i32.const 4))) (local.get $groupsEnd))))
    ${forward('ids', 4)} ${forward('amounts', 4)} ${forward('count', -1)}
    (br $next))))`

/** Bytes of two rows in turn: first the lower eight of each, or the upper. */
const woven = (half: number, one: string, other: string): string =>
  `(i8x16.shuffle ${Array.from({ length: 16 }, (_, at) => half * 8 + (at >> 1) + (at & 1) * 16).join(' ')}
    (local.get $${one}) (local.get $${other}))`
const dot = (part: 'low' | 'high', number: number): string =>
  `(i32x4.dot_i16x8_s (i16x8.extend_${part}_i8x16_s (local.get $woven${number})) (local.get $amounts${number}))`
const addSums = (offset: number, part: 'low' | 'high'): string =>
  `(v128.store offset=${offset} (local.get $sum)
    (i32x4.add (v128.load offset=${offset} (local.get $sum)) (i32x4.add ${dot(part, 0)} ${dot(part, 1)})))`
const weave = (half: number): string =>
  `(local.set $woven0 ${woven(half, 'bytes0', 'bytes1')}) (local.set $woven1 ${woven(half, 'bytes2', 'bytes3')})`

/** sums += amount × row, for `count` rows of signed bytes at any places; sums of 32 bits, amounts of 16. */
const addByteRows = `(func $addByteRows (param $places i32) (param $amounts i32) (param $count i32)
    (param $rowBytes i32) (param $sums i32)
  (local $at i32) (local $sum i32) (local $row0 i32) (local $row1 i32) (local $row2 i32) (local $row3 i32)
  (local $amounts0 v128) (local $amounts1 v128) (local $woven0 v128) (local $woven1 v128)
  (local $bytes0 v128) (local $bytes1 v128) (local $bytes2 v128) (local $bytes3 v128)
  (block $done (loop $rows4
    (br_if $done (i32.eqz (local.get $count)))
    ${[0, 1, 2, 3].map((number) => `(local.set $row${number} (i32.load offset=${number * 4} (local.get $places)))`).join('\n')}
    (local.set $amounts0 (v128.load32_splat (local.get $amounts)))
    (local.set $amounts1 (v128.load32_splat offset=4 (local.get $amounts)))
    (local.set $at (i32.const 0))
    (local.set $sum (local.get $sums))
    (loop $columns
      ${[0, 1, 2, 3].map((number) => `(local.set $bytes${number} ${column(`row${number}`)})`).join('\n')}
      ${weave(0)} ${addSums(0, 'low')} ${addSums(16, 'high')}
      ${weave(1)} ${addSums(32, 'low')} ${addSums(48, 'high')}
      ${forward('sum', 64)}
      (br_if $columns (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $rowBytes))))
    ${forward('places', 16)} ${forward('amounts', 8)} ${forward('count', -4)}
    (br $rows4))))`

const module = new WebAssembly.Module(assemble([addRows, addToRows, addByteRows].join('\n')))
const pageBytes = 65_536
/** Sixteen numbers of four bytes: how far a loop may reach behind the end. */
const slackBytes = 64

type Loop = (...values: readonly number[]) => void

export interface RowLoops {
  readonly addRows: Loop
  readonly addToRows: Loop
  readonly addByteRows: Loop
  readonly buffer: ArrayBuffer
  /** Where each of the areas asked for begins, in bytes; all are zero. */
  readonly places: readonly number[]
}

/** A memory with areas of these sizes in bytes, and the loops that work in it. */
export function rowLoops(...areas: readonly number[]): RowLoops {
  const places: number[] = []
  let end = 0
  for (const bytes of areas) {
    places.push(end)
    end = Math.ceil((end + bytes + slackBytes) / slackBytes) * slackBytes
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / pageBytes) })
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const loop = (name: string): Loop => {
    const found = exports[name]
    if (found === undefined) throw new Error(`no loop ${name}`)
    return found
  }
  return {
    addRows: loop('addRows'),
    addToRows: loop('addToRows'),
    addByteRows: loop('addByteRows'),
    buffer: memory.buffer,
    places,
  }
}
