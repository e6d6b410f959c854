/**
 * The part of VKScript that clients generate for `execute`: `return EXPRESSION;` where an expression is JSON, an array or
 * object of expressions, or `API.section.method({…})`.
 */
export type ScriptNode =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'array'; readonly items: readonly ScriptNode[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, ScriptNode])[] }
  | { readonly kind: 'call'; readonly method: string; readonly params: ScriptNode }

/** @throws SyntaxError for anything else of the language. */
export function parseScript(code: string): ScriptNode {
  const reader = new ScriptReader(code)
  reader.expect('return')
  const node = readNode(reader)
  reader.skip(';')
  reader.expectEnd()
  return node
}

function readNode(reader: ScriptReader): ScriptNode {
  if (reader.skip('[')) {
    return { kind: 'array', items: reader.listUntil(']', () => readNode(reader)) }
  }
  if (reader.skip('{')) {
    const fields = reader.listUntil('}', () => readField(reader))
    return { kind: 'object', fields }
  }
  const method = reader.match(/API\.([A-Za-z]+(?:\.[A-Za-z]+)?)\s*\(/y)?.[1]
  if (method === undefined) return { kind: 'value', value: readScalar(reader) }
  if (reader.skip(')')) return { kind: 'call', method, params: { kind: 'object', fields: [] } }
  const params = readNode(reader)
  reader.expect(')')
  return { kind: 'call', method, params }
}

function readField(reader: ScriptReader): readonly [string, ScriptNode] {
  const name = reader.match(/[A-Za-z_]\w*|\d+/y)?.[0] ?? String(readScalar(reader))
  reader.expect(':')
  return [name, readNode(reader)]
}

function readScalar(reader: ScriptReader): unknown {
  const source = reader.match(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y)?.[0]
  if (source === undefined) throw reader.unexpected()
  const value: unknown = JSON.parse(source)
  return value
}

class ScriptReader {
  readonly #code: string
  #position = 0

  constructor(code: string) {
    this.#code = code
  }

  match(sticky: RegExp): RegExpExecArray | null {
    this.#skipSpace()
    sticky.lastIndex = this.#position
    const found = sticky.exec(this.#code)
    if (found !== null) this.#position += found[0].length
    return found
  }

  skip(symbol: string): boolean {
    this.#skipSpace()
    if (!this.#code.startsWith(symbol, this.#position)) return false
    this.#position += symbol.length
    return true
  }

  expect(symbol: string): void {
    if (!this.skip(symbol)) throw this.unexpected()
  }

  expectEnd(): void {
    this.#skipSpace()
    if (this.#position < this.#code.length) throw this.unexpected()
  }

  listUntil<Item>(end: string, readItem: () => Item): readonly Item[] {
    const items: Item[] = []
    while (!this.skip(end)) {
      if (items.length > 0) this.expect(',')
      if (items.length > 0 && this.skip(end)) break
      items.push(readItem())
    }
    return items
  }

  unexpected(): SyntaxError {
    return new SyntaxError(`unexpected input at position ${this.#position}`)
  }

  #skipSpace(): void {
    while (/\s/.test(this.#code[this.#position] ?? '')) this.#position += 1
  }
}
