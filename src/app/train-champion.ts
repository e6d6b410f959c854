/**
 * Champion and challenger: a new model goes live only if it is not worse than the live one on the same texts, which
 * neither of them has learnt from. Both figures are kept.
 */
import { guessAll, shuffle } from './train-evaluate.ts'
import { type Figures, figuresOf } from './train-figures.ts'
import type { LabelledText, TrainModel, TrainedModel } from './train-ports.ts'

export interface SideFigures {
  readonly topic: Figures
  readonly institution: Figures
}

export interface ModelRecord {
  readonly name: string
  readonly trainedAt: string
  readonly texts: number
  /** Tickets with a decision of people when the training began. */
  readonly decisions: number
  readonly heldOut: SideFigures
  /** The live model of that time on the same texts; null when there was none. */
  readonly champion: { readonly name: string; readonly heldOut: SideFigures } | null
}

/** Models and which of them is live; each write is whole or not at all. */
export interface ModelStore {
  list(): Promise<readonly ModelRecord[]>
  live(): Promise<string | null>
  /** Null when it is not there or damaged. */
  load(name: string): Promise<Pick<TrainedModel, 'rank'> | null>
  save(record: ModelRecord, bytes: Uint8Array): Promise<void>
  /** False when there is no such model. */
  use(name: string): Promise<boolean>
  /** The one that was live before the live one; null when there was none. */
  before(): Promise<string | null>
}

export interface Training {
  readonly store: ModelStore
  readonly trainModel: TrainModel
  /** What the directory calls its labels; by default the labels themselves. */
  readonly titles?: readonly LabelledText[]
  readonly now: { toString(): string }
  readonly decisions?: number
}

export interface TrainOutcome {
  readonly record: ModelRecord
  readonly isLive: boolean
}

/** A fifth of all texts. */
const heldOutEvery = 5

/**
 * The same text is held out in every training, so that neither the live model nor its challenger has learnt from it.
 * FNV-1a of its words without case and signs: a repeated text goes with the first one.
 */
export function isHeldOut({ text }: LabelledText): boolean {
  let hash = 0x811c9dc5
  for (const letter of text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim())
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return (hash ^ (hash >>> 15)) % heldOutEvery === 0
}

/** A difference of so little on some hundred texts says nothing. */
const tolerance = 0.005

/** Interrupted at any moment, it leaves the live model as it was: the switch is the last step. */
export async function trainChallenger(
  { store, trainModel, titles, now, decisions = 0 }: Training,
  appeals: readonly LabelledText[],
): Promise<TrainOutcome> {
  const shuffled = shuffle(appeals)
  const model = trainModel(
    shuffled.filter((appeal) => !isHeldOut(appeal)),
    titles,
  )
  const test = shuffled.filter(isHeldOut)
  const liveName = await store.live()
  const live = liveName === null ? null : await store.load(liveName)
  const record: ModelRecord = {
    name: now
      .toString()
      .replace(/\.\d+/u, '')
      .replaceAll(/[^0-9TZ]/gu, ''),
    trainedAt: now.toString(),
    texts: appeals.length,
    decisions,
    heldOut: measure(model, test),
    champion: liveName === null || live === null ? null : { name: liveName, heldOut: measure(live, test) },
  }
  await store.save(record, model.toBytes())
  const isLive = isNotWorse(record)
  if (isLive) await store.use(record.name)
  return { record, isLive }
}

function measure(model: Pick<TrainedModel, 'rank'>, test: readonly LabelledText[]): SideFigures {
  const { topic, institution } = guessAll(model, test)
  return { topic: figuresOf(topic), institution: figuresOf(institution) }
}

function isNotWorse({ heldOut, champion }: ModelRecord): boolean {
  if (champion === null) return true
  return (['topic', 'institution'] as const).every(
    (side) => heldOut[side].accuracy >= champion.heldOut[side].accuracy - tolerance,
  )
}
