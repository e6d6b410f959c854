/** Numbers the labels of examples side by side and turns texts into vectors. */
import { labelsAsTitles } from '../app/train-material.ts'
import type { LabelledRows, SideRange } from './dual-svm.ts'
import { learnWordSpace } from './learn-word-space.ts'
import { SparseRowsBuilder } from './sparse-rows.ts'
import type { TextExample } from './train-text-model.ts'
import type { WordSpace } from './word-space.ts'
import { type Word, wordsOf } from './words.ts'

/** Labels of one side stand in the common row between `from` and `to`. */
export interface LabelRange extends SideRange {
  readonly labels: readonly string[]
}

export interface LearntExamples {
  readonly space: WordSpace
  /** The texts first, then the titles. */
  readonly data: LabelledRows
  readonly words: readonly (readonly Word[])[]
  readonly ranges: readonly LabelRange[]
  readonly textCount: number
}

/** A title is short and sure: it counts as several appeals. The weight was taken from an earlier study, not tuned here. */
const titleWeight = 4
/** One byte each: with the words and remembered texts a model stays below 20 MB. */
const weightsMax = 12_000_000
const featuresMin = 500
const featuresMax = 60_000

export function readExamples(
  examples: readonly TextExample[],
  titles: readonly TextExample[] = labelsAsTitles(examples),
): LearntExamples {
  const ranges = rangesOf(examples, titles)
  const labelCount = ranges.at(-1)?.to ?? 0
  const words = examples.map(({ text }) => wordsOf(text))
  const limit = Math.max(featuresMin, Math.min(featuresMax, Math.floor(weightsMax / Math.max(1, labelCount))))
  const space = learnWordSpace(words, limit)
  const numbers = ranges.map(
    ({ labels, from }) => new Map(labels.map((label, index) => [label, from + index])),
  )
  const rows = new SparseRowsBuilder()
  const all = [...examples, ...titles]
  const labels = new Int32Array(all.length * ranges.length).fill(-1)
  all.forEach((example, row) => {
    space.forEachFeature(words[row] ?? wordsOf(example.text), (id, value) => rows.push(id, value))
    rows.endRow()
    example.labels.forEach((label, side) => {
      if (label !== null) labels[row * ranges.length + side] = numbers[side]?.get(label) ?? -1
    })
  })
  const weights = new Float32Array(all.length).fill(1)
  weights.fill(titleWeight, examples.length)
  return {
    space,
    data: { rows: rows.build(), labels, weights },
    words,
    ranges,
    textCount: examples.length,
  }
}

function rangesOf(examples: readonly TextExample[], titles: readonly TextExample[]): readonly LabelRange[] {
  const ranges: LabelRange[] = []
  for (let side = 0; side < (examples[0]?.labels.length ?? 0); side += 1) {
    const labels = labelsOf([...examples, ...titles], side)
    const from = ranges.at(-1)?.to ?? 0
    ranges.push({ from, to: from + labels.length, labels })
  }
  return ranges
}

const labelsOf = (examples: readonly TextExample[], side: number): readonly string[] => [
  ...new Set(examples.flatMap(({ labels }) => labels[side] ?? [])),
]
