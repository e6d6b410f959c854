/**
 * Ranks the labels of a text (topics, institutions, whatever a history calls them) with a calibrated confidence.
 * The linear parts of a score are folded into one row per word, and rows of common words are kept ready, so that a
 * text costs its different words × labels. See docs/classification.md.
 */
import { type Calibration, calibrate, logOddsOf } from './calibration.ts'
import { type Neighbours, type Remembered, buildNeighbours } from './neighbours.ts'
import { toShares } from './opinion-weights.ts'
import { type QuantisedRows, addRow } from './quantised-rows.ts'
import { type WeightedWord, WordSpace, type WordSpaceParts, weightedWords } from './word-space.ts'
import { type Word, wordsOf } from './words.ts'

export interface RankedLabel {
  readonly label: string
  /** Calibrated: of first guesses given 0.8, about four of five are right. 0…1. */
  readonly confidence: number
}

/** One question about a text: what about, who answers. */
export interface ModelSide {
  readonly labels: readonly string[]
  /** Weight of the votes of neighbours. */
  readonly voteWeight: number
  readonly calibration: Calibration
}

/** All that a model is, as stored. Labels of all sides are numbered in one row. */
export interface TextModelParts {
  readonly sides: readonly ModelSide[]
  readonly space: WordSpaceParts
  /** First look, whose shares of labels the second look uses; null for a model of one look. */
  readonly firstLook: QuantisedRows | null
  /** Rows of features, then (after a first look) of labels, then of the constant. */
  readonly lastLook: QuantisedRows
  readonly remembered: readonly Remembered[]
}

export interface TextModel {
  readonly parts: TextModelParts
  /** For each side the best labels by falling confidence, at most `limit`. Never fails: no word known gives a low confidence. */
  rank(text: string, limit?: number): readonly (readonly RankedLabel[])[]
  rankWords(words: readonly Word[], limit?: number): readonly (readonly RankedLabel[])[]
}

/** How sharply scores of the first look become shares; of the three values tried (6, 7, 8) none was clearly better. */
const sharpness = 7
export const shareMin = 0.02
export const shareWeight = 0.7
const limitDefault = 5
/** About 2 kB each with 240 labels. */
const rowsRememberedMax = 12_000

export function createTextModel(parts: TextModelParts): TextModel {
  const scorer = new Scorer(parts)
  const rankWords: TextModel['rankWords'] = (words, limit = limitDefault) => scorer.rank(words, limit)
  return { parts, rankWords, rank: (text, limit = limitDefault) => rankWords(wordsOf(text), limit) }
}

/** Shares of one side's labels by the scores of a first look, `from` being the side's first label. */
export function sharesOf(scores: Float32Array, from: number, count: number): Float64Array {
  const shares = new Float64Array(count)
  for (let label = 0; label < count; label += 1) shares[label] = sharpness * (scores[from + label] ?? 0)
  return toShares(shares)
}

class Scorer {
  readonly #parts: TextModelParts
  readonly #space: WordSpace
  readonly #neighbours: Neighbours
  readonly #labelCount: number
  readonly #sums: Float32Array
  readonly #votes: Float32Array
  readonly #rows = new Map<string, Float32Array>()

  constructor(parts: TextModelParts) {
    this.#parts = parts
    this.#space = new WordSpace(parts.space)
    this.#neighbours = buildNeighbours(parts.remembered, this.#space.piecesFrom)
    this.#labelCount = parts.lastLook.rowLength
    this.#votes = new Float32Array(this.#labelCount)
    this.#sums = new Float32Array(this.#labelCount * (parts.firstLook === null ? 1 : 2))
  }

  rank(words: readonly Word[], limit: number): readonly (readonly RankedLabel[])[] {
    const weighted = weightedWords(words)
    this.#addFeatures(words, weighted)
    this.#addFirstLook()
    let from = 0
    return this.#parts.sides.map((side) => {
      const scores = this.#scoresOf(side, from)
      from += side.labels.length
      return bestLabels(side, scores, limit)
    })
  }

  #addFeatures(words: readonly Word[], weighted: readonly WeightedWord[]): void {
    const sums = this.#sums.fill(0)
    const scale = this.#space.scaleOf(weighted)
    this.#addWords(weighted, scale)
    const pairs = this.#space.pairsOf(words)
    for (let at = 0; at < pairs.ids.length; at += 1)
      this.#addBoth(pairs.ids[at] ?? 0, pairs.values[at] ?? 0, sums)
    const { firstLook, lastLook } = this.#parts
    addRow(lastLook, lastLook.scales.length - 1, 1, sums, 0)
    if (firstLook !== null) addRow(firstLook, firstLook.scales.length - 1, 1, sums, this.#labelCount)
    this.#vote(weighted, scale, pairs)
  }

  /** Four words at once: the sums are read and written a quarter as often, which is most of the time. */
  #addWords(weighted: readonly WeightedWord[], scale: number): void {
    const sums = this.#sums
    const rowAt = (at: number): Float32Array => {
      const word = weighted[at]
      return word === undefined ? sums : this.#rowOf(word.stem)
    }
    for (let at = 0; at < weighted.length; at += 4) {
      const [row0, row1, row2, row3] = [rowAt(at), rowAt(at + 1), rowAt(at + 2), rowAt(at + 3)]
      const amount0 = (weighted[at]?.weight ?? 0) * scale
      const amount1 = (weighted[at + 1]?.weight ?? 0) * scale
      const amount2 = (weighted[at + 2]?.weight ?? 0) * scale
      const amount3 = (weighted[at + 3]?.weight ?? 0) * scale
      for (let column = 0; column < sums.length; column += 1)
        sums[column] =
          (sums[column] ?? 0) +
          amount0 * (row0[column] ?? 0) +
          amount1 * (row1[column] ?? 0) +
          amount2 * (row2[column] ?? 0) +
          amount3 * (row3[column] ?? 0)
    }
  }

  #vote(
    weighted: readonly WeightedWord[],
    scale: number,
    pairs: { readonly ids: Int32Array; readonly values: Float32Array },
  ): void {
    this.#votes.fill(0)
    if (this.#parts.remembered.length === 0) return
    const ids: number[] = [...pairs.ids]
    const values: number[] = [...pairs.values]
    for (const { stem, weight } of weighted) {
      const part = this.#space.partOf(stem)
      const id = part.ids[0] ?? this.#space.piecesFrom
      if (id >= this.#space.pairsFrom) continue
      ids.push(id)
      values.push(part.idf * weight * scale)
    }
    const vector = { ids: Int32Array.from(ids), values: Float32Array.from(values) }
    this.#neighbours.voteInto(vector, this.#votes)
  }

  #addFirstLook(): void {
    const { firstLook, lastLook, sides } = this.#parts
    if (firstLook === null) return
    const scores = this.#sums.subarray(this.#labelCount)
    let from = 0
    for (const { labels } of sides) {
      const shares = sharesOf(scores, from, labels.length)
      for (let label = 0; label < shares.length; label += 1) {
        const share = shares[label] ?? 0
        if (share > shareMin)
          addRow(lastLook, this.#space.size + from + label, shareWeight * Math.sqrt(share), this.#sums, 0)
      }
      from += labels.length
    }
  }

  #scoresOf({ labels, voteWeight }: ModelSide, from: number): Float64Array {
    let votes = 0
    for (let label = 0; label < labels.length; label += 1) votes += this.#votes[from + label] ?? 0
    const scores = new Float64Array(labels.length)
    for (let label = 0; label < labels.length; label += 1) {
      const share = votes === 0 ? 0 : (this.#votes[from + label] ?? 0) / votes
      scores[label] = (this.#sums[from + label] ?? 0) + voteWeight * Math.sqrt(share)
    }
    return scores
  }

  #rowOf(stem: string): Float32Array {
    const known = this.#rows.get(stem)
    if (known !== undefined) return known
    const row = new Float32Array(this.#sums.length)
    const { ids, values } = this.#space.partOf(stem)
    for (let at = 0; at < ids.length; at += 1) this.#addBoth(ids[at] ?? 0, values[at] ?? 0, row)
    if (this.#rows.size >= rowsRememberedMax) this.#rows.clear()
    this.#rows.set(stem, row)
    return row
  }

  #addBoth(feature: number, amount: number, sums: Float32Array): void {
    addRow(this.#parts.lastLook, feature, amount, sums, 0)
    if (this.#parts.firstLook !== null) addRow(this.#parts.firstLook, feature, amount, sums, this.#labelCount)
  }
}

function bestLabels(side: ModelSide, scores: Float64Array, limit: number): readonly RankedLabel[] {
  const best = highestLabels(scores, limit)
  const first = calibrate(side.calibration, logOddsOf(scores, best[0] ?? 0))
  const shares = toShares(scores)
  const share = shares[best[0] ?? 0] ?? 0
  const rest = share >= 1 ? 0 : (1 - first) / (1 - share)
  return best.map((label, place) => ({
    label: side.labels[label] ?? '',
    confidence: place === 0 ? first : Math.min(first, (shares[label] ?? 0) * rest),
  }))
}

/** Numbers of the highest scores in falling order, without sorting them all. */
function highestLabels(scores: Float64Array, limit: number): readonly number[] {
  const best: number[] = []
  for (let label = 0; label < scores.length; label += 1) {
    const score = scores[label] ?? 0
    let place = best.length
    while (place > 0 && score > (scores[best[place - 1] ?? 0] ?? 0)) place -= 1
    if (place >= limit) continue
    best.splice(place, 0, label)
    if (best.length > limit) best.pop()
  }
  return best
}
