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
  /** Null when no remembered text is alike. */
  readonly votes: Float64Array | null
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
/**
 * … for the next ones remembered texts know more, and on the second side, who answers, also what the matter is: the same
 * matter goes to several, but the same people answer many matters.
 */
const forOthers: readonly Weights[] = [
  { linked: 0, votes: 0.05 },
  { linked: 0.3, votes: 0.15 },
]

/** How much each opinion counts: an opinion that is missing leaves its part to the machine. */
interface Mix {
  readonly own: number
  readonly linked: number
  readonly votes: number
}

function mixOf({ linked, votes }: Opinions, weights: Weights): Mix {
  const [ofLinked, ofVotes] = [linked === null ? 0 : weights.linked, votes === null ? 0 : weights.votes]
  return { own: 1 - ofLinked - ofVotes, linked: ofLinked, votes: ofVotes }
}

/** Writes what all opinions together give each label; with no opinions but the machine's own, its shares. */
function blendInto(shares: Float64Array, { own, linked, votes }: Opinions, mix: Mix): void {
  const [ofOwn, ofLinked, ofVotes] = [mix.own, mix.linked, mix.votes]
  // What is missing counts nothing, so anything of the same length may stand for it.
  const [links, ballots] = [linked ?? own, votes ?? own]
  for (let label = 0; label < own.length; label += 1)
    shares[label] =
      ofOwn * (own[label] ?? 0) + ofLinked * (links[label] ?? 0) + ofVotes * (ballots[label] ?? 0)
}

/** The label that a text most likely has. `scratch` has room for all labels. */
export function firstGuessOf(opinions: Opinions, scratch: Float64Array): number {
  blendInto(scratch, opinions, mixOf(opinions, forFirst))
  let first = 0
  let highest = -Infinity
  for (let label = 0; label < opinions.own.length; label += 1) {
    const share = scratch[label] ?? 0
    if (share <= highest) continue
    highest = share
    first = label
  }
  return first
}

export interface SideGuess {
  readonly label: number
  readonly confidence: number
}

interface GuessAsked {
  /** Different words of the text. */
  readonly words: number
  readonly limit: number
  /** Of the side in the model. */
  readonly place: number
  readonly scratch: Float64Array
}

/** The best labels by falling confidence. `scratch` has room for all labels. */
export function guessSide(
  opinions: Opinions,
  { trust, reliability }: SideTrust,
  { words, limit, place, scratch }: GuessAsked,
): readonly SideGuess[] {
  if (opinions.own.length === 0) return []
  const first = firstGuessOf(opinions, scratch)
  const confidence = confidenceOf(
    trust,
    factsOf(opinions, first, { words, reliability: reliability[first] ?? 0 }),
  )
  const shares = scratch
  blendInto(shares, opinions, mixOf(opinions, forOthers[place] ?? forFirst))
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
    logOdds: logOddsOf(opinions.own[label] ?? 0),
    votes: opinions.votes?.[label] ?? 0,
    words: Math.log(1 + words),
    reliability,
  }
}
