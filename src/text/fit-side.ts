/** Learns from unseen texts how far a guess of one side's labels is trusted. */
import { type Opinions, type SideTrust, factsOf, firstGuessOf } from './guess-side.ts'
import { logOddsOf } from './shares.ts'
import { fitTrust } from './trust.ts'

/** One side of one unseen text. */
export interface SideCase {
  readonly opinions: Opinions
  readonly truth: number
  /** Different words of the text. */
  readonly words: number
}

/** So many imagined guesses of each label are as often right as all guesses. */
const smoothing = 5

export function fitSide(cases: readonly SideCase[], labelCount: number): SideTrust {
  const scratch = new Float64Array(labelCount)
  const firsts = cases.map(({ opinions }) => firstGuessOf(opinions, scratch))
  const counts = new Precision(labelCount)
  cases.forEach(({ truth }, at) => counts.add(firsts[at] ?? 0, firsts[at] === truth))
  const trust = fitTrust(
    cases.map(({ opinions, truth, words }, at) => {
      const label = firsts[at] ?? 0
      const isRight = label === truth
      // A text must not tell about itself.
      const reliability = counts.logOdds(label, isRight)
      return { facts: factsOf(opinions, label, { words, reliability }), isRight }
    }),
  )
  const reliability = Float32Array.from({ length: labelCount }, (_, label) =>
    cases.length === 0 ? 0 : counts.logOdds(label),
  )
  return { trust, reliability }
}

class Precision {
  readonly #guessed: Int32Array
  readonly #right: Int32Array
  #allGuessed = 0
  #allRight = 0

  constructor(labelCount: number) {
    this.#guessed = new Int32Array(labelCount)
    this.#right = new Int32Array(labelCount)
  }

  add(label: number, isRight: boolean): void {
    this.#guessed[label] = (this.#guessed[label] ?? 0) + 1
    this.#right[label] = (this.#right[label] ?? 0) + (isRight ? 1 : 0)
    this.#allGuessed += 1
    this.#allRight += isRight ? 1 : 0
  }

  /** With `isRight`, as if that guess had not been made. */
  logOdds(label: number, isRight?: boolean): number {
    const mean = this.#allRight / Math.max(1, this.#allGuessed)
    const right = (this.#right[label] ?? 0) - (isRight === true ? 1 : 0)
    const guessed = (this.#guessed[label] ?? 0) - (isRight === undefined ? 0 : 1)
    return logOddsOf((right + smoothing * mean) / (guessed + smoothing))
  }
}
