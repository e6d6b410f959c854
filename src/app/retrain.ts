/** Gathers what there is to learn from — the region's history and people's decisions — and trains a challenger. */
import type { Directory } from '../domain/directory.ts'
import type { DecisionStore, HistoryFile } from './train-decisions.ts'
import type { TrainOutcome } from './train-champion.ts'
import type { LabelledText } from './train-ports.ts'
import { trainingMaterial } from './train-material.ts'

/** Everything that a training needs, as plain data: it may cross to another thread. */
export interface TrainingJob {
  readonly texts: readonly LabelledText[]
  readonly titles: readonly LabelledText[]
  readonly decisions: number
  readonly now: string
}

export interface Retraining {
  readonly decisions: DecisionStore
  readonly history: HistoryFile
  readonly loadDirectory: () => Promise<Directory>
  /** Trains, measures and keeps the model; see `trainChallenger`. Null when it was stopped. */
  readonly train: (job: TrainingJob) => Promise<TrainOutcome | null>
  readonly now: () => { toString(): string }
}

/** More would not make a model better, only a training longer. */
const decisionsMax = 100_000
/** With fewer texts a model guesses worse than titles and phrases do. */
const textsMin = 20

/** Null when there is too little to learn from, or the training was stopped. */
export async function retrain(retraining: Retraining): Promise<TrainOutcome | null> {
  const decisions = await retraining.decisions.count()
  const [history, decided, directory] = await Promise.all([
    retraining.history.read(),
    retraining.decisions.read(decisionsMax),
    retraining.loadDirectory(),
  ])
  const isKnown = knownIn(directory)
  const texts = [...history, ...decided].flatMap(isKnown)
  if (texts.length < textsMin) return null
  return retraining.train({
    ...trainingMaterial(texts, directory),
    decisions,
    now: retraining.now().toString(),
  })
}

/** Topics and institutions that have left the directory are no answer any more. */
function knownIn(directory: Directory): (example: LabelledText) => readonly LabelledText[] {
  const topics = new Set<string>(directory.topics.keys())
  const codes = new Set(Array.from(directory.institutions.values(), ({ code }) => code))
  return ({ text, labels: [topic = null, institution = null] }) => {
    const labels = [
      topic !== null && topics.has(topic) ? topic : null,
      institution !== null && codes.has(institution) ? institution : null,
    ]
    return labels.every((label) => label === null) ? [] : [{ text, labels }]
  }
}
