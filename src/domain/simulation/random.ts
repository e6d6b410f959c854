/** Randomness that is the same for the same seed, on every machine. */
export interface Random {
  /** 0 ≤ value < 1. */
  next(): number
  /** True with a probability. */
  chance(probability: number): boolean
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number
  pick<Value>(values: readonly [Value, ...Value[]]): Value
  /** Lognormal: half of the values are below `median`; `spread` is the deviation of the logarithm. */
  around(median: number, spread: number): number
}

/** @see Mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    chance: (probability) => next() < probability,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    around: (median, spread) => median * Math.exp(spread * normal()),
  }
}
