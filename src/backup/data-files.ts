/** Files beside the database that belong to an installation: trained models, copies of attachments. */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

export interface DataFile {
  /** Path inside the archive, with slashes. */
  readonly path: string
  open(): Readable
}

export const filesPrefix = 'files/'
/** The `.env` of the folder in which the command ran. */
export const settingsPath = 'settings.env'
/** The database is copied by rows, and copies of copies help nobody. */
const ownFolders: ReadonlySet<string> = new Set(['postgres', 'backups'])

export async function findDataFiles(
  dataDir: string,
  dotenvFile: string | null,
): Promise<readonly DataFile[]> {
  const found: DataFile[] = []
  for (const folder of await namesOf(dataDir, (entry) => entry.isDirectory())) {
    if (ownFolders.has(folder) || folder.startsWith('.')) continue
    for (const name of await filesUnder(path.join(dataDir, folder))) {
      const file = path.join(dataDir, folder, name)
      const archived = [folder, ...name.split(path.sep)].join('/')
      found.push({ path: `${filesPrefix}${archived}`, open: () => createReadStream(file) })
    }
  }
  if (dotenvFile !== null) found.push({ path: settingsPath, open: () => createReadStream(dotenvFile) })
  return found
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted()
}

async function namesOf(
  folder: string,
  isWanted: (entry: { isDirectory(): boolean }) => boolean,
): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter(isWanted)
    .map(({ name }) => name)
    .toSorted()
}
