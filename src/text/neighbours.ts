/** Remembered texts that share words with a new one vote for their labels: exact repeats and fixed phrases answer so. */
import { type SparseRows, rowCount } from './sparse-rows.ts'

export interface Remembered {
  /** Words and pairs of each text, brought to length 1. */
  readonly rows: SparseRows
  /** `labels[row × sides + side]`, numbered in the common row; −1 when not known. */
  readonly labels: Int32Array
}

export interface Voter {
  readonly ids: Int32Array
  readonly values: Float32Array
  /** How many of them hold. */
  readonly count: number
  /** A remembered text that must not vote: the text itself. −1 when it is a new one. */
  readonly except: number
  /** What the linear machine thinks of all labels, numbered in the common row; shares of each side. */
  readonly likely: Float64Array
}

const neighboursMax = 60
/** Words in more of the texts than this make nothing alike, and take most of the time. */
const commonShare = 0.12
/** A text of whose other label the machine thinks nothing still counts so far, for the machine errs. */
const doubt = 0.1
/** Likeness is counted in 64 to 128 steps up to the highest. */
const stepBits = 7
const valueBits = 16
const valueSteps = 2 ** valueBits - 1
/** Texts have a length of at most 1.5 and remembered ones of 1, so likeness stays within 31 bits. */
const amountSteps = 2 ** 13
const likenessStep = 1 / (amountSteps * valueSteps)
/** More would slow every guess; the last ones tell how things are now. */
export const rememberedTextsMax = 4_000

export class Neighbours {
  readonly #labels: Int32Array
  readonly #sideCount: number
  readonly #index: Index
  /** Of each text, in whole numbers: they add up quicker. */
  readonly #likeness: Int32Array
  readonly #steps = new Int32Array(2 ** stepBits)
  readonly #alike: Int32Array
  /** Likeness of the nearest text found last. */
  #highest = 0

  constructor({ rows, labels }: Remembered, featuresTo: number) {
    const texts = rowCount(rows)
    this.#labels = labels
    this.#sideCount = texts === 0 ? 0 : labels.length / texts
    this.#index = invert(rows, { featuresTo, textsMax: Math.max(neighboursMax, texts * commonShare) })
    this.#likeness = new Int32Array(texts)
    this.#alike = new Int32Array(texts + 1)
  }

  /**
   * Adds the votes of the nearest texts, each by its likeness squared and by how likely its other label is: who answered
   * a like text tells more when that text was about the same matter.
   */
  voteInto(voter: Voter, votes: Float32Array): void {
    this.#addLikeness(voter)
    const count = this.#listAlike()
    const least = this.#leastLikeness(count)
    for (let at = 0; at < count; at += 1) {
      const text = this.#alike[at] ?? 0
      const like = this.#likeness[text] ?? 0
      if (like < least || text === voter.except) continue
      this.#voteOf(text, { weight: (like * likenessStep) ** 2, likely: voter.likely }, votes)
    }
  }

  #voteOf(
    text: number,
    { weight, likely }: { readonly weight: number; readonly likely: Float64Array },
    votes: Float32Array,
  ): void {
    const sideCount = this.#sideCount
    const from = text * sideCount
    for (let side = 0; side < sideCount; side += 1) {
      const label = this.#labels[from + side] ?? -1
      if (label === -1) continue
      const other = sideCount === 2 ? (this.#labels[from + 1 - side] ?? -1) : -1
      const agreement = sideCount === 2 ? doubt + (likely[other] ?? 0) : 1
      votes[label] = (votes[label] ?? 0) + weight * agreement
    }
  }

  #addLikeness({ ids, values, count }: Voter): void {
    const { starts, postings } = this.#index
    const likeness = this.#likeness.fill(0)
    for (let at = 0; at < count; at += 1) {
      const id = ids[at] ?? 0
      const amount = Math.round((values[at] ?? 0) * amountSteps)
      const to = starts[id + 1] ?? 0
      for (let place = starts[id] ?? 0; place < to; place += 1) {
        const posting = postings[place] ?? 0
        const text = posting >>> valueBits
        likeness[text] = (likeness[text] ?? 0) + Math.imul(amount, posting & valueSteps)
      }
    }
  }

  /** How many texts are alike at all; they are in `#alike`. */
  #listAlike(): number {
    const likeness = this.#likeness
    const alike = this.#alike
    let count = 0
    let highest = 0
    for (let text = 0; text < likeness.length; text += 1) {
      const like = likeness[text] ?? 0
      // The sign of −like is 1 where they are alike: without a branch, which half of the time would be guessed wrong.
      alike[count] = text
      count += -like >>> 31
      if (like > highest) highest = like
    }
    this.#highest = highest
    return count
  }

  /** Of the nearest `neighboursMax`, by counting in steps: near enough for a vote, and linear. */
  #leastLikeness(count: number): number {
    if (count <= neighboursMax) return 0
    const likeness = this.#likeness
    const alike = this.#alike
    const counts = this.#steps.fill(0)
    const shift = Math.max(0, bitsOf(this.#highest) - stepBits)
    for (let at = 0; at < count; at += 1) {
      const step = (likeness[alike[at] ?? 0] ?? 0) >> shift
      counts[step] = (counts[step] ?? 0) + 1
    }
    let seen = 0
    for (let step = counts.length - 1; step > 0; step -= 1) {
      seen += counts[step] ?? 0
      if (seen >= neighboursMax) return step << shift
    }
    return 0
  }
}

const bitsOf = (value: number): number => 32 - Math.clz32(value)

interface Index {
  /** Texts with feature `id` stand between `starts[id]` and `starts[id + 1]`. */
  readonly starts: Int32Array
  /** Number of the text, and how much the feature weighs in it, in one number: half the memory to walk through. */
  readonly postings: Int32Array
}

/** Features of too many texts are left out. */
function invert(
  { starts: rowStarts, ids, values: amounts }: SparseRows,
  { featuresTo, textsMax }: { readonly featuresTo: number; readonly textsMax: number },
): Index {
  const counts = new Int32Array(featuresTo)
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1
  const starts = new Int32Array(featuresTo + 1)
  for (let id = 0; id < featuresTo; id += 1) {
    const count = counts[id] ?? 0
    starts[id + 1] = (starts[id] ?? 0) + (count > textsMax ? 0 : count)
  }
  const next = starts.slice()
  const postings = new Int32Array(starts[featuresTo] ?? 0)
  for (let text = 0; text + 1 < rowStarts.length; text += 1)
    for (let at = rowStarts[text] ?? 0; at < (rowStarts[text + 1] ?? 0); at += 1) {
      const id = ids[at] ?? 0
      if ((counts[id] ?? 0) > textsMax) continue
      const place = next[id] ?? 0
      next[id] = place + 1
      // At least 1: a text that is touched must not look untouched.
      const steps = Math.max(1, Math.round((amounts[at] ?? 0) * valueSteps))
      postings[place] = (text << valueBits) | steps
    }
  return { starts, postings }
}
