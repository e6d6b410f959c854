/**
 * Numbers for the words of appeals. A word brings its stem and, if it is not a common one, the pieces of three and four
 * letters inside it, which stay right when a letter is wrong; together they weigh what the word weighs (tf × idf,
 * sublinear), so a word's part of any linear score can be remembered. Pairs of words that stand near each other are a
 * block of their own, brought to its own length. Knows no labels and no model.
 */
import type { SparseVector } from './sparse-rows.ts'
import { pairsPerWord, wordsNear } from './near-words.ts'
import { PairNumbers } from './pair-numbers.ts'
import type { MadeRow } from './byte-rows.ts'
import { type Word, wordNumbers } from './words.ts'

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
  /** Place among the words of the text that is looked at; −1 between texts. */
  place: number
  /** What a model remembers of the word: the sum of its rows. */
  row: MadeRow | null
}

/** A text as a space sees it. Arrays of the space itself: they hold until the next text, and only as far as the counts. */
export interface SeenText {
  /** Different words that are no stop words, in the order of the first mention. */
  readonly words: readonly KnownWord[]
  readonly wordCount: number
  /** How much each of them weighs in the text. */
  readonly weights: Float32Array
  readonly pairIds: Int32Array
  readonly pairWeights: Float32Array
  readonly pairCount: number
}

const pairWeight = 0.7
const pieceWeight = 0.7
/** Length of the block of words, so that it compares to the block of pairs. */
const wordsLength = Math.hypot(1, pieceWeight)
const pieceLengths = [3, 4] as const
const stemsMax = 2 ** 24
const rememberedMax = 50_000
const wordsExpected = 1_000

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
  /** By number of the word, with the word itself, for numbers are given again. Several times quicker than a `Map`. */
  readonly #byNumber = Array.from<{ readonly word: Word; readonly known: KnownWord } | undefined>({
    length: wordNumbers,
  })
  readonly #byStem = new Map<string, KnownWord>()
  readonly #seen = {
    words: new Array<KnownWord>(),
    wordCount: 0,
    weights: new Float32Array(wordsExpected),
    pairIds: new Int32Array(wordsExpected * pairsPerWord),
    pairWeights: new Float32Array(wordsExpected * pairsPerWord),
    pairCount: 0,
  }
  readonly #known: KnownWord[] = []
  #numbers = new Int32Array(wordsExpected)
  #areStop = new Uint8Array(wordsExpected)
  #near = new Int32Array(wordsExpected * pairsPerWord * 2)

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
    for (let place = 0; place < seen.wordCount; place += 1) {
      const { ids, values } = seen.words[place] ?? nothing
      const weight = seen.weights[place] ?? 0
      for (let at = 0; at < ids.length; at += 1) take(ids[at] ?? 0, (values[at] ?? 0) * weight)
    }
    for (let at = 0; at < seen.pairCount; at += 1) take(seen.pairIds[at] ?? 0, seen.pairWeights[at] ?? 0)
  }

  see(words: readonly Word[]): SeenText {
    this.#makeRoomFor(words.length)
    const known = this.#known
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at]
      if (word === undefined) continue
      const found = this.#knownOf(word)
      known[at] = found
      this.#numbers[at] = found.number
      this.#areStop[at] = found.isStop ? 1 : 0
    }
    this.#seeWords(known, words.length)
    this.#seePairs(words.length)
    return this.#seen
  }

  /** Forgets what was remembered of words, and what a model remembered with them. */
  forget(): void {
    this.#byNumber.fill(undefined)
    this.#byStem.clear()
  }

  #makeRoomFor(count: number): void {
    if (count <= this.#seen.weights.length) return
    this.#numbers = new Int32Array(count * 2)
    this.#areStop = new Uint8Array(count * 2)
    this.#near = new Int32Array(count * 2 * pairsPerWord * 2)
    this.#seen.weights = new Float32Array(count * 2)
    this.#seen.pairIds = new Int32Array(count * 2 * pairsPerWord)
    this.#seen.pairWeights = new Float32Array(count * 2 * pairsPerWord)
  }

  /** Pieces shared by words are counted for each when words are brought to their common length. */
  #seeWords(known: readonly KnownWord[], length: number): void {
    const { words, weights } = this.#seen
    let count = 0
    for (let at = 0; at < length; at += 1) {
      const word = known[at]
      if (word === undefined || word.isStop) continue
      if (word.place === -1) {
        word.place = count
        words[count] = word
        weights[count] = 1
        count += 1
      } else weights[word.place] = (weights[word.place] ?? 0) + 1
    }
    this.#seen.wordCount = count
    let squares = 0
    for (let place = 0; place < count; place += 1) {
      const word = words[place]
      if (word === undefined) continue
      word.place = -1
      const weight = sublinear(weights[place] ?? 1)
      weights[place] = weight
      squares += word.squares * weight * weight
    }
    scaleTo(weights, count, squares === 0 ? 0 : wordsLength / Math.sqrt(squares))
  }

  #seePairs(length: number): void {
    const { pairIds, pairWeights } = this.#seen
    const places = this.#pairPlaces
    const { idf } = this.parts
    let count = 0
    const near = this.#near
    const nearCount = wordsNear({ numbers: this.#numbers, areStop: this.#areStop, count: length }, near)
    for (let at = 0; at < nearCount; at += 1) {
      const pair = this.#pairs.find(near[at * 2] ?? 0, near[at * 2 + 1] ?? 0)
      if (pair === -1) continue
      const place = places[pair] ?? 0
      if (place === 0) {
        pairIds[count] = this.pairsFrom + pair
        pairWeights[count] = 1
        count += 1
        places[pair] = count
      } else pairWeights[place - 1] = (pairWeights[place - 1] ?? 0) + 1
    }
    this.#seen.pairCount = count
    let squares = 0
    for (let at = 0; at < count; at += 1) {
      const id = pairIds[at] ?? 0
      places[id - this.pairsFrom] = 0
      const weight = sublinear(pairWeights[at] ?? 1) * (idf[id] ?? 0)
      pairWeights[at] = weight
      squares += weight * weight
    }
    scaleTo(pairWeights, count, squares === 0 ? 0 : pairWeight / Math.sqrt(squares))
  }

  #knownOf(word: Word): KnownWord {
    const found = this.#byNumber[word.number]
    if (found?.word === word) return found.known
    const name = word.isStop ? asStopWord(word.text) : word.stem
    if (this.#byStem.size >= rememberedMax) this.forget()
    const known = this.#byStem.get(name) ?? this.#know(word)
    this.#byNumber[word.number] = { word, known }
    this.#byStem.set(name, known)
    return known
  }

  #know({ text, stem, isStop }: Word): KnownWord {
    if (isStop) return { ...nothing, isStop, number: this.#words.get(asStopWord(text)) ?? -1 }
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
      place: -1,
      row: null,
    }
  }
}

const nothing: Omit<KnownWord, 'isStop' | 'number'> = {
  stemId: -1,
  ids: new Int32Array(0),
  values: new Float32Array(0),
  idf: 0,
  squares: 0,
  place: -1,
  row: null,
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
function scaleTo(values: Float32Array, count: number, scale: number): void {
  for (let at = 0; at < count; at += 1) values[at] = (values[at] ?? 0) * scale
}
const sublinear = (count: number): number => (count === 1 ? 1 : 1 + Math.log(count))
