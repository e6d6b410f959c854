/**
 * Three opinions about the labels of one side, and what becomes of them: the linear machine's own, what the labels of
 * the other side suggest, and the votes of remembered texts. Used alike when a model learns how far to trust itself and
 * when it guesses.
 */
import { type Trust, confidenceOf } from './trust.ts'
import { highestOf, logOddsOf } from './shares.ts'

export interface Opinions {
  readonly own: Float64Array
  /** Null when there is no other side to learn from. */
  readonly linked: Float64Array | null
  readonly votes: Float64Array
}

/** Whether all three rank the labels, or the machine alone: whichever ranked unseen texts better. */
export type RankedBy = 'own' | 'all'

export interface SideTrust {
  readonly rankedBy: RankedBy
  readonly trust: Trust
  /** Logarithm of the odds that a guess of each label is right. */
  readonly reliability: Float32Array
}

/** Found by cross-validation; flat around these values. */
const linkedWeight = 0.15
const votesWeight = 0.2

export function blend({ own, linked, votes }: Opinions): Float64Array {
  let allVotes = 0
  for (let label = 0; label < votes.length; label += 1) allVotes += votes[label] ?? 0
  const [ofLinked, ofVotes] = [linked === null ? 0 : linkedWeight, allVotes > 0 ? votesWeight : 0]
  const ofOwn = 1 - ofLinked - ofVotes
  const blended = new Float64Array(own.length)
  for (let label = 0; label < own.length; label += 1) {
    const fromOther = linked === null ? 0 : ofLinked * (linked[label] ?? 0)
    blended[label] = ofOwn * (own[label] ?? 0) + fromOther + ofVotes * (votes[label] ?? 0)
  }
  return blended
}

export interface SideGuess {
  readonly label: number
  readonly confidence: number
}

/** The best labels by falling confidence. */
export function guessSide(
  opinions: Opinions,
  { rankedBy, trust, reliability }: SideTrust,
  { words, limit }: { readonly words: number; readonly limit: number },
): readonly SideGuess[] {
  const blended = blend(opinions)
  const ranking = rankedBy === 'own' ? opinions.own : blended
  const best = highestOf(ranking, limit)
  const first = best[0] ?? 0
  const confidence = confidenceOf(trust, factsOf(opinions, { blended, label: first, words, reliability }))
  const share = ranking[first] ?? 0
  const rest = share >= 1 ? 0 : (1 - confidence) / (1 - share)
  return best.map((label, place) => ({
    label,
    confidence: place === 0 ? confidence : Math.min(confidence, (ranking[label] ?? 0) * rest),
  }))
}

export const factsOf = (
  { votes }: Opinions,
  {
    blended,
    label,
    words,
    reliability,
  }: {
    readonly blended: Float64Array
    readonly label: number
    readonly words: number
    readonly reliability: Float32Array
  },
) => ({
  logOdds: logOddsOf(blended[label] ?? 0),
  votes: votes[label] ?? 0,
  words: Math.log(1 + words),
  reliability: reliability[label] ?? 0,
})
