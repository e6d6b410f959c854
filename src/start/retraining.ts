/** Puts together what trains the text model again while the product runs. */
import type { Pool } from 'pg'
import { finishChoice } from '../app/console/model-choice.ts'
import { createHistoryFile } from '../app/train-history-file.ts'
import type { ModelFiles } from '../app/train-model-files.ts'
import { realClock } from '../clock.ts'
import type { Product } from '../compose.ts'
import type { Config } from '../config.ts'
import { createDecisionStore } from '../db/decision-store.ts'
import { loadRegion } from '../db/load-region.ts'
import type { Logger } from '../log.ts'
import { buildUnderstand } from '../text/build-understand.ts'
import type { TextModel } from '../text/text-model.ts'
import { RetrainingWorker } from '../workers/retraining.ts'
import { createTrainingThread } from './training-thread.ts'

export interface RetrainingParts {
  readonly config: Pick<Config, 'dataDir' | 'retrainAfter' | 'timeZone'>
  readonly product: Pick<Product, 'console' | 'prisma' | 'regions'>
  readonly pool: Pool
  readonly log: Logger
  readonly models: ModelFiles<TextModel>
  /** The model that the product began with; null: none. */
  readonly liveAtStart: string | null
}

/** Returns what stops it. */
export function startRetraining(parts: RetrainingParts): () => Promise<void> {
  const { config, product, pool, log, models, liveAtStart } = parts
  const thread = createTrainingThread(config.dataDir)
  const worker = new RetrainingWorker({
    decisions: createDecisionStore(pool),
    history: createHistoryFile(config.dataDir),
    loadDirectory: async () => (await loadRegion(product.prisma)).directory,
    train: (job) => thread.train(job),
    stopTraining: () => thread.stop(),
    now: () => realClock.now(),
    models,
    goLive: async (name) => {
      const model = await models.load(name)
      if (model !== null) product.regions.understandBy((directory) => buildUnderstand(directory, model))
    },
    liveAtStart,
    decisionsMin: config.retrainAfter,
    timeZone: config.timeZone,
    clock: realClock,
    random: Math.random,
    log,
  })
  finishChoice(product.console).catch((error: unknown) => {
    log.error({ err: error }, 'the choice of a model could not be written down')
  })
  worker.start()
  return () => worker.stop()
}
