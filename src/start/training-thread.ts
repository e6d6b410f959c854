/** Runs trainings in a thread, one at a time, and can end one at once. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TrainingJob } from '../app/retrain.ts'
import type { TrainOutcome } from '../app/train-champion.ts'

export interface TrainingThread {
  /** Null when it was stopped. The live model changes in the last step only. */
  train(job: TrainingJob): Promise<TrainOutcome | null>
  stop(): Promise<void>
}

export function createTrainingThread(dataDir: string): TrainingThread {
  let current: Worker | null = null
  return {
    train: (job) =>
      new Promise((resolve, reject) => {
        const worker = startWorker({ dataDir, job })
        current = worker
        worker.once('message', (outcome: TrainOutcome) => resolve(outcome))
        worker.once('error', (error) =>
          reject(new Error(`the training of ${job.texts.length} texts failed`, { cause: error })),
        )
        worker.once('exit', () => {
          current = null
          resolve(null)
        })
      }),
    async stop() {
      await current?.terminate()
    },
  }
}

function startWorker(workerData: { readonly dataDir: string; readonly job: TrainingJob }): Worker {
  const isSource = import.meta.filename.endsWith('.ts')
  const file = path.join(import.meta.dirname, `../train-thread.${isSource ? 'ts' : 'js'}`)
  // From the sources (tests) the thread needs the loader of TypeScript itself.
  const source = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}) })`
  return isSource ? new Worker(source, { eval: true, workerData }) : new Worker(file, { workerData })
}
