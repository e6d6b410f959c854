/**
 * Numbers for the words of appeals. A word brings its stem and, if it is not a common one, the pieces of three and four
 * letters inside it, which stay right when a letter is wrong; together they weigh what the word weighs (tf × idf,
 * sublinear), so a word's part of any linear score can be remembered. Pairs of words that stand near each other are a
 * block of their own, brought to its own length. Knows no labels and no model.
 */
import type { SparseVector } from './sparse-rows.ts'
import { wordsNear } from './near-words.ts'
import { PairNumbers } from './pair-numbers.ts'
import type { Word } from './words.ts'

/** What is stored of a space. Features are numbered: stems, then pairs, then pieces. */
export interface WordSpaceParts {
  readonly stems: readonly string[]
  /** Words that mean nothing alone but something in a pair («не горит»); numbered after the stems. */
  readonly stopWords: readonly string[]
  /** Numbers of two words for each pair. */
  readonly pairs: Int32Array
  readonly pieces: readonly string[]
  readonly idf: Float32Array
  /** Of a word never seen. */
  readonly idfMax: number
  /** Words met more often than this is the idf of have learnt enough by themselves and bring no pieces. */
  readonly piecesIdfMin: number
}

/** What a space knows of a word, before it is multiplied by the word's weight in a text. */
export interface KnownWord extends SparseVector {
  readonly isStop: boolean
  /** Number of the word in pairs; −1 when it was never seen. */
  readonly number: number
  /** Number of the stem as a feature; −1 when it was never seen or is a stop word. */
  readonly stemId: number
  readonly idf: number
  /** Squared length. */
  readonly squares: number
}

/** A text as a space sees it. Arrays of the space itself: they hold until the next text. */
export interface SeenText {
  /** Different words that are no stop words, in the order of the first mention. */
  readonly words: readonly KnownWord[]
  /** How much each of them weighs in the text. */
  readonly weights: readonly number[]
  readonly pairIds: readonly number[]
  readonly pairWeights: readonly number[]
}

const pairWeight = 0.7
const pieceWeight = 0.7
/** Length of the block of words, so that it compares to the block of pairs. */
const wordsLength = Math.hypot(1, pieceWeight)
const pieceLengths = [3, 4] as const
const stemsMax = 2 ** 24
const rememberedMax = 50_000

export class WordSpace {
  readonly parts: WordSpaceParts
  readonly size: number
  readonly pairsFrom: number
  readonly piecesFrom: number
  readonly #words: ReadonlyMap<string, number>
  readonly #pairs: PairNumbers
  /** Place of a pair among the pairs of the text that is looked at, plus one. */
  readonly #pairPlaces: Int32Array
  readonly #pieces: ReadonlyMap<string, number>
  readonly #byWord = new Map<Word, KnownWord>()
  readonly #byStem = new Map<string, KnownWord>()
  readonly #counts = new Map<KnownWord, number>()
  readonly #seen = {
    words: new Array<KnownWord>(),
    weights: new Array<number>(),
    pairIds: new Array<number>(),
    pairWeights: new Array<number>(),
  }

  constructor(parts: WordSpaceParts) {
    this.parts = parts
    this.pairsFrom = parts.stems.length
    this.piecesFrom = this.pairsFrom + parts.pairs.length / 2
    this.size = parts.idf.length
    this.#words = new Map([...parts.stems, ...parts.stopWords.map(asStopWord)].map((word, id) => [word, id]))
    this.#pairs = new PairNumbers(parts.pairs)
    this.#pairPlaces = new Int32Array(parts.pairs.length / 2)
    this.#pieces = new Map(parts.pieces.map((piece, id) => [piece, this.piecesFrom + id]))
  }

  /** Hands each feature of a text to `take`; a piece shared by two words comes twice. */
  forEachFeature(words: readonly Word[], take: (id: number, value: number) => void): void {
    const seen = this.see(words)
    seen.words.forEach(({ ids, values }, word) => {
      const weight = seen.weights[word] ?? 0
      for (let at = 0; at < ids.length; at += 1) take(ids[at] ?? 0, (values[at] ?? 0) * weight)
    })
    seen.pairIds.forEach((id, at) => take(id, seen.pairWeights[at] ?? 0))
  }

  see(words: readonly Word[]): SeenText {
    const known = words.map((word) => this.#knownOf(word))
    this.#seeWords(known)
    this.#seePairs(known)
    return this.#seen
  }

  /** Pieces shared by words are counted for each when words are brought to their common length. */
  #seeWords(known: readonly KnownWord[]): void {
    const { words, weights } = this.#seen
    const counts = this.#counts
    words.length = 0
    weights.length = 0
    counts.clear()
    for (const word of known) {
      if (word.isStop) continue
      const count = counts.get(word)
      if (count === undefined) words.push(word)
      counts.set(word, (count ?? 0) + 1)
    }
    let squares = 0
    for (const word of words) {
      const weight = sublinear(counts.get(word) ?? 1)
      weights.push(weight)
      squares += word.squares * weight * weight
    }
    const scale = squares === 0 ? 0 : wordsLength / Math.sqrt(squares)
    for (let at = 0; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) * scale
  }

  #seePairs(known: readonly KnownWord[]): void {
    const { pairIds, pairWeights } = this.#seen
    pairIds.length = 0
    pairWeights.length = 0
    const places = this.#pairPlaces
    wordsNear(known, (first, second) => {
      const pair = this.#pairs.find(first, second)
      if (pair === -1) return
      const place = places[pair] ?? 0
      if (place === 0) {
        places[pair] = pairIds.push(this.pairsFrom + pair)
        pairWeights.push(1)
      } else pairWeights[place - 1] = (pairWeights[place - 1] ?? 0) + 1
    })
    for (const id of pairIds) places[id - this.pairsFrom] = 0
    let squares = 0
    for (let at = 0; at < pairIds.length; at += 1) {
      const weight = sublinear(pairWeights[at] ?? 1) * (this.parts.idf[pairIds[at] ?? 0] ?? 0)
      pairWeights[at] = weight
      squares += weight * weight
    }
    const scale = squares === 0 ? 0 : pairWeight / Math.sqrt(squares)
    for (let at = 0; at < pairWeights.length; at += 1) pairWeights[at] = (pairWeights[at] ?? 0) * scale
  }

  #knownOf(word: Word): KnownWord {
    const known = this.#byWord.get(word)
    if (known !== undefined) return known
    const name = word.isStop ? asStopWord(word.text) : word.stem
    const fresh = this.#byStem.get(name) ?? this.#know(word)
    if (this.#byWord.size >= rememberedMax) {
      this.#byWord.clear()
      this.#byStem.clear()
    }
    this.#byWord.set(word, fresh)
    this.#byStem.set(name, fresh)
    return fresh
  }

  #know({ text, stem, isStop }: Word): KnownWord {
    const none = { ids: new Int32Array(0), values: new Float32Array(0), stemId: -1, idf: 0, squares: 0 }
    if (isStop) return { ...none, isStop, number: this.#words.get(asStopWord(text)) ?? -1 }
    const { idf: idfs, idfMax, piecesIdfMin } = this.parts
    const stemId = this.#words.get(stem) ?? -1
    const idf = stemId === -1 ? idfMax : (idfs[stemId] ?? 0)
    const pieces = idf < piecesIdfMin ? [] : piecesOf(stem).flatMap((piece) => this.#pieces.get(piece) ?? [])
    const length = Math.sqrt(pieces.reduce((sum, id) => sum + (idfs[id] ?? 0) ** 2, 0))
    const values = pieces.map((id) => (pieceWeight * idf * (idfs[id] ?? 0)) / length)
    const ofPieces = pieces.length === 0 ? 0 : (pieceWeight * idf) ** 2
    return {
      isStop,
      number: stemId,
      stemId,
      ids: Int32Array.from(stemId === -1 ? pieces : [stemId, ...pieces]),
      values: Float32Array.from(stemId === -1 ? values : [idf, ...values]),
      idf,
      squares: (stemId === -1 ? 0 : idf * idf) + ofPieces,
    }
  }
}

/** The pieces of a stem; its beginning is marked. */
export function piecesOf(stem: string): readonly string[] {
  const letters = `^${stem}`
  const pieces: string[] = []
  for (const length of pieceLengths)
    for (let from = 0; from + length <= letters.length; from += 1)
      pieces.push(letters.slice(from, from + length))
  return pieces
}

/** A stop word never meets a stem of the same letters. */
export const asStopWord = (text: string): string => `_${text}`
export const pairKey = (first: number, second: number): number => first * stemsMax + second
const sublinear = (count: number): number => (count === 1 ? 1 : 1 + Math.log(count))
