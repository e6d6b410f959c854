import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Result } from '../../domain/result.ts'
import { decodeFile } from './decode-file.ts'
import {
  type ImportOptions,
  type ImportRefused,
  type ImportReport,
  importTables,
} from './import-directory.ts'
import type { ImportStore } from './ports.ts'
import { importKinds } from './records.ts'

/**
 * Imports `municipalities.csv`, `institutions.csv` … of a folder, those that are there, in one transaction. Topics may
 * stand elsewhere: a region usually takes the default ones.
 */
export async function importRegionFolder(
  store: ImportStore,
  folder: string,
  { topicsFile, ...options }: ImportOptions & { readonly topicsFile?: string } = {},
): Promise<Result<readonly ImportReport[], ImportRefused>> {
  const texts: Partial<Record<(typeof importKinds)[number], string>> = {}
  for (const kind of importKinds) {
    const path = kind === 'topics' && topicsFile !== undefined ? topicsFile : join(folder, `${kind}.csv`)
    const bytes = await readIfThere(path)
    if (bytes !== null) texts[kind] = decodeFile(bytes)
  }
  return importTables(store, texts, options)
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new Error(`could not read ${path}`, { cause: error })
  }
}
