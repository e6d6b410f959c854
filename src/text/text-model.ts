/**
 * Ranks the labels of a text (topics, institutions, whatever a history calls them) with a calibrated confidence. The
 * rows of a word's stem and pieces are added up once and remembered, so that a text costs its different words × labels.
 * See docs/classification.md.
 */
import { type SideTrust, guessSide } from './guess-side.ts'
import { type LabelLinks, LinkedSide } from './label-links.ts'
import { Neighbours, type Remembered } from './neighbours.ts'
import {
  type QuantisedRow,
  type QuantisedRows,
  addRows,
  addRow,
  inSteps,
  quantiseRow,
  sumStep,
} from './quantised-rows.ts'
import { sharesInto } from './shares.ts'
import { type KnownWord, type SeenText, WordSpace, type WordSpaceParts } from './word-space.ts'
import { type Word, wordsOf } from './words.ts'

export interface RankedLabel {
  readonly label: string
  /** Calibrated: of first guesses given 0.8, about four of five are right. 0…1. */
  readonly confidence: number
}

/** One question about a text: what about, who answers. */
export interface ModelSide extends SideTrust {
  readonly labels: readonly string[]
}

/** All that a model is, as stored. Labels of all sides are numbered in one row. */
export interface TextModelParts {
  readonly sides: readonly ModelSide[]
  readonly space: WordSpaceParts
  /** Rows of features, then of the constant. */
  readonly weights: QuantisedRows
  /** Which labels of the first side go with which of the second; null for another number of sides. */
  readonly links: LabelLinks | null
  readonly remembered: Remembered
}

export interface TextModel {
  readonly parts: TextModelParts
  /** For each side the best labels by falling confidence, at most `limit`. Never fails: no word known gives a low confidence. */
  rank(text: string, limit?: number): readonly (readonly RankedLabel[])[]
  rankWords(words: readonly Word[], limit?: number): readonly (readonly RankedLabel[])[]
}

/** How sharply scores become shares; of the values tried (5, 6, 7, 8) none was clearly better. */
export const sharpness = 6
const limitDefault = 5
/** About 300 bytes each with 240 labels. */
const rowsRememberedMax = 50_000
const voterExpected = 5_000

export function createTextModel(parts: TextModelParts): TextModel {
  const scorer = new Scorer(parts)
  const rankWords: TextModel['rankWords'] = (words, limit = limitDefault) => scorer.rank(words, limit)
  return { parts, rankWords, rank: (text, limit = limitDefault) => rankWords(wordsOf(text), limit) }
}

class Scorer {
  readonly #parts: TextModelParts
  readonly #space: WordSpace
  readonly #neighbours: Neighbours
  readonly #sums: Float32Array
  readonly #steps: Int32Array
  readonly #votes: Float32Array
  readonly #rowSums: Float32Array
  /** Stands behind the last word. */
  readonly #noRow: QuantisedRow
  /** Of all labels; each side looks at its part. */
  readonly #shares: Float64Array
  readonly #sides: readonly SideScratch[]
  #rowsRemembered = 0
  #voterIds = new Int32Array(voterExpected)
  #voterValues = new Float32Array(voterExpected)

  constructor(parts: TextModelParts) {
    this.#parts = parts
    this.#space = new WordSpace(parts.space)
    this.#neighbours = new Neighbours(parts.remembered, this.#space.piecesFrom)
    this.#sums = new Float32Array(parts.weights.rowLength)
    this.#steps = new Int32Array(parts.weights.rowLength)
    this.#votes = new Float32Array(parts.weights.rowLength)
    this.#rowSums = new Float32Array(parts.weights.rowLength)
    this.#noRow = quantiseRow(this.#rowSums)
    this.#shares = new Float64Array(parts.weights.rowLength)
    this.#sides = scratchOf(parts, this.#shares)
  }

  rank(words: readonly Word[], limit: number): readonly (readonly RankedLabel[])[] {
    const seen = this.#space.see(words)
    this.#score(seen)
    for (const { own, from } of this.#sides) sharesInto(own, this.#sums, { from, sharpness })
    this.#vote(seen)
    return this.#sides.map((scratch, at) => {
      const { own, linked, side } = scratch
      const other = this.#sides[1 - at]
      const opinions = {
        own,
        votes: this.#votesOf(scratch),
        linked: other === undefined ? null : (linked?.sharesBy(other.own) ?? null),
      }
      const guesses = guessSide(opinions, side, {
        words: seen.wordCount,
        limit,
        scratch: scratch.blended,
        place: at,
      })
      return guesses.map(({ label, confidence }) => ({ label: side.labels[label] ?? '', confidence }))
    })
  }

  /** The machine's scores of all labels. */
  #score({ words, wordCount, weights, pairIds, pairWeights, pairCount }: SeenText): void {
    const steps = this.#steps.fill(0)
    this.#addWords(words, weights, wordCount)
    const rows = this.#parts.weights
    addRows(rows, { ids: pairIds, amounts: pairWeights, count: pairCount }, steps)
    const sums = this.#sums
    for (let label = 0; label < sums.length; label += 1) sums[label] = (steps[label] ?? 0) * sumStep
    addRow(rows, rows.scales.length - 1, 1, sums)
  }

  /** Pairs and known words look for texts that hold them, too. */
  #vote({ words, wordCount, weights, pairIds, pairWeights, pairCount }: SeenText): void {
    this.#makeRoomForVoter(pairCount + wordCount)
    const ids = this.#voterIds
    const values = this.#voterValues
    let count = 0
    for (; count < pairCount; count += 1) {
      ids[count] = pairIds[count] ?? 0
      values[count] = pairWeights[count] ?? 0
    }
    for (let at = 0; at < wordCount; at += 1) {
      const word = words[at]
      if (word === undefined || word.stemId === -1) continue
      ids[count] = word.stemId
      values[count] = word.idf * (weights[at] ?? 0)
      count += 1
    }
    const voter = { ids, values, count, except: -1, likely: this.#shares }
    this.#neighbours.voteInto(voter, this.#votes.fill(0))
  }

  #makeRoomForVoter(count: number): void {
    if (count <= this.#voterIds.length) return
    this.#voterIds = new Int32Array(count * 2)
    this.#voterValues = new Float32Array(count * 2)
  }

  /**
   * Four words at once: the sums are read and written a quarter as often. Bytes, because the words of a region fill
   * more memory than lies near a processor.
   */
  #addWords(words: readonly KnownWord[], weights: Float32Array, count: number): void {
    const sums = this.#steps
    for (let at = 0; at < count; at += 4) {
      const row0 = this.#rowAt(words, at, count)
      const row1 = this.#rowAt(words, at + 1, count)
      const row2 = this.#rowAt(words, at + 2, count)
      const row3 = this.#rowAt(words, at + 3, count)
      const amount0 = inSteps((weights[at] ?? 0) * row0.scale)
      const amount1 = inSteps((weights[at + 1] ?? 0) * row1.scale)
      const amount2 = inSteps((weights[at + 2] ?? 0) * row2.scale)
      const amount3 = inSteps((weights[at + 3] ?? 0) * row3.scale)
      const values0 = row0.values
      const values1 = row1.values
      const values2 = row2.values
      const values3 = row3.values
      for (let column = 0; column < sums.length; column += 1)
        sums[column] =
          (sums[column] ?? 0) +
          Math.imul(amount0, values0[column] ?? 0) +
          Math.imul(amount1, values1[column] ?? 0) +
          Math.imul(amount2, values2[column] ?? 0) +
          Math.imul(amount3, values3[column] ?? 0)
    }
  }

  #rowAt(words: readonly KnownWord[], at: number, count: number): QuantisedRow {
    const word = at < count ? words[at] : undefined
    return word === undefined ? this.#noRow : (word.row ?? this.#makeRow(word))
  }

  #makeRow(word: KnownWord): QuantisedRow {
    const sum = this.#rowSums.fill(0)
    const { ids, values } = word
    for (let at = 0; at < ids.length; at += 1) addRow(this.#parts.weights, ids[at] ?? 0, values[at] ?? 0, sum)
    if (this.#rowsRemembered >= rowsRememberedMax) {
      this.#rowsRemembered = 0
      this.#space.forget()
    }
    this.#rowsRemembered += 1
    word.row = quantiseRow(sum)
    return word.row
  }

  /** Shares of the votes of one side; null when nobody votes. */
  #votesOf({ votes, from }: SideScratch): Float64Array | null {
    let sum = 0
    for (let label = 0; label < votes.length; label += 1) sum += this.#votes[from + label] ?? 0
    if (sum === 0) return null
    const scale = 1 / sum
    for (let label = 0; label < votes.length; label += 1)
      votes[label] = (this.#votes[from + label] ?? 0) * scale
    return votes
  }
}

/** What one side needs for every text; the arrays are used again. */
interface SideScratch {
  readonly side: ModelSide
  readonly from: number
  readonly own: Float64Array
  readonly votes: Float64Array
  readonly blended: Float64Array
  readonly linked: LinkedSide | null
}

function scratchOf({ sides, links }: TextModelParts, shares: Float64Array): readonly SideScratch[] {
  let from = 0
  return sides.map((side, at) => {
    const count = side.labels.length
    const scratch = {
      side,
      from,
      own: shares.subarray(from, from + count),
      votes: new Float64Array(count),
      blended: new Float64Array(count),
      linked: links === null ? null : new LinkedSide(links, at === 0),
    }
    from += count
    return scratch
  })
}
