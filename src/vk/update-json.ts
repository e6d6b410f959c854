import type { Json, JsonObject } from '../app/ports.ts'

/**
 * An object as PostgreSQL can keep it in a jsonb column: it refuses NUL and half surrogate pairs, which VK lets
 * through from people, and one of them would refuse the whole batch. They become U+FFFD.
 */
export function storableObject(object: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [storableText(name), storable(value)]),
  )
}

function storable(value: unknown): Json {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value === 'object' && value !== null) return storableObject({ ...value })
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function storableText(text: string): string {
  return unstorable.test(text) ? text.replaceAll(allUnstorable, '\u{FFFD}') : text
}

// oxlint-disable-next-line no-control-regex -- NUL is what has to be found
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const allUnstorable = new RegExp(unstorable, 'g')
