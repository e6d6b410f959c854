/** Trains on some appeals and measures on others, which the model has not seen. */
import type { Appeal } from './train-appeals.ts'
import { type Figures, type Guessed, figuresOf } from './train-figures.ts'
import { type LabelledText, type Side, type TrainModel, type TrainedModel, sides } from './train-ports.ts'
import { labelsAsTitles } from './train-material.ts'

export interface Evaluation {
  readonly topic: Figures
  readonly institution: Figures
  readonly trainSeconds: number
  readonly textsPerSecond: number
  readonly modelBytes: number
  /** Texts measured. */
  readonly test: number
}

export interface Measured {
  readonly evaluation: Evaluation
  readonly guesses: Readonly<Record<Side, readonly Guessed[]>>
}

export interface Meter {
  readonly trainModel: TrainModel
  readonly nowMs: () => number
}

/** A short test is read again until so much time has passed: the first texts only warm the machine. */
const speedMs = 1_000
const speedTextsMax = 100_000

export function evaluateSplit(
  meter: Meter,
  train: readonly Appeal[],
  test: readonly Appeal[],
  titles?: readonly LabelledText[],
): Measured & { readonly model: TrainedModel } {
  const startedAt = meter.nowMs()
  const model = meter.trainModel(train, titles)
  const trainSeconds = (meter.nowMs() - startedAt) / 1000
  const guesses = guessAll(model, test)
  return {
    model,
    guesses,
    evaluation: {
      topic: figuresOf(guesses.topic),
      institution: figuresOf(guesses.institution),
      trainSeconds,
      textsPerSecond: measureSpeed(meter, model, test),
      modelBytes: model.toBytes().length,
      test: test.length,
    },
  }
}

/**
 * Each appeal is a test once. The figures are of all guesses together, seconds and bytes the mean. What the labels are
 * called is known to every part, as a region's directory tells it; the texts of the test are not.
 */
export function crossValidate(
  meter: Meter,
  appeals: readonly Appeal[],
  foldCount: number,
): Measured & { readonly folds: readonly Evaluation[] } {
  const shuffled = shuffle(appeals)
  const titles = labelsAsTitles(appeals)
  const parts = Array.from({ length: foldCount }, (_, fold) => {
    const isTest = (_: Appeal, index: number): boolean => index % foldCount === fold
    const train = shuffled.filter((appeal, index) => !isTest(appeal, index))
    return evaluateSplit(meter, train, shuffled.filter(isTest), titles)
  })
  const guesses = {
    topic: parts.flatMap((part) => part.guesses.topic),
    institution: parts.flatMap((part) => part.guesses.institution),
  }
  const folds = parts.map(({ evaluation }) => evaluation)
  const mean = (of: (evaluation: Evaluation) => number): number =>
    folds.reduce((sum, evaluation) => sum + of(evaluation), 0) / Math.max(1, folds.length)
  return {
    guesses,
    folds,
    evaluation: {
      topic: figuresOf(guesses.topic),
      institution: figuresOf(guesses.institution),
      trainSeconds: mean((evaluation) => evaluation.trainSeconds),
      textsPerSecond: mean((evaluation) => evaluation.textsPerSecond),
      modelBytes: Math.round(mean((evaluation) => evaluation.modelBytes)),
      test: appeals.length,
    },
  }
}

/** Rows whose label is empty are no test of that side. */
export function guessAll(
  model: Pick<TrainedModel, 'rank'>,
  test: readonly LabelledText[],
): Record<Side, readonly Guessed[]> {
  const ranked = test.map(({ text }) => model.rank(text))
  const guessesOf = (side: number): readonly Guessed[] =>
    test.flatMap(({ labels }, index) => {
      const truth = labels[side] ?? null
      return truth === null ? [] : [{ truth, ranked: ranked[index]?.[side] ?? [] }]
    })
  return { topic: guessesOf(sides.indexOf('topic')), institution: guessesOf(sides.indexOf('institution')) }
}

function measureSpeed({ nowMs }: Meter, model: TrainedModel, test: readonly Appeal[]): number {
  if (test.length === 0) return 0
  const startedAt = nowMs()
  let texts = 0
  while (nowMs() - startedAt < speedMs && texts < speedTextsMax)
    for (const { text } of test) {
      model.rank(text, 3)
      texts += 1
    }
  return (texts * 1000) / Math.max(1, nowMs() - startedAt)
}

/** The same order every time, so that two runs compare. */
export function shuffle<Item>(items: readonly Item[]): readonly Item[] {
  let state = 20_261_123
  return items
    .map((item) => {
      state = (state * 48_271) % 2_147_483_647
      return { item, place: state }
    })
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item)
}
