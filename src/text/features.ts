/**
 * Turns words into numbers for the topic models: stems, pairs of neighbouring stems and pieces of three letters inside
 * a stem (they forgive typos and unknown forms). Each kind is weighted by tf × idf and brought to the same length, so
 * that a long text does not shout and the many pieces do not outvote the words. Models share it; none is known here.
 */
import type { Word } from './words.ts'

/** A sparse vector: `ids[i]` has the value `values[i]`. */
export interface FeatureVector {
  readonly ids: Int32Array
  readonly values: Float32Array
}

export interface FeatureSpace {
  readonly size: number
  /** Features that the space has never seen are left out. Not to be called from several threads. */
  vectorOf(words: readonly Word[]): FeatureVector
}

/**
 * A document with the label that it speaks for; idf counts labels, so that many phrases of one topic weigh once.
 * Documents of one label stand together.
 */
export interface Document {
  readonly words: readonly Word[]
  readonly label: number
}

const kinds = ['stem', 'pair', 'piece'] as const
type Kind = (typeof kinds)[number]

/** Chosen by measuring titles and phrases against labelled appeals; flat around these values. */
const weightByKind = { stem: 1, pair: 0.6, piece: 0.6 } as const satisfies Record<Kind, number>
const pieceLength = 3
/** Pieces of the rest of a long stem only repeat what its beginning said. */
const pieceLettersMax = 10
const rememberedStemsMax = 100_000
/** Stems are numbered below this, so that a pair of them makes one whole number. */
const stemsMax = 2 ** 24

/** The space of the documents, and their own vectors in their order. */
export function buildFeatureSpace(
  documents: readonly Document[],
  labelCount: number,
): { readonly space: FeatureSpace; readonly vectors: readonly FeatureVector[] } {
  const vocabulary = new Vocabulary()
  const learnt = documents.map(({ words }) => vocabulary.learn(words))
  const idf = idfOf(documents, learnt, vocabulary.size, labelCount)
  const weigh = weigher(idf)
  return {
    space: { size: idf.length, vectorOf: (words) => weigh(vocabulary.look(words)) },
    vectors: learnt.map((features) => weigh(features)),
  }
}

function idfOf(
  documents: readonly Document[],
  learnt: readonly FeatureIds[],
  size: number,
  labelCount: number,
): Float32Array {
  const labels = new Uint16Array(size)
  /** The last label that a feature was seen with; documents of a label stand together. */
  const lastLabel = new Int32Array(size).fill(-1)
  learnt.forEach((features, index) => {
    const label = documents[index]?.label ?? -1
    for (const kind of kinds)
      for (const id of features[kind]) {
        if (lastLabel[id] === label) continue
        lastLabel[id] = label
        labels[id] = (labels[id] ?? 0) + 1
      }
  })
  return Float32Array.from(labels, (count) => Math.log(1 + labelCount / count))
}

/** Feature numbers of a text, one list per kind, with repetitions. */
type FeatureIds = Record<Kind, readonly number[]>

class Vocabulary {
  #size = 0
  readonly #stems = new Map<string, number>()
  readonly #pairs = new Map<number, number>()
  readonly #pieces = new Map<string, number>()
  /** What is known of a stem, once the space is complete. */
  readonly #remembered = new Map<string, { readonly stem: number; readonly pieces: readonly number[] }>()

  get size(): number {
    return this.#size
  }

  learn(words: readonly Word[]): FeatureIds {
    const stem: number[] = []
    const pair: number[] = []
    const piece: number[] = []
    for (const word of words) {
      if (word.isStop) continue
      const id = this.#number(this.#stems, word.stem)
      const before = stem.at(-1)
      if (before !== undefined) pair.push(this.#number(this.#pairs, before * stemsMax + id))
      stem.push(id)
      for (const letters of piecesOf(word.stem)) piece.push(this.#number(this.#pieces, letters))
    }
    return { stem, pair, piece }
  }

  look(words: readonly Word[]): FeatureIds {
    const stem: number[] = []
    const pair: number[] = []
    const piece: number[] = []
    let before = -1
    for (const word of words) {
      if (word.isStop) continue
      const known = this.#recall(word.stem)
      if (known.stem >= 0) stem.push(known.stem)
      const pairId =
        before >= 0 && known.stem >= 0 ? this.#pairs.get(before * stemsMax + known.stem) : undefined
      if (pairId !== undefined) pair.push(pairId)
      for (const id of known.pieces) piece.push(id)
      before = known.stem
    }
    return { stem, pair, piece }
  }

  #recall(stem: string): { readonly stem: number; readonly pieces: readonly number[] } {
    const remembered = this.#remembered.get(stem)
    if (remembered !== undefined) return remembered
    const pieces = piecesOf(stem).flatMap((letters) => this.#pieces.get(letters) ?? [])
    const fresh = { stem: this.#stems.get(stem) ?? -1, pieces }
    if (this.#remembered.size >= rememberedStemsMax) this.#remembered.clear()
    this.#remembered.set(stem, fresh)
    return fresh
  }

  #number<Key>(numbers: Map<Key, number>, key: Key): number {
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, this.#size)
    return this.#size++
  }
}

function piecesOf(stem: string): readonly string[] {
  const letters = `^${stem}`.slice(0, pieceLettersMax)
  const pieces: string[] = []
  for (let start = 0; start + pieceLength <= letters.length; start += 1)
    pieces.push(letters.slice(start, start + pieceLength))
  return pieces
}

/** Counts in one typed array that is wiped after use: no map per text. */
function weigher(idf: Float32Array): (features: FeatureIds) => FeatureVector {
  const counts = new Uint16Array(idf.length)
  return (features) => {
    const ids = new Int32Array(features.stem.length + features.pair.length + features.piece.length)
    const values = new Float32Array(ids.length)
    let end = 0
    for (const kind of kinds) {
      const start = end
      for (const id of features[kind]) {
        const count = counts[id] ?? 0
        if (count === 0) ids[end++] = id
        counts[id] = count + 1
      }
      let squares = 0
      for (let index = start; index < end; index += 1) {
        const id = ids[index] ?? 0
        const count = counts[id] ?? 1
        const value = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[id] ?? 0)
        counts[id] = 0
        values[index] = value
        squares += value * value
      }
      const scale = squares === 0 ? 0 : weightByKind[kind] / Math.sqrt(squares)
      for (let index = start; index < end; index += 1) values[index] = (values[index] ?? 0) * scale
    }
    return { ids: ids.subarray(0, end), values: values.subarray(0, end) }
  }
}
