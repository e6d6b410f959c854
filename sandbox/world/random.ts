/** A stream of pseudo-random numbers: the same seed gives the same stream. */
export type Random = {
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly next: () => number
  readonly hex: (length: number) => string
  /** A stream that begins with this seed goes on as this one does. */
  readonly seed: () => number
}

/** mulberry32: short, fast and good enough to spread ids; nothing here is a secret. */
export function createRandom(seed: number): Random {
  let state = Math.trunc(seed)
  const next32 = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const hex = (length: number): string => {
    let text = ''
    while (text.length < length) text += next32().toString(16).padStart(8, '0')
    return text.slice(0, length)
  }
  return { next: () => next32() / 4_294_967_296, hex, seed: () => state }
}
