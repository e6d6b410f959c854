/**
 * Trains a text model from labelled texts: one linear look at all labels of all sides. How far it is trusted comes from
 * scores that texts get when they are taken out of it, beside what the other side's labels and remembered texts say.
 */
import { DualSvm, type UnseenPart } from './dual-svm.ts'
import { type LabelLinks, LinkedSide } from './label-links.ts'
import { Neighbours, type Remembered, rememberedTextsMax } from './neighbours.ts'
import { quantise } from './quantised-rows.ts'
import { type LearntExamples, readExamples } from './read-examples.ts'
import { sharesInto } from './shares.ts'
import { SparseRowsBuilder, rowAt } from './sparse-rows.ts'
import { type SideCase, fitSide } from './fit-side.ts'
import { type TextModel, createTextModel, sharpness } from './text-model.ts'

export interface TextExample {
  readonly text: string
  /** One label per side; null when it is not known. */
  readonly labels: readonly (string | null)[]
}

const passes = 6
/** From here a pass teaches so much that fewer do. */
const fewPassesFrom = 20_000
const fewPasses = 2
const foldCount = 5
/** One unseen part is enough where it is as large as this. */
const unseenMax = 4_000
/** Below, folds would hold too few texts to learn trust from. */
const examplesMinForTrust = 40

/** `titles`: titles and phrases of labels; by default the labels themselves. Linear in the words of all texts × labels. */
export function trainTextModel(examples: readonly TextExample[], titles?: readonly TextExample[]): TextModel {
  const learnt = readExamples(examples, titles)
  const { data, ranges, space, textCount } = learnt
  const machine = new DualSvm(data, { sides: ranges, featureCount: space.size })
  const random = randomFrom(20_261_123)
  const rows = Int32Array.from(data.weights, (_, row) => row)
  const passCount = textCount < fewPassesFrom ? passes : fewPasses
  for (let pass = 0; pass < passCount; pass += 1) machine.visit(shuffled(rows, random))
  const parts = { links: linksOf(learnt), remembered: rememberedOf(learnt) }
  const cases = textCount < examplesMinForTrust ? [] : unseenCases(learnt, machine, parts)
  const labelCount = ranges.at(-1)?.to ?? 0
  return createTextModel({
    sides: ranges.map(({ labels }, side) => ({ labels, ...fitSide(cases[side] ?? [], labels.length) })),
    space: space.parts,
    weights: quantise(machine.values, labelCount),
    ...parts,
  })
}

interface Beside {
  readonly links: LabelLinks | null
  readonly remembered: Remembered
}

/** For each side, what is thought of texts that were taken out of the machine, and what is true. */
function unseenCases(
  learnt: LearntExamples,
  machine: DualSvm,
  { links, remembered }: Beside,
): readonly (readonly SideCase[])[] {
  const { data, ranges, space, textCount, words } = learnt
  const cases: SideCase[][] = ranges.map(() => [])
  const linkedSides = links === null ? [] : [new LinkedSide(links, true), new LinkedSide(links, false)]
  const neighbours = new Neighbours(remembered, space.piecesFrom)
  const labelCount = ranges.at(-1)?.to ?? 0
  const votes = new Float32Array(labelCount)
  const likely = new Float64Array(labelCount)
  const firstRemembered = Math.max(0, textCount - rememberedTextsMax)
  const look = (row: number): void => {
    const scores = machine.scoresOf(row)
    const except = row - firstRemembered
    const plain = except >= 0 ? rowAt(remembered.rows, except) : null
    const own = ranges.map(({ from, to }) => {
      sharesInto(likely.subarray(from, to), scores, { from, sharpness })
      return likely.slice(from, to)
    })
    votes.fill(0)
    if (plain !== null) neighbours.voteInto({ ...plain, count: plain.ids.length, except, likely }, votes)
    const truths = ranges.map(({ from }, side) => (data.labels[row * ranges.length + side] ?? -1) - from)
    const [topic = -1, institution = -1] = truths
    const pair = topic < 0 || institution < 0 ? null : { row: topic, column: institution }
    ranges.forEach(({ from, labels }, side) => {
      const truth = truths[side] ?? -1
      const ofSide = own[side]
      if (truth < 0 || ofSide === undefined) return
      const others = own[1 - side]
      const linked = others === undefined ? null : (linkedSides[side]?.sharesBy(others, pair).slice() ?? null)
      const opinions = { own: ofSide, linked, votes: votesOf(votes, from, labels.length) }
      cases[side]?.push({ opinions, truth, words: space.see(words[row] ?? []).wordCount })
    })
  }
  machine.without(foldsOf(textCount, data.weights.length), (unseen) => {
    for (const row of unseen) look(row)
  })
  return cases
}

/** Shares of the votes of one side; null when nobody votes. */
function votesOf(votes: Float32Array, from: number, count: number): Float64Array | null {
  const shares = Float64Array.from(votes.subarray(from, from + count))
  const sum = shares.reduce((total, vote) => total + vote, 0)
  return sum === 0 ? null : shares.map((vote) => vote / sum)
}

function* foldsOf(textCount: number, rowsCount: number): Generator<UnseenPart> {
  const random = randomFrom(7)
  const order = shuffled(
    Int32Array.from({ length: textCount }, (_, row) => row),
    random,
  )
  const size = Math.ceil(textCount / foldCount)
  const folds = size >= unseenMax ? 1 : foldCount
  for (let fold = 0; fold < folds; fold += 1) {
    const unseen = order.slice(fold * size, fold * size + Math.min(size, unseenMax))
    const isUnseen = new Set(unseen)
    const others = Int32Array.from({ length: rowsCount }, (_, row) => row).filter((row) => !isUnseen.has(row))
    yield { unseen, others: shuffled(others, random) }
  }
}

function linksOf({ data: { labels }, ranges, textCount }: LearntExamples): LabelLinks | null {
  const [rows, columns] = ranges
  if (rows === undefined || columns === undefined) return null
  const [rowCount, columnCount] = [rows.labels.length, columns.labels.length]
  const counts = new Float32Array(rowCount * columnCount)
  for (let text = 0; text < textCount; text += 1) {
    const row = labels[text * ranges.length] ?? -1
    const column = labels[text * ranges.length + 1] ?? -1
    if (row === -1 || column === -1) continue
    const at = row * columnCount + column - columns.from
    counts[at] = (counts[at] ?? 0) + 1
  }
  return { rowCount, columnCount, counts }
}

/** The last texts, without pieces of words. */
function rememberedOf({ data, ranges, space, textCount }: LearntExamples): Remembered {
  const rows = new SparseRowsBuilder()
  const first = Math.max(0, textCount - rememberedTextsMax)
  for (let text = first; text < textCount; text += 1) {
    const { ids, values } = rowAt(data.rows, text)
    let squares = 0
    for (let at = 0; at < ids.length; at += 1)
      if ((ids[at] ?? 0) < space.piecesFrom) squares += (values[at] ?? 0) ** 2
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
    for (let at = 0; at < ids.length; at += 1)
      if ((ids[at] ?? 0) < space.piecesFrom) rows.push(ids[at] ?? 0, (values[at] ?? 0) * scale)
    rows.endRow()
  }
  return { rows: rows.build(), labels: data.labels.slice(first * ranges.length, textCount * ranges.length) }
}

function shuffled(rows: Int32Array, random: () => number): Int32Array {
  const order = rows.slice()
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random() % (index + 1)
    const value = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = value
  }
  return order
}

/** Park–Miller: the same order on every machine, so the same model. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state
  }
}
