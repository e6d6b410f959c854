/**
 * How many texts a second several processes read at the same time, each with its own copy of one model: what a machine
 * of so many cores gives at most, while the product itself reads on one thread. `fork`ed, this file is such a reader.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'

const measuredMs = 5_000
const readerMark = 'read-side-by-side'
const begin = 'begin'

const given = z.object({ bytes: z.instanceof(Uint8Array), texts: z.array(z.string()) })

interface Work {
  readonly bytes: Uint8Array
  readonly texts: readonly string[]
}

/** Texts a second of all readers together; they begin at the same moment, after each has read every text once. */
export async function textsPerSecondSideBySide(count: number, work: Work): Promise<number> {
  const file = fileURLToPath(import.meta.url)
  const readers = Array.from({ length: count }, () => fork(file, [readerMark], { serialization: 'advanced' }))
  for (const reader of readers) reader.send(work)
  await Promise.all(readers.map(nextMessage))
  const speeds = readers.map(nextMessage)
  for (const reader of readers) reader.send(begin)
  const told = z.array(z.number()).parse(await Promise.all(speeds))
  return told.reduce((sum, speed) => sum + speed, 0)
}

async function nextMessage(reader: ChildProcess): Promise<unknown> {
  const [message]: readonly unknown[] = await once(reader, 'message')
  return message
}

async function read(): Promise<void> {
  const [work]: readonly unknown[] = await once(process, 'message')
  const { bytes, texts } = given.parse(work)
  const model = textModelFromBytes(bytes)
  const readAll = (): void => texts.forEach((text) => model.rank(text, 3))
  readAll()
  process.send?.('ready')
  await once(process, 'message')
  const startedAt = performance.now()
  let count = 0
  while (performance.now() - startedAt < measuredMs) {
    readAll()
    count += texts.length
  }
  process.send?.((count * 1000) / (performance.now() - startedAt), () => process.disconnect())
}

if (process.argv[2] === readerMark) await read()
