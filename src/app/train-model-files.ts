/**
 * Models in `DATA_DIR/models`: NAME.bin, its figures beside in NAME.json, and the name of the live one in `live`.
 * Every file is written under another name and moved to its place, so an interrupted run leaves no half of one.
 */
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { ModelRecord, ModelStore } from './train-champion.ts'
import type { TrainedModel } from './train-ports.ts'

const figures = z.object({
  accuracy: z.number(),
  top3: z.number(),
  macroF1: z.number(),
  coverageAt90: z.number(),
})
const sideFigures = z.object({ topic: figures, institution: figures })
const recordSchema = z.object({
  name: z.string(),
  trainedAt: z.string(),
  texts: z.number(),
  heldOut: sideFigures,
  champion: z.object({ name: z.string(), heldOut: sideFigures }).nullable(),
})

export interface ModelFiles<Model extends Pick<TrainedModel, 'rank'>> extends ModelStore {
  load(name: string): Promise<Model | null>
  /** Null when nothing was trained, or the live file is damaged. */
  loadLive(): Promise<Model | null>
}

/** `readModel` throws `TextModelDamaged` on bytes that are no model. */
export function createModelFiles<Model extends Pick<TrainedModel, 'rank'>>(
  dataDir: string,
  readModel: (bytes: Uint8Array) => Model,
): ModelFiles<Model> {
  const folder = path.join(dataDir, 'models')
  const at = (name: string): string => path.join(folder, name)
  const replace = async (name: string, content: Uint8Array | string): Promise<void> => {
    await mkdir(folder, { recursive: true })
    await writeFile(at(`${name}.part`), content, { flush: true })
    await rename(at(`${name}.part`), at(name))
  }
  const recordOf = async (name: string): Promise<ModelRecord> => {
    const text = await readFile(at(name), 'utf8')
    return recordSchema.parse(JSON.parse(text))
  }
  return {
    async list() {
      const names = (await orNull(readdir(folder))) ?? []
      return Promise.all(
        names
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map(recordOf),
      )
    },
    async live() {
      return (await orNull(readFile(at('live'), 'utf8')))?.trim() ?? null
    },
    async load(name) {
      const bytes = isName(name) ? await orNull(readFile(at(`${name}.bin`))) : null
      if (bytes === null) return null
      try {
        return readModel(bytes)
      } catch (error) {
        // A damaged model is as good as none: the day-one model goes on, and a new one may be trained.
        if (error instanceof Error && error.name === 'TextModelDamaged') return null
        throw error
      }
    },
    async loadLive() {
      const name = await this.live()
      return name === null ? null : this.load(name)
    },
    async save(record, bytes) {
      await replace(`${record.name}.bin`, bytes)
      await replace(`${record.name}.json`, `${JSON.stringify(record, null, 2)}\n`)
    },
    async use(name) {
      if (!isName(name) || (await this.load(name)) === null) return false
      await replace('live', `${name}\n`)
      return true
    },
  }
}

const isName = (name: string): boolean => /^[0-9A-Za-z-]{1,60}$/u.test(name)

async function orNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
