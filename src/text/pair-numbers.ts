/**
 * Finds the number of a pair of numbered words: a hash table in typed arrays, several times quicker than a `Map`. Most
 * pairs of a text were never seen; a byte per place, small enough to stay near the processor, tells so.
 */
export class PairNumbers {
  /** 0 where the place is free, else a few bits of the pair's hash. */
  readonly #marks: Uint8Array
  /** First word, second word and number of the pair. */
  readonly #table: Int32Array
  readonly #mask: number

  /** Pair `n` is `pairs[2n]`, `pairs[2n + 1]`. */
  constructor(pairs: Int32Array) {
    let places = 16
    while (places < pairs.length) places *= 2
    this.#mask = places - 1
    this.#marks = new Uint8Array(places)
    this.#table = new Int32Array(places * 3)
    for (let at = 0; at < pairs.length; at += 2) this.#add(pairs[at] ?? 0, pairs[at + 1] ?? 0, at / 2)
  }

  /** −1 when the pair was never seen. */
  find(first: number, second: number): number {
    const hash = hashOf(first, second)
    const mark = markOf(hash)
    let place = hash & this.#mask
    for (;;) {
      const found = this.#marks[place] ?? 0
      if (found === 0) return -1
      const at = place * 3
      if (found === mark && this.#table[at] === first && this.#table[at + 1] === second)
        return this.#table[at + 2] ?? -1
      place = (place + 1) & this.#mask
    }
  }

  #add(first: number, second: number, number: number): void {
    const hash = hashOf(first, second)
    let place = hash & this.#mask
    while (this.#marks[place] !== 0) place = (place + 1) & this.#mask
    this.#marks[place] = markOf(hash)
    this.#table.set([first, second, number], place * 3)
  }
}

function hashOf(first: number, second: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

/** Bits that say nothing about the place; never 0. */
const markOf = (hash: number): number => (hash >>> 24) | 1
