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
  let [at, key] = [0, 0]
  const read = (): number => {
    let [value, scale] = [0, 1]
    for (;;) {
      const byte = bytes[at] ?? 0
      at += 1
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
  while (at < bytes.length) {
    key += read()
    to.set(key, (to.get(key) ?? 0) + weight * read())
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
