/**
 * How many texts a second several threads read together, each with its own copy of one model: what a machine of so many
 * cores gives at most, while the product itself reads on one thread.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'

const measuredMs = 5_000

const work = z.object({
  bytes: z.instanceof(Uint8Array),
  texts: z.array(z.string()),
  threads: z.number(),
  /** How many threads have read every text once. */
  warm: z.instanceof(Int32Array),
})

/** Texts a second of all threads together; they begin at the same moment, after each has read every text once. */
export async function threadsTextsPerSecond(
  threads: number,
  given: { readonly bytes: Uint8Array; readonly texts: readonly string[] },
): Promise<number> {
  const warm = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const data = { ...given, threads, warm }
  const speeds = Array.from({ length: threads }, () =>
    told(new Worker(new URL(import.meta.url), { workerData: data })),
  )
  return z
    .array(z.number())
    .parse(await Promise.all(speeds))
    .reduce((sum, speed) => sum + speed, 0)
}

const told = (thread: Worker): Promise<unknown> =>
  new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })

if (!isMainThread) {
  const { bytes, texts, threads, warm } = work.parse(workerData)
  const model = textModelFromBytes(bytes)
  const readAll = (): void => texts.forEach((text) => model.rank(text, 3))
  readAll()
  waitForAll(warm, threads)
  const startedAt = performance.now()
  let read = 0
  while (performance.now() - startedAt < measuredMs) {
    readAll()
    read += texts.length
  }
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage((read * 1000) / (performance.now() - startedAt))
}

function waitForAll(warm: Int32Array, threads: number): void {
  Atomics.add(warm, 0, 1)
  Atomics.notify(warm, 0)
  for (let count = Atomics.load(warm, 0); count < threads; count = Atomics.load(warm, 0))
    Atomics.wait(warm, 0, count)
}
