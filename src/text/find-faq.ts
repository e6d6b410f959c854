/**
 * Finds the question of the FAQ that a text asks: by stems, so that forms of a word do not matter, and with one wrong,
 * missing or swapped letter in longer words. A text that says much more than the question is another matter.
 */
import type { FaqEntry, FaqGuess } from '../domain/faq.ts'
import { type Word, wordsOf } from './words.ts'

/** Who writes more tells a story, and wants a person to read it. */
const wordsMax = 30
const guessesMax = 3
const typoLettersMin = 5

interface Phrase {
  readonly code: string
  readonly stems: ReadonlySet<string>
  readonly weight: number
}

export type FindFaq = (words: readonly Word[]) => readonly FaqGuess[]

export function buildFindFaq(entries: readonly FaqEntry[]): FindFaq {
  const spoken = entries.flatMap(({ code, question, variants }) =>
    [question, ...variants].map((text) => ({ code, stems: stemsOf(wordsOf(text)) })),
  )
  const weightOf = rarity(spoken.map(({ stems }) => stems))
  const phrases = spoken.map(({ code, stems }): Phrase => ({ code, stems, weight: total(stems, weightOf) }))
  const vocabulary = new Set(spoken.flatMap(({ stems }) => [...stems]))
  return (words) => {
    if (phrases.length === 0 || words.length > wordsMax) return []
    const stems = new Set(Array.from(stemsOf(words), (stem) => knownStem(stem, vocabulary)))
    if (stems.size === 0) return []
    const weight = total(stems, weightOf)
    const best = new Map<string, number>()
    for (const phrase of phrases) {
      const likeness = likenessOf(phrase, stems, weight, weightOf)
      if (likeness > (best.get(phrase.code) ?? 0)) best.set(phrase.code, likeness)
    }
    return Array.from(best, ([code, likeness]) => ({ code, likeness }))
      .toSorted((left, right) => right.likeness - left.likeness)
      .slice(0, guessesMax)
  }
}

const stemsOf = (words: readonly Word[]): ReadonlySet<string> =>
  new Set(words.filter(({ isStop }) => !isStop).map(({ stem }) => stem))

type Weigh = (stem: string) => number

/** Words of few questions tell more than those of many; a word of none weighs like one of a few. */
function rarity(phrases: readonly ReadonlySet<string>[]): Weigh {
  const counts = new Map<string, number>()
  for (const stems of phrases) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return (stem) => Math.log(1 + phrases.length / (counts.get(stem) ?? 2))
}

function total(stems: ReadonlySet<string>, weightOf: Weigh): number {
  let sum = 0
  for (const stem of stems) sum += weightOf(stem)
  return sum
}

/** Twice what both share by what both have: Dice's measure, weighted. */
function likenessOf(phrase: Phrase, stems: ReadonlySet<string>, weight: number, weightOf: Weigh): number {
  let shared = 0
  for (const stem of phrase.stems) if (stems.has(stem)) shared += weightOf(stem)
  return (2 * shared) / (phrase.weight + weight)
}

function knownStem(stem: string, vocabulary: ReadonlySet<string>): string {
  if (vocabulary.has(stem) || stem.length < typoLettersMin) return stem
  for (const known of vocabulary) if (isOneSlipAway(stem, known)) return known
  return stem
}

/** One letter wrong, missing, too many, or two neighbours swapped. */
function isOneSlipAway(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1 || right.length < typoLettersMin - 1) return false
  let at = 0
  while (at < left.length && left[at] === right[at]) at += 1
  const isSwapped =
    left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2)
  return (
    isSwapped ||
    left.slice(at + 1) === right.slice(at + 1) ||
    left.slice(at + 1) === right.slice(at) ||
    left.slice(at) === right.slice(at + 1)
  )
}
