import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { folderFault, systemErrorCode } from './embedded-fault.ts'

/**
 * Makes the data folder and those above it, for their owner only. Throws `EmbeddedServerFault` with a sentence. Not
 * `mkdir` with `recursive`: where no folder can be made, as in /proc, Node 20 tries for ever.
 */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await make(path.resolve(folder))
  } catch (error) {
    throw folderFault(folder, error)
  }
}

async function make(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  try {
    if ((await stat(folder)).isDirectory()) return
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || parent === folder) throw error
    await make(parent)
  }
  await mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
    // Somebody else may just have made it.
    const isThere = systemErrorCode(error) === 'EEXIST' && (await stat(folder)).isDirectory()
    if (!isThere) throw error
  })
}
