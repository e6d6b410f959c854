export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** undefined when it is not JSON; JSON has no undefined of its own. */
export function parseJson(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source)
    return value
  } catch {
    return undefined
  }
}
