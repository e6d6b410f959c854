/** Learns from unseen texts how one side's labels are best ranked and how far a guess is trusted. */
import { type Opinions, type RankedBy, type SideTrust, blend, factsOf } from './guess-side.ts'
import { highestOf, logOddsOf } from './shares.ts'
import { cautiousTrust, fitTrust } from './trust.ts'

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
  if (cases.length === 0)
    return { rankedBy: 'own', trust: cautiousTrust, reliability: new Float32Array(labelCount) }
  const blended = cases.map(({ opinions }) => blend(opinions))
  const rankedBy = betterRanking(cases, blended)
  const firsts = cases.map(
    ({ opinions }, at) =>
      highestOf(rankedBy === 'own' ? opinions.own : (blended[at] ?? opinions.own), 1)[0] ?? 0,
  )
  const hits = cases.map(({ truth }, at) => firsts[at] === truth)
  const counts = new Precision(labelCount)
  firsts.forEach((label, at) => counts.add(label, hits[at] === true))
  const trust = fitTrust(
    cases.map(({ opinions, words }, at) => {
      const label = firsts[at] ?? 0
      // A text must not tell about itself.
      const reliability = new Float32Array(labelCount)
      reliability[label] = counts.logOdds(label, hits[at] === true)
      return {
        facts: factsOf(opinions, { blended: blended[at] ?? opinions.own, label, words, reliability }),
        isRight: hits[at] === true,
      }
    }),
  )
  return {
    rankedBy,
    trust,
    reliability: Float32Array.from({ length: labelCount }, (_, label) => counts.logOdds(label)),
  }
}

function betterRanking(cases: readonly SideCase[], blended: readonly Float64Array[]): RankedBy {
  let [own, all] = [0, 0]
  cases.forEach(({ opinions, truth }, at) => {
    own += pointsOf(opinions.own, truth)
    all += pointsOf(blended[at] ?? opinions.own, truth)
  })
  return all > own ? 'all' : 'own'
}

/** A first place counts two, one of the first three one. */
function pointsOf(shares: Float64Array, truth: number): number {
  const place = highestOf(shares, 3).indexOf(truth)
  return place === 0 ? 2 : place > 0 ? 1 : 0
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
