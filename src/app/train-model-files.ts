/**
 * Models in `DATA_DIR/models`: NAME.bin, its figures beside in NAME.json, the name of the live one in `live`, and of the
 * one before it in `live-before`.
 * Every file is written under another name and moved to its place, so an interrupted run leaves no half of one.
 */
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
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
  // Records of the first models do not have it.
  decisions: z.number().default(0),
  heldOut: sideFigures,
  champion: z.object({ name: z.string(), heldOut: sideFigures }).nullable(),
})

export interface ModelFiles<Model extends Pick<TrainedModel, 'rank'>> extends ModelStore {
  load(name: string): Promise<Model | null>
  /** Null when nothing was trained, or the live file is damaged. */
  loadLive(): Promise<Model | null>
}

/** A model may be 20 MB; a month of nights is enough to go back to. */
const modelsKept = 30

/** `readModel` throws `TextModelDamaged` on bytes that are no model. */
export function createModelFiles<Model extends Pick<TrainedModel, 'rank'>>(
  dataDir: string,
  readModel: (bytes: Uint8Array) => Model,
): ModelFiles<Model> {
  const files = createModelFolder(path.join(dataDir, 'models'))
  const { folder, at, replace, nameIn } = files
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
      return nameIn('live')
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
      await files.forgetOld(record.name)
    },
    async use(name) {
      if (!isName(name) || (await this.load(name)) === null) return false
      const before = await this.live()
      if (before === name) return true
      if (before !== null) await replace('live-before', `${before}\n`)
      await replace('live', `${name}\n`)
      return true
    },
    async before() {
      return nameIn('live-before')
    },
  }
}

/** Files that are whole or not there. */
function createModelFolder(folder: string) {
  const at = (name: string): string => path.join(folder, name)
  const nameIn = async (file: string): Promise<string | null> =>
    (await orNull(readFile(at(file), 'utf8')))?.trim() ?? null
  return {
    folder,
    at,
    nameIn,
    replace: async (name: string, content: Uint8Array | string): Promise<void> => {
      await mkdir(folder, { recursive: true })
      await writeFile(at(`${name}.part`), content, { flush: true })
      await rename(at(`${name}.part`), at(name))
    },
    /** The oldest go, but for the live one, the one before it and the newest. */
    async forgetOld(newest: string): Promise<void> {
      const kept = new Set([newest, await nameIn('live'), await nameIn('live-before')])
      const names = ((await orNull(readdir(folder))) ?? []).filter((name) => name.endsWith('.bin')).sort()
      for (const file of names.slice(0, -modelsKept)) {
        const name = file.slice(0, -'.bin'.length)
        if (kept.has(name)) continue
        await rm(at(file), { force: true })
        await rm(at(`${name}.json`), { force: true })
      }
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
