/** Counts the words of texts and makes the space of them, at most so large: what is met in more texts is kept. */
import { WordSpace, asStopWord, pairKey, piecesOf } from './word-space.ts'
import { pairsPerWord, wordsNear } from './near-words.ts'
import type { Word } from './words.ts'

/** Pairs and pieces seen in one text only teach nothing about another. */
const textsMin = 2
/** A word of so many texts has learnt its meaning; letters inside it would only cost time. */
const textsWithPiecesMax = 50

export function learnWordSpace(texts: readonly (readonly Word[])[], featuresMax: number): WordSpace {
  const numbers = new Map<string, number>()
  const words: string[] = []
  const numberOf = ({ text, stem, isStop }: Word): number => {
    const word = isStop ? asStopWord(text) : stem
    const known = numbers.get(word)
    if (known !== undefined) return known
    numbers.set(word, words.length)
    return words.push(word) - 1
  }
  const counts = countTexts(texts, numberOf)
  const idfOf = (count: number): number => 1 + Math.log((texts.length + 1) / (count + 1))
  const keptWords = mostMet(counts.words, 1, Math.ceil(featuresMax / 2))
  const stems = keptWords.filter(([word]) => words[word]?.startsWith('_') !== true)
  const stops = keptWords.filter(([word]) => words[word]?.startsWith('_') === true)
  const places = new Map([...stems, ...stops].map(([word], place) => [word, place]))
  const pairs = mostMet(counts.pairs, textsMin, Math.ceil(featuresMax / 2)).flatMap(([pair, count]) => {
    const [first, second] = [places.get(Math.floor(pair / pairKey(1, 0))), places.get(pair % pairKey(1, 0))]
    return first === undefined || second === undefined ? [] : [{ first, second, count }]
  })
  const pieces = mostMet(piecesIn(counts.words, words), textsMin, Math.ceil(featuresMax / 4))
  return new WordSpace({
    stems: stems.map(([word]) => words[word] ?? ''),
    stopWords: stops.map(([word]) => (words[word] ?? '').slice(1)),
    pairs: Int32Array.from(pairs.flatMap(({ first, second }) => [first, second])),
    pieces: pieces.map(([piece]) => piece),
    idf: Float32Array.from(
      [...stems, ...pairs.map(({ count }) => [0, count] as const), ...pieces].map(([, count]) =>
        idfOf(count),
      ),
    ),
    idfMax: idfOf(0),
    piecesIdfMin: idfOf(textsWithPiecesMax),
  })
}

interface Counts {
  /** In how many texts each word stands. */
  readonly words: ReadonlyMap<number, number>
  readonly pairs: ReadonlyMap<number, number>
}

function countTexts(texts: readonly (readonly Word[])[], numberOf: (word: Word) => number): Counts {
  const [words, pairs] = [new Map<number, number>(), new Map<number, number>()]
  const [inText, pairsInText] = [new Set<number>(), new Set<number>()]
  for (const text of texts) {
    inText.clear()
    pairsInText.clear()
    const numbers = Int32Array.from(text, numberOf)
    const areStop = Uint8Array.from(text, ({ isStop }) => (isStop ? 1 : 0))
    const near = new Int32Array(text.length * pairsPerWord * 2)
    const pairCount = wordsNear({ numbers, areStop, count: text.length }, near)
    for (const number of numbers) inText.add(number)
    for (let at = 0; at < pairCount; at += 1)
      pairsInText.add(pairKey(near[at * 2] ?? 0, near[at * 2 + 1] ?? 0))
    for (const word of inText) words.set(word, (words.get(word) ?? 0) + 1)
    for (const pair of pairsInText) pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
    if (pairs.size > pairsCountedMax) forgetRare(pairs)
  }
  return { words, pairs }
}

/** About 300 MB. A pair met once among a million texts may be forgotten and counted anew. */
const pairsCountedMax = 6_000_000

function forgetRare(pairs: Map<number, number>): void {
  for (const [pair, count] of pairs) if (count < textsMin) pairs.delete(pair)
}

/** Texts with a piece, taken as if no text held two words of the same piece. */
function piecesIn(
  counts: ReadonlyMap<number, number>,
  words: readonly string[],
): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>()
  for (const [word, count] of counts) {
    const stem = words[word] ?? ''
    if (stem.startsWith('_') || count > textsWithPiecesMax) continue
    for (const piece of new Set(piecesOf(stem))) pieces.set(piece, (pieces.get(piece) ?? 0) + count)
  }
  return pieces
}

function mostMet<Key>(
  counts: ReadonlyMap<Key, number>,
  min: number,
  max: number,
): readonly (readonly [Key, number])[] {
  const kept = [...counts].filter(([, count]) => count >= min)
  return kept.length <= max ? kept : kept.toSorted((left, right) => right[1] - left[1]).slice(0, max)
}
