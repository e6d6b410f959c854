/** Sums as bytes: pairs of key and amount in the order of keys, as variable-length integers; keys as steps. */
import type { Sums } from './measures.ts'

/** Amounts are whole and not negative; zeros are left out. */
export function packSums(sums: Sums): Uint8Array {
  const bytes: number[] = []
  let previous = 0
  for (const [key, amount] of [...sums].sort(([left], [right]) => left - right)) {
    if (amount === 0) continue
    write(bytes, key - previous)
    write(bytes, amount)
    previous = key
  }
  return Uint8Array.from(bytes)
}

/** Adds packed sums to others, or takes them away by a weight of -1; returns the same map. */
export function addPacked(
  bytes: Uint8Array,
  to: Map<number, number>,
  weight: 1 | -1 = 1,
): Map<number, number> {
  let [at, key, isKey] = [0, 0, true]
  const isEmpty = to.size === 0
  while (at < bytes.length) {
    let byte = bytes[at++] ?? 0
    let value = byte & 127
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[at++] ?? 0
      value += (byte & 127) * scale
    }
    if (isKey) key += value
    else to.set(key, (isEmpty ? 0 : (to.get(key) ?? 0)) + weight * value)
    isKey = !isKey
  }
  return to
}

/** Numbers above 2³¹ (seconds, summed) need division instead of shifts. */
function write(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}
