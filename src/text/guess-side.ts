/**
 * Three opinions about the labels of one side, and what becomes of them: the linear machine's own, what the labels of
 * the other side suggest, and the votes of remembered texts. Used alike when a model learns how far to trust itself and
 * when it guesses.
 */
import { type GuessFacts, type Trust, confidenceOf } from './trust.ts'
import { highestOf, logOddsOf } from './shares.ts'

export interface Opinions {
  readonly own: Float64Array
  /** Null when there is no other side to learn from. */
  readonly linked: Float64Array | null
  readonly votes: Float64Array
}

export interface SideTrust {
  readonly trust: Trust
  /** Logarithm of the odds that a guess of each label is right. */
  readonly reliability: Float32Array
}

interface Weights {
  readonly linked: number
  readonly votes: number
}

/** Found by cross-validation; flat around these values. The first guess is nearly the machine's own … */
const forFirst: Weights = { linked: 0.05, votes: 0.05 }
/** … for the next ones remembered texts know better … */
const forOthers: Weights = { linked: 0.05, votes: 0.2 }
/** … and how sure a guess is hangs on how far all three agree. */
const forTrust: Weights = { linked: 0.15, votes: 0.2 }

function blend({ own, linked, votes }: Opinions, weights: Weights): Float64Array {
  let allVotes = 0
  for (let label = 0; label < votes.length; label += 1) allVotes += votes[label] ?? 0
  const [ofLinked, ofVotes] = [linked === null ? 0 : weights.linked, allVotes > 0 ? weights.votes : 0]
  const ofOwn = 1 - ofLinked - ofVotes
  const blended = new Float64Array(own.length)
  for (let label = 0; label < own.length; label += 1) {
    const fromOther = linked === null ? 0 : ofLinked * (linked[label] ?? 0)
    blended[label] = ofOwn * (own[label] ?? 0) + fromOther + ofVotes * (votes[label] ?? 0)
  }
  return blended
}

/** The label that a text most likely has. */
export const firstGuessOf = (opinions: Opinions): number => highestOf(blend(opinions, forFirst), 1)[0] ?? 0

export interface SideGuess {
  readonly label: number
  readonly confidence: number
}

/** The best labels by falling confidence. */
export function guessSide(
  opinions: Opinions,
  { trust, reliability }: SideTrust,
  { words, limit }: { readonly words: number; readonly limit: number },
): readonly SideGuess[] {
  if (opinions.own.length === 0) return []
  const first = firstGuessOf(opinions)
  const confidence = confidenceOf(
    trust,
    factsOf(opinions, first, { words, reliability: reliability[first] ?? 0 }),
  )
  const shares = blend(opinions, forOthers)
  const share = shares[first] ?? 0
  const rest = share >= 1 ? 0 : (1 - confidence) / (1 - share)
  const others = highestOf(shares, limit + 1).filter((label) => label !== first)
  return [
    { label: first, confidence },
    ...others.map((label) => ({ label, confidence: Math.min(confidence, (shares[label] ?? 0) * rest) })),
  ].slice(0, limit)
}

/** What tells how likely it is that a text has the label. */
export function factsOf(
  opinions: Opinions,
  label: number,
  { words, reliability }: { readonly words: number; readonly reliability: number },
): GuessFacts {
  return {
    logOdds: logOddsOf(blend(opinions, forTrust)[label] ?? 0),
    votes: opinions.votes[label] ?? 0,
    words: Math.log(1 + words),
    reliability,
  }
}
