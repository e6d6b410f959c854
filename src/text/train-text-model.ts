/**
 * Trains a text model from labelled texts: a first linear look at all labels of all sides, a second one that also sees
 * what the first thought (a topic tells the institution and the other way round), complement Bayes, likeness to titles
 * and the vote of neighbours. How far each is trusted, and the confidence, come from texts that its part of the model
 * had not seen.
 */
import { type FirstGuess, cautiousCalibration, fitCalibration, logOddsOf } from './calibration.ts'
import { trainComplementBayes } from './complement-bayes.ts'
import { type SvmExample, randomFrom, scoreInto, trainLinearSvm } from './linear-svm.ts'
import { buildNeighbours, rememberedTextsMax } from './neighbours.ts'
import { type OpinionCase, fitOpinionWeights, scoresOf } from './opinion-weights.ts'
import { quantise } from './quantised-rows.ts'
import { type LearntExample, type LabelRange, readExamples } from './read-examples.ts'
import { type TextModel, createTextModel, shareMin, shareWeight, sharesOf } from './text-model.ts'
import type { FeatureVector } from './features.ts'
import type { WordSpace } from './word-space.ts'

export interface TextExample {
  readonly text: string
  /** One label per side; null when it is not known. */
  readonly labels: readonly (string | null)[]
}

export interface TrainOptions {
  /** `fast` takes one look: a sixth of the time, some points less right. */
  readonly kind: 'full' | 'fast'
  /** Titles and phrases of labels; by default the labels themselves. */
  readonly titles?: readonly TextExample[]
}

const foldCount = 3
/** From here two folds do: the cost of training stays linear with a smaller factor. */
const fewFoldsFrom = 10_000
const casesMax = 4_000
/** Below, folds would hold too few texts to learn trust from. */
const examplesMinForFull = 40

export function trainTextModel(examples: readonly TextExample[], options: TrainOptions): TextModel {
  const learnt = readExamples(examples, options.titles)
  return options.kind === 'fast' || learnt.examples.length < examplesMinForFull
    ? trainFast(learnt)
    : trainFull(learnt)
}

type Learnt = ReturnType<typeof readExamples>

/** How scores of a single look become shares. */
const fastSharpness = 8

function trainFast({ space, examples, titles, ranges, size }: Learnt): TextModel {
  const { values } = trainLinearSvm([...examples, ...titles], size)
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) * fastSharpness
  return createTextModel({
    sides: ranges.map(({ labels }) => ({ labels, voteWeight: 0, calibration: cautiousCalibration })),
    space: space.parts,
    firstLook: null,
    lastLook: quantise(values, size.labelCount),
    remembered: [],
  })
}

function trainFull(learnt: Learnt): TextModel {
  const { space, examples, titles, ranges, size } = learnt
  const folds = foldsOf(examples.length)
  const first = trainLinearSvm([...examples, ...titles], size)
  const shares = unseenShares(learnt, folds)
  const second = examples.map((example, index) => ({
    ...example,
    vector: withShares(example.vector, shares[index] ?? emptyVector, size.featureCount),
  }))
  const secondSize = { labelCount: size.labelCount, featureCount: size.featureCount + size.labelCount }
  const likeness = titleLikeness(titles, size.labelCount, size.featureCount)
  const opinions = unseenOpinions({ learnt, second, secondSize, likeness, folds })
  const sides = ranges.map((range, side) => {
    const cases = opinions.flatMap((each) => each[side] ?? [])
    const weights = fitOpinionWeights(cases, opinionCount)
    return { weights, range, calibration: fitCalibration(cases.map((each) => firstGuess(each, weights))) }
  })
  const last = trainLinearSvm([...second, ...titles], secondSize)
  const bayes = trainComplementBayes([...examples, ...titles], size)
  const folded = fold({ last: last.values, bayes: bayes.values, likeness, sides, size })
  return createTextModel({
    sides: sides.map(({ range, weights, calibration }) => ({
      labels: range.labels,
      voteWeight: weights[opinionIndex.votes] ?? 0,
      calibration,
    })),
    space: space.parts,
    firstLook: quantise(first.values, size.labelCount),
    lastLook: quantise(folded, size.labelCount),
    remembered: examples.slice(-rememberedTextsMax).map(({ vector, labels }) => ({
      vector: withoutPieces(vector, space),
      labels,
    })),
  })
}

const opinionIndex = { machine: 0, bayes: 1, votes: 2, titles: 3, prior: 4 } as const
const opinionCount = 5
const emptyVector: FeatureVector = { ids: new Int32Array(0), values: new Float32Array(0) }

function foldsOf(count: number): { readonly count: number; readonly foldOf: Int32Array } {
  const folds = count >= fewFoldsFrom ? 2 : foldCount
  const random = randomFrom(7)
  return { count: folds, foldOf: Int32Array.from({ length: count }, () => random() % folds) }
}

type Folds = ReturnType<typeof foldsOf>

/** What a first look that had not seen the text thinks of it, as a vector of labels. */
function unseenShares({ examples, titles, ranges, size }: Learnt, folds: Folds): readonly FeatureVector[] {
  const shares: FeatureVector[] = examples.map(() => emptyVector)
  const scores = new Float32Array(size.labelCount)
  for (let part = 0; part < folds.count; part += 1) {
    const seen = examples.filter((_, index) => folds.foldOf[index] !== part)
    const { values } = trainLinearSvm([...seen, ...titles], size)
    examples.forEach(({ vector }, index) => {
      if (folds.foldOf[index] !== part) return
      scoreInto(values, vector, scores)
      shares[index] = shareVector(scores, ranges)
    })
  }
  return shares
}

function shareVector(scores: Float32Array, ranges: readonly LabelRange[]): FeatureVector {
  const ids: number[] = []
  const values: number[] = []
  for (const { from, labels } of ranges)
    sharesOf(scores, from, labels.length).forEach((share, label) => {
      if (share <= shareMin) return
      ids.push(from + label)
      values.push(shareWeight * Math.sqrt(share))
    })
  return { ids: Int32Array.from(ids), values: Float32Array.from(values) }
}

const withShares = (vector: FeatureVector, shares: FeatureVector, from: number): FeatureVector => ({
  ids: Int32Array.from([...vector.ids, ...shares.ids.map((id) => from + id)]),
  values: Float32Array.from([...vector.values, ...shares.values]),
})

function withoutPieces({ ids, values }: FeatureVector, space: WordSpace): FeatureVector {
  const isKept = (_: number, at: number): boolean => (ids[at] ?? 0) < space.piecesFrom
  return { ids: ids.filter(isKept), values: values.filter(isKept) }
}

interface SecondLook {
  readonly learnt: Learnt
  readonly second: readonly LearntExample[]
  readonly secondSize: Learnt['size']
  readonly likeness: Float32Array
  readonly folds: Folds
}

/** For each text looked at, one case per side; null where the label is not known. */
function unseenOpinions(look: SecondLook): readonly (readonly (OpinionCase | null)[])[] {
  const { learnt, second, folds } = look
  const every = Math.ceil(second.length / casesMax)
  return Array.from({ length: folds.count }, (_, part) => part).flatMap((part) => {
    const isUnseen = (_: unknown, index: number): boolean => folds.foldOf[index] === part
    const seen = second.filter((_, index) => !isUnseen(null, index))
    const plain = learnt.examples.filter((_, index) => !isUnseen(null, index))
    const opine = opinionsOf(look, seen, plain)
    return second.filter((_, index) => isUnseen(null, index) && index % every === 0).map(opine)
  })
}

function opinionsOf(
  { learnt, secondSize, likeness }: SecondLook,
  seen: readonly LearntExample[],
  plain: readonly LearntExample[],
): (example: LearntExample) => readonly (OpinionCase | null)[] {
  const { titles, size, space, ranges } = learnt
  const machine = trainLinearSvm([...seen, ...titles], secondSize)
  const bayes = trainComplementBayes([...plain, ...titles], size)
  const neighbours = buildNeighbours(plain.slice(-rememberedTextsMax), space.piecesFrom)
  const all = Array.from({ length: opinionCount }, () => new Float32Array(size.labelCount))
  const [ofMachine = all[0], ofBayes = all[0], votes = all[0], ofTitles = all[0]] = all
  return (example) => {
    const plainVector = beforeFeature(example.vector, size.featureCount)
    if (ofMachine !== undefined) scoreInto(machine.values, example.vector, ofMachine)
    if (ofBayes !== undefined) scoreInto(bayes.values, plainVector, ofBayes)
    if (ofTitles !== undefined) scoreInto(likeness, plainVector, ofTitles)
    if (votes !== undefined) neighbours.voteInto(plainVector, votes.fill(0))
    return ranges.map((range) => {
      const truth = example.labels.find((label) => label >= range.from && label < range.to)
      if (truth === undefined) return null
      const opinions: Float32Array[] = all.map((opinion) => opinion.slice(range.from, range.to))
      toRootShares(opinions[opinionIndex.votes])
      opinions[opinionIndex.prior] = range.prior
      return { opinions, truth: truth - range.from }
    })
  }
}

function beforeFeature({ ids, values }: FeatureVector, end: number): FeatureVector {
  const isBefore = (_: number, at: number): boolean => (ids[at] ?? 0) < end
  return { ids: ids.filter(isBefore), values: values.filter(isBefore) }
}

function toRootShares(votes: Float32Array | undefined): void {
  if (votes === undefined) return
  const sum = votes.reduce((total, vote) => total + vote, 0)
  for (let at = 0; at < votes.length; at += 1) votes[at] = sum === 0 ? 0 : Math.sqrt((votes[at] ?? 0) / sum)
}

/** Likeness to the titles of each label, as linear weights. */
function titleLikeness(
  titles: readonly SvmExample[],
  labelCount: number,
  featureCount: number,
): Float32Array {
  const values = new Float32Array((featureCount + 1) * labelCount)
  for (const { vector, labels } of titles) {
    const length = Math.sqrt(vector.values.reduce((sum, value) => sum + value * value, 0)) || 1
    for (let at = 0; at < vector.ids.length; at += 1)
      for (const label of labels) {
        const place = (vector.ids[at] ?? 0) * labelCount + label
        values[place] = Math.max(values[place] ?? 0, (vector.values[at] ?? 0) / length)
      }
  }
  return values
}

function firstGuess(each: OpinionCase, weights: readonly number[]): FirstGuess {
  const scores = scoresOf(each.opinions, weights)
  let best = 0
  for (let label = 1; label < scores.length; label += 1)
    if ((scores[label] ?? 0) > (scores[best] ?? 0)) best = label
  return { logOdds: logOddsOf(scores, best), isRight: best === each.truth }
}

interface Foldable {
  readonly last: Float32Array
  readonly bayes: Float32Array
  readonly likeness: Float32Array
  readonly sides: readonly { readonly range: LabelRange; readonly weights: readonly number[] }[]
  readonly size: Learnt['size']
}

/** All opinions but the votes are linear in the same features: their weighted sum is one matrix. */
function fold({ last, bayes, likeness, sides, size }: Foldable): Float32Array {
  const { labelCount, featureCount } = size
  const folded = new Float32Array(last.length)
  const constant = last.length - labelCount
  for (const { range, weights } of sides) {
    const [ofMachine = 0, ofBayes = 0, , ofTitles = 0, ofPrior = 0] = weights
    for (let row = 0; row * labelCount < last.length; row += 1)
      for (let label = range.from; label < range.to; label += 1) {
        const at = row * labelCount + label
        const plain = row < featureCount ? ofBayes * (bayes[at] ?? 0) + ofTitles * (likeness[at] ?? 0) : 0
        folded[at] = ofMachine * (last[at] ?? 0) + plain
      }
    for (let label = range.from; label < range.to; label += 1)
      folded[constant + label] =
        (folded[constant + label] ?? 0) + ofPrior * (range.prior[label - range.from] ?? 0)
  }
  return folded
}
