/** A training in a thread of its own: messages are handled meanwhile. Read by train-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { trainChallenger } from './app/train-champion.ts'
import { createModelFiles } from './app/train-model-files.ts'
import { textModelFromBytes } from './text/text-model-bytes.ts'
import { trainModel } from './text/train-model.ts'

const texts = z.array(z.object({ text: z.string(), labels: z.array(z.string().nullable()) }))
const order = z.object({
  dataDir: z.string(),
  job: z.object({ texts, titles: texts, decisions: z.number(), now: z.string() }),
})

const { dataDir, job } = order.parse(workerData)
const store = createModelFiles(dataDir, textModelFromBytes)
const outcome = await trainChallenger({ ...job, store, trainModel }, job.texts)
// eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(outcome)
