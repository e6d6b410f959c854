/**
 * Who answered such topics lately: appeals in the order of their numbers, as they came, and people's decisions about
 * the earlier ones, the recent weighing more. Shown apart from what the text alone tells.
 */
import type { Appeal } from './train-appeals.ts'
import { type Figures, type Guessed, figuresOf } from './train-figures.ts'
import { type RankedLabel, type TrainedModel, sides } from './train-ports.ts'

export interface HistoryFigures {
  readonly textAlone: Figures
  readonly withHistory: Figures
}

/** After so many decisions about one topic an older one counts half. */
const halfLifeDecisions = 12
/** How much the decisions speak beside the text. */
const historyWeight = 0.6
const guessesMax = 20

const topicSide = sides.indexOf('topic')
const institutionSide = sides.indexOf('institution')

/** Institutions for the test, each with the decisions about all appeals of lower number, whichever file they are in. */
export function evaluateHistory(
  model: Pick<TrainedModel, 'rank'>,
  train: readonly Appeal[],
  test: readonly Appeal[],
): HistoryFigures {
  const tested = new Set(test)
  const decisions = new Decisions()
  const alone: Guessed[] = []
  const together: Guessed[] = []
  const numberOf = ({ id }: Appeal): number => Number(id ?? Number.NaN)
  const inOrder = [...train, ...test].toSorted((left, right) => numberOf(left) - numberOf(right))
  for (const appeal of inOrder) {
    const truth = appeal.labels[institutionSide] ?? null
    const topic = appeal.labels[topicSide] ?? null
    if (tested.has(appeal) && truth !== null) {
      const guesses = model.rank(appeal.text, guessesMax)
      const ranked = guesses[institutionSide] ?? []
      alone.push({ truth, ranked })
      together.push({ truth, ranked: decisions.join(guesses[topicSide] ?? [], ranked) })
    }
    if (truth !== null && topic !== null) decisions.add(topic, truth)
  }
  return { textAlone: figuresOf(alone), withHistory: figuresOf(together) }
}

class Decisions {
  readonly #weightsByTopic = new Map<string, Map<string, number>>()

  add(topic: string, institution: string): void {
    const weights = this.#weightsByTopic.get(topic) ?? new Map<string, number>()
    for (const [known, weight] of weights) weights.set(known, weight * 0.5 ** (1 / halfLifeDecisions))
    weights.set(institution, (weights.get(institution) ?? 0) + 1)
    this.#weightsByTopic.set(topic, weights)
  }

  join(topics: readonly RankedLabel[], institutions: readonly RankedLabel[]): readonly RankedLabel[] {
    const shares = new Map<string, number>()
    const add = (label: string, share: number): void =>
      void shares.set(label, (shares.get(label) ?? 0) + share)
    for (const { label, confidence } of institutions) add(label, confidence * (1 - historyWeight))
    for (const { label: topic, confidence } of topics) {
      const weights = this.#weightsByTopic.get(topic)
      if (weights === undefined) continue
      const sum = [...weights.values()].reduce((total, weight) => total + weight, 0)
      for (const [institution, weight] of weights)
        add(institution, (confidence * historyWeight * weight) / sum)
    }
    return Array.from(shares, ([label, confidence]) => ({ label, confidence })).toSorted(
      (left, right) => right.confidence - left.confidence,
    )
  }
}
