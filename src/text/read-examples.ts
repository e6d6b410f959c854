/** Numbers the labels of examples side by side and turns texts into vectors. */
import type { FeatureVector } from './features.ts'
import type { SvmExample, SvmSize } from './linear-svm.ts'
import type { TextExample } from './train-text-model.ts'
import { type WordSpace, learnWordSpace } from './word-space.ts'
import { wordsOf } from './words.ts'

/** Labels of one side stand in the common row between `from` and `to`. */
export interface LabelRange {
  readonly from: number
  readonly to: number
  readonly labels: readonly string[]
  /** Logarithm of how often each label is right. */
  readonly prior: Float32Array
}

export interface LearntExample extends SvmExample {
  readonly vector: FeatureVector
}

export interface LearntExamples {
  readonly space: WordSpace
  readonly examples: readonly LearntExample[]
  readonly titles: readonly LearntExample[]
  readonly ranges: readonly LabelRange[]
  readonly size: SvmSize
}

/** A title is short and sure: it counts as several appeals. The weight was taken from an earlier study, not tuned here. */
const titleWeight = 4
/** Two matrices of one byte a weight: 20 MB at most. */
const weightsMax = 6_400_000
const featuresMin = 500
const featuresMax = 60_000
const priorMin = 1e-4

export function readExamples(
  examples: readonly TextExample[],
  titles: readonly TextExample[] = ownTitles(examples),
): LearntExamples {
  const ranges = rangesOf(examples, titles)
  const labelCount = ranges.at(-1)?.to ?? 0
  const words = examples.map(({ text }) => wordsOf(text))
  const limit = Math.max(featuresMin, Math.min(featuresMax, Math.floor(weightsMax / Math.max(1, labelCount))))
  const space = learnWordSpace(words, limit)
  const numbers = ranges.map(
    ({ labels, from }) => new Map(labels.map((label, index) => [label, from + index])),
  )
  const learn = (example: TextExample, vector: FeatureVector, weight: number): LearntExample => ({
    vector,
    weight,
    labels: example.labels.flatMap((label, side) =>
      label === null ? [] : (numbers[side]?.get(label) ?? []),
    ),
  })
  return {
    space,
    examples: examples.map((example, index) => learn(example, space.vectorOf(words[index] ?? []), 1)),
    titles: titles.map((title) => learn(title, space.vectorOf(wordsOf(title.text)), titleWeight)),
    ranges,
    size: { labelCount, featureCount: space.size },
  }
}

/** The labels themselves, as texts. */
function ownTitles(examples: readonly TextExample[]): readonly TextExample[] {
  const sideCount = examples[0]?.labels.length ?? 0
  return Array.from({ length: sideCount }, (_, side) => side).flatMap((side) =>
    labelsOf(examples, side).map((label) => ({
      text: label,
      labels: Array.from({ length: sideCount }, (_, other) => (other === side ? label : null)),
    })),
  )
}

function rangesOf(examples: readonly TextExample[], titles: readonly TextExample[]): readonly LabelRange[] {
  const ranges: LabelRange[] = []
  for (let side = 0; side < (examples[0]?.labels.length ?? 0); side += 1) {
    const labels = labelsOf([...examples, ...titles], side)
    const from = ranges.at(-1)?.to ?? 0
    const counts = new Map<string, number>()
    for (const { labels: all } of examples) {
      const label = all[side] ?? null
      if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    const prior = labels.map((label) => Math.log((counts.get(label) ?? 0) / examples.length + priorMin))
    ranges.push({ from, to: from + labels.length, labels, prior: Float32Array.from(prior) })
  }
  return ranges
}

const labelsOf = (examples: readonly TextExample[], side: number): readonly string[] => [
  ...new Set(examples.flatMap(({ labels }) => labels[side] ?? [])),
]
