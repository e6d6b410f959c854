import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeDataFolder } from '../db/data-folder.ts'
import { folderFault } from '../db/embedded-fault.ts'

/**
 * Name of this installation, kept in its data folder: a restart recognises its own leases and goes on at once instead
 * of waiting until they run out.
 */
export async function readInstanceId(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'instance-id')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (/^[0-9a-f-]{36}$/u.test(known.trim())) return known.trim()
  const id = randomUUID()
  await makeDataFolder(dataDir)
  await writeFile(file, `${id}\n`, { mode: 0o600 }).catch((error: unknown) => {
    throw folderFault(dataDir, error)
  })
  return id
}
