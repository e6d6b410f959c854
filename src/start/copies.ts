/** Copies of this installation: where its parts lie, and the way in and out. */
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { findDataFiles } from '../backup/data-files.ts'
import { type RestoreOutcome, restoreBackup } from '../backup/restore-backup.ts'
import { type BackupOutcome, writeBackup } from '../backup/write-backup.ts'
import { realClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { borrowEmbeddedServer } from '../db/embedded-server.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import { createPool } from '../db/pool.ts'
import type { CopyShelf } from '../workers/daily-copies.ts'

type Where = Pick<Config, 'databaseUrl' | 'dataDir'>
type OnTable = (name: string, index: number, count: number) => void

const dotenvFile = path.resolve('.env')

interface OpenedDatabase {
  readonly url: string
  close(): Promise<void>
}

/** As it is: neither made nor migrated. */
async function openDatabase(
  { databaseUrl, dataDir }: Where,
  stderr: (text: string) => void,
): Promise<OpenedDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, close: () => Promise.resolve() }
  const onProgress = (text: string): void => stderr(`${text}\n`)
  const server = await borrowEmbeddedServer({ dataFolder: dataDir, onProgress })
  return { url: server.url, close: () => server.stop() }
}

export async function backupInstallation(
  where: Where,
  target: string,
  stderr: (text: string) => void,
  onTable: OnTable,
): Promise<BackupOutcome> {
  const database = await openDatabase(where, stderr)
  const pool = createPool({ url: database.url, connectionsMax: 1, onError: () => {} })
  try {
    const files = await findDataFiles(where.dataDir, existsSync(dotenvFile) ? dotenvFile : null)
    return await writeBackup({ pool, files, target, createdAt: realClock.now().toString(), onTable })
  } finally {
    await pool.end()
    await database.close()
  }
}

/** `DATA_DIR/backups`. */
export function openShelf(where: Where): CopyShelf {
  const folder = path.join(where.dataDir, 'backups')
  return {
    names: () => readdir(folder).catch(() => []),
    write: async (name) => {
      await backupInstallation(
        where,
        path.join(folder, name),
        () => {},
        () => {},
      )
    },
    remove: (name) => rm(path.join(folder, name), { force: true }),
  }
}

export async function restoreInstallation(
  where: Where,
  file: string,
  stderr: (text: string) => void,
  onTable: OnTable,
): Promise<RestoreOutcome> {
  return restoreBackup({
    file,
    dataDir: where.dataDir,
    dotenvFile,
    hasDotenv: existsSync(dotenvFile),
    knownMigrations: await knownMigrations(),
    openDatabase: () => openDatabase(where, stderr),
    migrate: (url, upTo) => migrate({ url, ...(upTo === undefined ? {} : { upTo }) }),
    onTable,
  })
}
