/**
 * Ranks the labels of a text (topics, institutions, whatever a history calls them) with a calibrated confidence. The
 * rows of a word's stem and pieces are added up once and remembered, so that a text costs its different words × labels.
 * See docs/classification.md.
 */
import { ByteRows } from './byte-rows.ts'
import { type SideTrust, guessSide } from './guess-side.ts'
import { type LabelLinks, LinkedSide } from './label-links.ts'
import { Neighbours, type Remembered } from './neighbours.ts'
import type { QuantisedRows } from './quantised-rows.ts'
import { sharesInto } from './shares.ts'
import { type SeenText, WordSpace, type WordSpaceParts } from './word-space.ts'
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
const voterExpected = 5_000

export function createTextModel(parts: TextModelParts): TextModel {
  const scorer = new Scorer(parts)
  const rankWords: TextModel['rankWords'] = (words, limit = limitDefault) => scorer.rank(words, limit)
  return {
    parts: scorer.parts,
    rankWords,
    rank: (text, limit = limitDefault) => rankWords(wordsOf(text), limit),
  }
}

class Scorer {
  readonly parts: TextModelParts
  readonly #rows: ByteRows
  readonly #space: WordSpace
  readonly #neighbours: Neighbours
  readonly #votes: Float32Array
  /** Of all labels; each side looks at its part. */
  readonly #shares: Float64Array
  readonly #sides: readonly SideScratch[]
  #voterIds = new Int32Array(voterExpected)
  #voterValues = new Float32Array(voterExpected)

  constructor(parts: TextModelParts) {
    this.#rows = new ByteRows(parts.weights)
    this.parts = { ...parts, weights: this.#rows.matrix }
    this.#space = new WordSpace(parts.space)
    this.#neighbours = new Neighbours(parts.remembered, this.#space.piecesFrom)
    this.#votes = new Float32Array(parts.weights.rowLength)
    this.#shares = new Float64Array(parts.weights.rowLength)
    this.#sides = scratchOf(parts, this.#shares)
  }

  rank(words: readonly Word[], limit: number): readonly (readonly RankedLabel[])[] {
    if (!this.#rows.hasRoomFor(words.length)) {
      this.#rows.forget()
      this.#space.forget()
    }
    const seen = this.#space.see(words)
    this.#score(seen)
    for (const { own, from } of this.#sides) sharesInto(own, this.#rows.sums, { from, sharpness })
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
    const rows = this.#rows
    for (let at = 0; at < wordCount; at += 1) {
      const word = words[at]
      if (word !== undefined) word.row ??= rows.make(word)
    }
    rows.begin()
    for (let at = 0; at < wordCount; at += 1) {
      const row = words[at]?.row ?? null
      if (row !== null) rows.addMade(row, weights[at] ?? 0)
    }
    for (let at = 0; at < pairCount; at += 1) rows.addRow(pairIds[at] ?? 0, pairWeights[at] ?? 0)
    rows.addRow(rows.matrix.scales.length - 1, 1)
    rows.sum()
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
