/**
 * Turns WebAssembly text (core specification 2.0, folded instructions) into a module: as much of it as the loops of
 * `row-loops.ts` need. Functions take whole numbers, return nothing, and are exported by their names; the memory is
 * imported as `env.memory`. An instruction that is not known here throws.
 */
type Tree = string | readonly Tree[]

/** Sections of a module by number, and the forms inside them. */
const section = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const
const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const functionForm = 0x60
const memoryForm = 0x02
const functionExport = 0x00
const end = 0x0b
const noResult = 0x40
const valueTypes: Readonly<Record<string, number>> = { i32: 0x7f, v128: 0x7b }

const simd = (number: number): readonly number[] => [0xfd, ...unsigned(number)]
const plain: Readonly<Record<string, readonly number[]>> = {
  'i32.eqz': [0x45],
  'i32.lt_u': [0x49],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i16x8.extend_low_i8x16_s': simd(0x87),
  'i16x8.extend_high_i8x16_s': simd(0x88),
  'i32x4.add': simd(0xae),
  'i32x4.dot_i16x8_s': simd(0xba),
  'f32x4.add': simd(0xe4),
  'f32x4.mul': simd(0xe6),
}
/** With the logarithm of the alignment that is promised: none. */
const onMemory: Readonly<Record<string, readonly number[]>> = {
  'i32.load': [0x28, 0],
  'v128.load': [...simd(0x00), 0],
  'v128.load32_splat': [...simd(0x09), 0],
  'v128.store': [...simd(0x0b), 0],
}
const onLocals: Readonly<Record<string, number>> = { 'local.get': 0x20, 'local.set': 0x21, 'local.tee': 0x22 }
const branches: Readonly<Record<string, number>> = { br: 0x0c, br_if: 0x0d }
const nests: Readonly<Record<string, number>> = { block: 0x02, loop: 0x03 }

export function assemble(text: string): Uint8Array {
  const functions = treesOf(text).map(compile)
  const types = functions.map(({ paramCount }) => [
    functionForm,
    ...list(Array.from({ length: paramCount }, () => [0x7f])),
    0,
  ])
  const memory = [...name('env'), ...name('memory'), memoryForm, 0, 1]
  return Uint8Array.from([
    ...magicAndVersion,
    ...inSection(section.types, types),
    ...inSection(section.imports, [memory]),
    ...inSection(
      section.functions,
      functions.map((_, index) => unsigned(index)),
    ),
    ...inSection(
      section.exports,
      functions.map((each, index) => [...name(each.name), functionExport, ...unsigned(index)]),
    ),
    ...inSection(
      section.code,
      functions.map(({ code }) => [...unsigned(code.length), ...code]),
    ),
  ])
}

function treesOf(text: string): readonly Tree[] {
  const open: Tree[][] = [[]]
  for (const token of text.replaceAll(/;;.*$/gmu, '').match(/[()]|[^\s()]+/gu) ?? [])
    if (token === '(') open.push([])
    else if (token === ')') {
      const closed = open.pop() ?? []
      open.at(-1)?.push(closed)
    } else open.at(-1)?.push(token)
  return open[0] ?? []
}

interface Compiled {
  readonly name: string
  readonly paramCount: number
  readonly code: readonly number[]
}

function compile(tree: Tree): Compiled {
  const [, name = '', ...parts] = partsOf(tree)
  const declared = (kind: string): readonly (readonly string[])[] =>
    parts.map(partsOf).flatMap((part) => (part[0] === kind ? [part.map(String)] : []))
  const [params, locals] = [declared('param'), declared('local')]
  const numbers = new Map([...params, ...locals].map(([, local = ''], index) => [local, index]))
  const body = parts.slice(params.length + locals.length).flatMap((part) => emit(part, numbers, []))
  const types = locals.map(([, , type = '']) => [1, valueTypes[type] ?? unknown(type)])
  return { name: String(name).slice(1), paramCount: params.length, code: [...list(types), ...body, end] }
}

function emit(tree: Tree, locals: ReadonlyMap<string, number>, labels: readonly string[]): readonly number[] {
  const [head, ...rest] = partsOf(tree)
  const operation = String(head)
  const words = rest.filter((part) => typeof part === 'string')
  const [first = ''] = words
  const inside = nests[operation] === undefined ? labels : [first, ...labels]
  const operands = rest.flatMap((part) => (typeof part === 'string' ? [] : emit(part, locals, inside)))
  const nest = nests[operation]
  if (nest !== undefined) return [nest, noResult, ...operands, end]
  const branch = branches[operation]
  if (branch !== undefined) return [...operands, branch, ...unsigned(labels.indexOf(first))]
  const onLocal = onLocals[operation]
  if (onLocal !== undefined) return [...operands, onLocal, ...unsigned(locals.get(first) ?? unknown(first))]
  if (operation === 'i32.const') return [0x41, ...signed(Number(first))]
  if (operation === 'i8x16.shuffle') return [...operands, ...simd(0x0d), ...words.map(Number)]
  const memory = onMemory[operation]
  if (memory !== undefined)
    return [...operands, ...memory, ...unsigned(Number(first.replace('offset=', '') || 0))]
  return [...operands, ...(plain[operation] ?? unknown(operation))]
}

const partsOf = (tree: Tree): readonly Tree[] => (typeof tree === 'string' ? [tree] : tree)

function unknown(word: string): never {
  throw new Error(`not known to the assembler: ${word}`)
}

const name = (text: string): readonly number[] => [...unsigned(text.length), ...Buffer.from(text, 'latin1')]

const list = (items: readonly (readonly number[])[]): readonly number[] => [
  ...unsigned(items.length),
  ...items.flat(),
]

function inSection(number: number, items: readonly (readonly number[])[]): readonly number[] {
  const body = list(items)
  return [number, ...unsigned(body.length), ...body]
}

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

function signed(value: number): readonly number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
}
