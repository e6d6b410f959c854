import { createRandom } from '../../sandbox/world/random.ts'

/** Everything that is drawn comes from here: the same seed draws the same. */
export class Draw {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = createRandom(seed).next
  }

  /** A stream of its own, so that what one person draws does not depend on how quick the others are. */
  branch(): Draw {
    return new Draw(Math.floor(this.#next() * 2 ** 32))
  }

  chance(probability: number): boolean {
    return this.#next() < probability
  }

  between(low: number, high: number): number {
    return low + this.#next() * (high - low)
  }

  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }

  one<Value>(values: readonly Value[]): Value {
    const [drawn] = values.slice(this.integer(0, values.length - 1))
    if (drawn === undefined) throw new Error('nothing to draw from')
    return drawn
  }

  weighted<Value extends { readonly weight: number }>(values: readonly Value[]): Value {
    let left = this.#next() * values.reduce((sum, { weight }) => sum + weight, 0)
    const drawn = values.find(({ weight }) => (left -= weight) < 0) ?? values.at(-1)
    if (drawn === undefined) throw new Error('nothing to draw from')
    return drawn
  }
}
