/** Finds the number of a pair of numbered words: a hash table in one typed array, several times quicker than a `Map`. */
export class PairNumbers {
  /** First word, second word and number + 1 of each pair; 0 where the place is free. */
  readonly #table: Int32Array
  readonly #mask: number

  /** Pair `n` is `pairs[2n]`, `pairs[2n + 1]`. */
  constructor(pairs: Int32Array) {
    let places = 16
    while (places < pairs.length) places *= 2
    this.#mask = places - 1
    this.#table = new Int32Array(places * 3)
    for (let at = 0; at < pairs.length; at += 2) this.#add(pairs[at] ?? 0, pairs[at + 1] ?? 0, at / 2)
  }

  /** −1 when the pair was never seen. */
  find(first: number, second: number): number {
    let place = this.#placeOf(first, second)
    for (;;) {
      const number = this.#table[place * 3 + 2] ?? 0
      if (number === 0) return -1
      if (this.#table[place * 3] === first && this.#table[place * 3 + 1] === second) return number - 1
      place = (place + 1) & this.#mask
    }
  }

  #add(first: number, second: number, number: number): void {
    let place = this.#placeOf(first, second)
    while ((this.#table[place * 3 + 2] ?? 0) !== 0) place = (place + 1) & this.#mask
    this.#table[place * 3] = first
    this.#table[place * 3 + 1] = second
    this.#table[place * 3 + 2] = number + 1
  }

  #placeOf(first: number, second: number): number {
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & this.#mask
  }
}
