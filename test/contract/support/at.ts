/** A value deep inside a JSON answer; undefined when the way there ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined
    current = new Map<unknown, unknown>(Object.entries(current)).get(String(key))
  }
  return current
}

export function numberAt(value: unknown, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path)
  if (typeof found === 'number') return found
  throw new Error(`no number at ${path.join('.')} of ${JSON.stringify(value)}`)
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path)
  if (typeof found === 'string') return found
  throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(value)}`)
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found: unknown = at(value, ...path)
  if (Array.isArray(found)) return found
  throw new Error(`no list at ${path.join('.')} of ${JSON.stringify(value)}`)
}
