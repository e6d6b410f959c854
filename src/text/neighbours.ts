/** Remembered texts that share words with a new one vote for their labels: exact repeats and fixed phrases answer so. */
import { type SparseRows, rowCount } from './sparse-rows.ts'

export interface Remembered {
  /** Words and pairs of each text, brought to length 1. */
  readonly rows: SparseRows
  /** `labels[row × sides + side]`, numbered in the common row; −1 when not known. */
  readonly labels: Int32Array
}

export interface Voter {
  readonly ids: readonly number[]
  readonly values: readonly number[]
  /** A remembered text that must not vote: the text itself. −1 when it is a new one. */
  readonly except: number
}

const neighboursMax = 60
/** Words in more of the texts than this make nothing alike, and take most of the time. */
const commonShare = 0.12
/** More would slow every guess; the last ones tell how things are now. */
export const rememberedTextsMax = 4_000

export class Neighbours {
  readonly #labels: Int32Array
  readonly #sideCount: number
  readonly #index: Index
  readonly #likeness: Float32Array
  readonly #touched: Int32Array
  readonly #textsWithWordMax: number

  constructor({ rows, labels }: Remembered, featuresTo: number) {
    const texts = rowCount(rows)
    this.#labels = labels
    this.#sideCount = texts === 0 ? 0 : labels.length / texts
    this.#index = invert(rows, featuresTo)
    this.#likeness = new Float32Array(texts)
    this.#touched = new Int32Array(texts)
    this.#textsWithWordMax = Math.max(neighboursMax, texts * commonShare)
  }

  /** Adds the votes of the nearest texts, each by its likeness squared. */
  voteInto(voter: Voter, votes: Float32Array): void {
    const count = this.#findAlike(voter)
    const least = this.#leastLikeness(count)
    for (let at = 0; at < count; at += 1) {
      const text = this.#touched[at] ?? 0
      const like = this.#likeness[text] ?? 0
      this.#likeness[text] = 0
      if (like < least || text === voter.except) continue
      for (let side = 0; side < this.#sideCount; side += 1) {
        const label = this.#labels[text * this.#sideCount + side] ?? -1
        if (label !== -1) votes[label] = (votes[label] ?? 0) + like * like
      }
    }
  }

  /** How many texts share a word; they are in `#touched`. */
  #findAlike({ ids, values }: Voter): number {
    const { starts, texts, values: amounts } = this.#index
    const [likeness, touched] = [this.#likeness, this.#touched]
    let count = 0
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0
      const amount = values[at] ?? 0
      const [from, to] = [starts[id] ?? 0, starts[id + 1] ?? 0]
      if (to - from > this.#textsWithWordMax) continue
      for (let place = from; place < to; place += 1) {
        const text = texts[place] ?? 0
        const before = likeness[text] ?? 0
        if (before === 0) {
          touched[count] = text
          count += 1
        }
        likeness[text] = before + amount * (amounts[place] ?? 0)
      }
    }
    return count
  }

  /** Of the nearest `neighboursMax`, by counting in 64 steps: near enough for a vote, and linear. */
  #leastLikeness(count: number): number {
    if (count <= neighboursMax) return 0
    let highest = 0
    for (let at = 0; at < count; at += 1)
      highest = Math.max(highest, this.#likeness[this.#touched[at] ?? 0] ?? 0)
    const counts = new Int32Array(65)
    const scale = 64 / highest
    for (let at = 0; at < count; at += 1) {
      const step = Math.trunc((this.#likeness[this.#touched[at] ?? 0] ?? 0) * scale)
      counts[step] = (counts[step] ?? 0) + 1
    }
    let seen = 0
    for (let step = 64; step > 0; step -= 1) {
      seen += counts[step] ?? 0
      if (seen >= neighboursMax) return step / scale
    }
    return 0
  }
}

interface Index {
  /** Texts with feature `id` stand between `starts[id]` and `starts[id + 1]`. */
  readonly starts: Int32Array
  readonly texts: Int32Array
  readonly values: Float32Array
}

function invert({ starts: rowStarts, ids, values: amounts }: SparseRows, featuresTo: number): Index {
  const starts = new Int32Array(featuresTo + 1)
  for (const id of ids) starts[id + 1] = (starts[id + 1] ?? 0) + 1
  for (let id = 0; id < featuresTo; id += 1) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0)
  const next = starts.slice()
  const texts = new Int32Array(ids.length)
  const values = new Float32Array(ids.length)
  for (let text = 0; text + 1 < rowStarts.length; text += 1)
    for (let at = rowStarts[text] ?? 0; at < (rowStarts[text + 1] ?? 0); at += 1) {
      const id = ids[at] ?? 0
      const place = next[id] ?? 0
      next[id] = place + 1
      texts[place] = text
      values[place] = amounts[at] ?? 0
    }
  return { starts, texts, values }
}
