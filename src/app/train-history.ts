/**
 * Who answered lately, such topics and anything at all: appeals in the order of their numbers, as they came, and people's
 * decisions about the earlier ones, the recent weighing more. Shown apart from what the text alone tells.
 */
import type { Appeal } from './train-appeals.ts'
import { type Figures, type Guessed, figuresOf } from './train-figures.ts'
import { type RankedLabel, type TrainedModel, sides } from './train-ports.ts'

export interface HistoryFigures {
  readonly textAlone: Figures
  readonly withHistory: Figures
}

/** After so many decisions about one topic an older one counts half. */
const halfLifeOfTopic = 2
/** After so many decisions about anything an older one counts half: appeals of one place and body come in rows. */
const halfLifeOfAll = 10
/** How much the decisions about the topic speak beside the text. */
const topicWeight = 0.45
/** How much it counts to have answered anything lately: the power of that share. */
const recentPower = 0.7
/** Of who has not answered lately. */
const recentShareMin = 0.02
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
  readonly #byTopic = new Map<string, Recent>()
  readonly #all = new Recent(halfLifeOfAll)

  add(topic: string, institution: string): void {
    const ofTopic = this.#byTopic.get(topic) ?? new Recent(halfLifeOfTopic)
    this.#byTopic.set(topic, ofTopic)
    ofTopic.add(institution)
    this.#all.add(institution)
  }

  join(topics: readonly RankedLabel[], institutions: readonly RankedLabel[]): readonly RankedLabel[] {
    const shares = new Map<string, number>()
    const add = (label: string, share: number): void =>
      void shares.set(label, (shares.get(label) ?? 0) + share)
    for (const { label, confidence } of institutions) add(label, confidence * (1 - topicWeight))
    for (const { label: topic, confidence } of topics)
      for (const [institution, share] of this.#byTopic.get(topic)?.shares() ?? [])
        add(institution, confidence * topicWeight * share)
    const recent = new Map(this.#all.shares())
    const weighed = Array.from(
      shares,
      ([label, share]) =>
        [label, share * (recentShareMin + (recent.get(label) ?? 0)) ** recentPower] as const,
    )
    const sum = weighed.reduce((total, [, weight]) => total + weight, 0)
    return weighed
      .map(([label, weight]) => ({ label, confidence: weight / sum }))
      .toSorted((left, right) => right.confidence - left.confidence)
  }
}

/** Who decided matters one after another; each newer decision lets the older ones fade. */
class Recent {
  readonly #fading: number
  readonly #weights = new Map<string, number>()

  constructor(halfLife: number) {
    this.#fading = 0.5 ** (1 / halfLife)
  }

  add(institution: string): void {
    for (const [known, weight] of this.#weights) this.#weights.set(known, weight * this.#fading)
    this.#weights.set(institution, (this.#weights.get(institution) ?? 0) + 1)
  }

  shares(): readonly (readonly [string, number])[] {
    const sum = [...this.#weights.values()].reduce((total, weight) => total + weight, 0)
    return Array.from(this.#weights, ([institution, weight]) => [institution, weight / sum])
  }
}
