/**
 * Numbers for the words of appeals. A word brings its stem and the pieces of three and four letters inside it, which
 * stay right when a letter is wrong; together they weigh what the word weighs (tf × idf, sublinear), so a word's part
 * of any linear score can be remembered. Pairs of neighbouring stems are a block of their own, brought to its own
 * length. Knows no labels and no model.
 */
import type { FeatureVector } from './features.ts'
import type { Word } from './words.ts'

/** What is stored of a space. Features are numbered: stems, then pairs, then pieces. */
export interface WordSpaceParts {
  readonly stems: readonly string[]
  /** Numbers of two stems for each pair. */
  readonly pairs: Int32Array
  readonly pieces: readonly string[]
  readonly idf: Float32Array
  /** Of a word never seen. */
  readonly idfMax: number
}

/** A different word of a text and how much it weighs there. */
export interface WeightedWord {
  readonly stem: string
  readonly weight: number
}

/** The part of one word in the vector of a text, before it is multiplied by the word's weight there. */
export interface WordPart extends FeatureVector {
  readonly idf: number
  /** Squared length. */
  readonly squares: number
}

const pairWeight = 0.7
const pieceWeight = 0.7
/** Length of the block of words, so that it compares to the block of pairs. */
const wordsLength = Math.hypot(1, pieceWeight)
const pieceLengths = [3, 4] as const
/** Pairs and pieces seen in one text only teach nothing about another. */
const textsMin = 2
const stemsMax = 2 ** 24
const rememberedMax = 50_000

export class WordSpace {
  readonly parts: WordSpaceParts
  readonly size: number
  readonly pairsFrom: number
  readonly piecesFrom: number
  readonly #stems: ReadonlyMap<string, number>
  readonly #pairs = new Map<number, number>()
  readonly #pieces: ReadonlyMap<string, number>
  readonly #remembered = new Map<string, WordPart>()

  constructor(parts: WordSpaceParts) {
    this.parts = parts
    this.pairsFrom = parts.stems.length
    this.piecesFrom = this.pairsFrom + parts.pairs.length / 2
    this.size = parts.idf.length
    this.#stems = new Map(parts.stems.map((stem, id) => [stem, id]))
    for (let at = 0; at < parts.pairs.length; at += 2)
      this.#pairs.set(pairKey(parts.pairs[at] ?? 0, parts.pairs[at + 1] ?? 0), this.pairsFrom + at / 2)
    this.#pieces = new Map(parts.pieces.map((piece, id) => [piece, this.piecesFrom + id]))
  }

  vectorOf(words: readonly Word[]): FeatureVector {
    const weighted = weightedWords(words)
    const amounts = new Map<number, number>()
    const scale = this.scaleOf(weighted)
    for (const { stem, weight } of weighted) {
      const { ids, values } = this.partOf(stem)
      for (let at = 0; at < ids.length; at += 1) {
        const id = ids[at] ?? 0
        amounts.set(id, (amounts.get(id) ?? 0) + (values[at] ?? 0) * weight * scale)
      }
    }
    const pairs = this.pairsOf(words)
    for (let at = 0; at < pairs.ids.length; at += 1) amounts.set(pairs.ids[at] ?? 0, pairs.values[at] ?? 0)
    return { ids: Int32Array.from(amounts.keys()), values: Float32Array.from(amounts.values()) }
  }

  /** What brings the words of a text to their common length. Pieces shared by words are counted for each. */
  scaleOf(weighted: readonly WeightedWord[]): number {
    let squares = 0
    for (const { stem, weight } of weighted) squares += this.partOf(stem).squares * weight * weight
    return squares === 0 ? 0 : wordsLength / Math.sqrt(squares)
  }

  partOf(stem: string): WordPart {
    const known = this.#remembered.get(stem)
    if (known !== undefined) return known
    if (this.#remembered.size >= rememberedMax) this.#remembered.clear()
    const part = this.#makePart(stem)
    this.#remembered.set(stem, part)
    return part
  }

  pairsOf(words: readonly Word[]): FeatureVector {
    const counts = new Map<number, number>()
    let before = -1
    for (const word of words) {
      if (word.isStop) continue
      const stem = this.#stems.get(word.stem) ?? -1
      const pair = before < 0 || stem < 0 ? undefined : this.#pairs.get(pairKey(before, stem))
      if (pair !== undefined) counts.set(pair, (counts.get(pair) ?? 0) + 1)
      before = stem
    }
    const ids = Int32Array.from(counts.keys())
    const values = Float32Array.from(counts, ([id, count]) => sublinear(count) * (this.parts.idf[id] ?? 0))
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
    return { ids, values: values.map((value) => (value * pairWeight) / length) }
  }

  #makePart(stem: string): WordPart {
    const stemId = this.#stems.get(stem)
    const idf = stemId === undefined ? this.parts.idfMax : (this.parts.idf[stemId] ?? 0)
    const pieces = piecesOf(stem).flatMap((piece) => this.#pieces.get(piece) ?? [])
    const lengths = Math.sqrt(pieces.reduce((sum, id) => sum + (this.parts.idf[id] ?? 0) ** 2, 0))
    const values = pieces.map((id) => (pieceWeight * idf * (this.parts.idf[id] ?? 0)) / lengths)
    const ofPieces = pieces.length === 0 ? 0 : (pieceWeight * idf) ** 2
    return stemId === undefined
      ? { ids: Int32Array.from(pieces), values: Float32Array.from(values), idf, squares: ofPieces }
      : {
          ids: Int32Array.of(stemId, ...pieces),
          values: Float32Array.of(idf, ...values),
          idf,
          squares: idf * idf + ofPieces,
        }
  }
}

/** Different words in the order of the first mention, without those that say nothing. */
export function weightedWords(words: readonly Word[]): readonly WeightedWord[] {
  const counts = new Map<string, number>()
  for (const { stem, isStop } of words) if (!isStop) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return Array.from(counts, ([stem, count]) => ({ stem, weight: sublinear(count) }))
}

/** The space of these texts, of at most so many features: the ones met in more texts are kept. */
export function learnWordSpace(texts: readonly (readonly Word[])[], featuresMax: number): WordSpace {
  const stems = new Map<string, number>()
  const pairs = new Map<string, number>()
  const pieces = new Map<string, number>()
  for (const words of texts) {
    const told = words.filter(({ isStop }) => !isStop).map(({ stem }) => stem)
    countTexts(stems, told)
    countTexts(
      pairs,
      told.slice(1).map((stem, index) => `${told[index] ?? ''} ${stem}`),
    )
    countTexts(pieces, told.flatMap(piecesOf))
  }
  const keptStems = mostMet(stems, 1, Math.ceil(featuresMax / 2))
  const numbers = new Map(keptStems.map(([stem], id) => [stem, id]))
  const keptPairs = mostMet(pairs, textsMin, Math.ceil(featuresMax / 4)).flatMap(([pair, count]) => {
    const [left = '', right = ''] = pair.split(' ')
    const [first, second] = [numbers.get(left), numbers.get(right)]
    return first === undefined || second === undefined ? [] : [{ first, second, count }]
  })
  const keptPieces = mostMet(pieces, textsMin, Math.ceil(featuresMax / 2))
  const idfOf = (count: number): number => 1 + Math.log((texts.length + 1) / (count + 1))
  return new WordSpace({
    stems: keptStems.map(([stem]) => stem),
    pairs: Int32Array.from(keptPairs.flatMap(({ first, second }) => [first, second])),
    pieces: keptPieces.map(([piece]) => piece),
    idf: Float32Array.from([
      ...keptStems.map(([, count]) => idfOf(count)),
      ...keptPairs.map(({ count }) => idfOf(count)),
      ...keptPieces.map(([, count]) => idfOf(count)),
    ]),
    idfMax: idfOf(0),
  })
}

function countTexts(counts: Map<string, number>, found: readonly string[]): void {
  for (const key of new Set(found)) counts.set(key, (counts.get(key) ?? 0) + 1)
}

const mostMet = (
  counts: ReadonlyMap<string, number>,
  min: number,
  max: number,
): readonly (readonly [string, number])[] => {
  const kept = [...counts].filter(([, count]) => count >= min)
  return kept.length <= max ? kept : kept.toSorted((left, right) => right[1] - left[1]).slice(0, max)
}

function piecesOf(stem: string): readonly string[] {
  const letters = `^${stem}`
  return pieceLengths.flatMap((length) =>
    Array.from({ length: Math.max(0, letters.length - length + 1) }, (_, from) =>
      letters.slice(from, from + length),
    ),
  )
}

const pairKey = (first: number, second: number): number => first * stemsMax + second
const sublinear = (count: number): number => 1 + Math.log(count)
