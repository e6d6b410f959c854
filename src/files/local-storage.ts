import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import type { FileStorage } from '../app/file-ports.ts'
import { invariant } from '../domain/invariant.ts'

/** Keys are made by us: digits, slashes and an extension. Anything else is a bug that must not become a path. */
const keyPattern = /^\d{1,20}\/\d{1,20}\.[a-z0-9]{1,8}$/

/** Copies as files in a folder of their own, readable for the owner of the process only. */
export function createLocalStorage(folder: string): FileStorage {
  const placeOf = (key: string): string => {
    invariant(keyPattern.test(key), 'a key of storage that is none')
    return path.join(folder, ...key.split('/'))
  }
  return {
    put: async (key, bytes) => {
      const place = placeOf(key)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      // A crash in the middle leaves a file nobody asks for, never half of one that is.
      const unfinished = `${place}.${randomUUID()}.part`
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, place)
    },
    remove: (key) => rm(placeOf(key), { force: true }),
    get: async (key) => {
      try {
        return await readFile(placeOf(key))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
  }
}
