/** Remembered texts that share words with a new one vote for their labels: exact repeats and fixed phrases answer so. */
import type { FeatureVector } from './features.ts'

export interface Remembered {
  readonly vector: FeatureVector
  readonly labels: readonly number[]
}

export interface Neighbours {
  /** Adds the votes of the nearest texts; at most `neighboursMax` of them, each by its likeness squared. */
  voteInto(vector: FeatureVector, votes: Float32Array): void
}

const neighboursMax = 60
/** Words in more of the texts than this make nothing alike, and take most of the time. */
const commonShare = 0.12
/** More would slow every guess; the last ones tell how things are now. */
export const rememberedTextsMax = 4_000

/** Only features below `featuresTo` are compared: words and pairs, not pieces. */
export function buildNeighbours(remembered: readonly Remembered[], featuresTo: number): Neighbours {
  const { starts, texts, values } = invert(remembered, featuresTo)
  const likeness = new Float32Array(remembered.length)
  const textsWithWordMax = Math.max(neighboursMax, remembered.length * commonShare)
  return {
    voteInto(vector, votes) {
      likeness.fill(0)
      let squares = 0
      for (let at = 0; at < vector.ids.length; at += 1) {
        const id = vector.ids[at] ?? 0
        if (id >= featuresTo) continue
        const amount = vector.values[at] ?? 0
        squares += amount * amount
        const from = starts[id] ?? 0
        const to = starts[id + 1] ?? 0
        if (to - from > textsWithWordMax) continue
        for (let place = from; place < to; place += 1) {
          const text = texts[place] ?? 0
          likeness[text] = (likeness[text] ?? 0) + amount * (values[place] ?? 0)
        }
      }
      if (squares === 0) return
      const least = nthHighest(likeness, neighboursMax)
      for (let text = 0; text < likeness.length; text += 1) {
        const like = likeness[text] ?? 0
        if (like <= 0 || like < least) continue
        for (const label of remembered[text]?.labels ?? [])
          votes[label] = (votes[label] ?? 0) + (like * like) / squares
      }
    },
  }
}

interface Index {
  /** Texts with feature `id` stand between `starts[id]` and `starts[id + 1]`. */
  readonly starts: Int32Array
  readonly texts: Int32Array
  readonly values: Float32Array
}

function invert(remembered: readonly Remembered[], featuresTo: number): Index {
  const starts = new Int32Array(featuresTo + 1)
  for (const { vector } of remembered)
    for (const id of vector.ids) if (id < featuresTo) starts[id + 1] = (starts[id + 1] ?? 0) + 1
  for (let id = 0; id < featuresTo; id += 1) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0)
  const next = starts.slice()
  const texts = new Int32Array(starts[featuresTo] ?? 0)
  const values = new Float32Array(texts.length)
  remembered.forEach(({ vector }, text) => {
    const length = Math.sqrt(
      vector.values.reduce(
        (sum, value, at) => ((vector.ids[at] ?? 0) < featuresTo ? sum + value * value : sum),
        0,
      ),
    )
    for (let at = 0; at < vector.ids.length; at += 1) {
      const id = vector.ids[at] ?? 0
      if (id >= featuresTo) continue
      const place = next[id] ?? 0
      next[id] = place + 1
      texts[place] = text
      values[place] = (vector.values[at] ?? 0) / length
    }
  })
  return { starts, texts, values }
}

/** The nth highest of many values, by counting them in 64 steps: near enough for a vote, and linear. */
function nthHighest(values: Float32Array, nth: number): number {
  let highest = 0
  for (let at = 0; at < values.length; at += 1) if ((values[at] ?? 0) > highest) highest = values[at] ?? 0
  if (highest === 0) return 0
  const counts = new Int32Array(65)
  const scale = 64 / highest
  for (let at = 0; at < values.length; at += 1) {
    const step = Math.trunc((values[at] ?? 0) * scale)
    counts[step] = (counts[step] ?? 0) + 1
  }
  let seen = 0
  for (let step = 64; step > 0; step -= 1) {
    seen += counts[step] ?? 0
    if (seen >= nth) return step / scale
  }
  return 0
}
