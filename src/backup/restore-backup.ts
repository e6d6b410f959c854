/**
 * Puts a copy back into an empty database: the schema of the time of the copy, its rows in one transaction, then the
 * migrations made since. Whatever goes wrong, the database is left without rows, and the same command can be run again.
 */
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Archive, openArchive } from './archive.ts'
import { quoted, readMigrations, readTables } from './catalogue.ts'
import { filesPrefix, settingsPath } from './data-files.ts'
import { BackupFault } from './fault.ts'
import type { ArchivedEntry, ArchivedTable, Manifest } from './manifest.ts'

export interface RestoreOptions {
  readonly file: string
  /** Opens the database that is to be filled; called when the copy has been read and found to be one. */
  readonly openDatabase: () => Promise<{ readonly url: string; close(): Promise<void> }>
  readonly dataDir: string
  /** Where settings are put when there are none yet. */
  readonly dotenvFile: string
  readonly hasDotenv: boolean
  /** Migrations of this build, in their order. */
  readonly knownMigrations: readonly string[]
  readonly migrate: (url: string, upTo?: string) => Promise<unknown>
  readonly onTable?: (name: string, index: number, count: number) => void
}

export interface RestoreOutcome {
  readonly createdAt: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  /** False when there was a `.env` already, or none in the copy. */
  readonly hasRestoredSettings: boolean
}

export async function restoreBackup(options: RestoreOptions): Promise<RestoreOutcome> {
  const archive = await openArchive(options.file)
  try {
    const { manifest } = archive
    requireKnownMigrations(manifest, options.knownMigrations)
    const database = await options.openDatabase()
    try {
      await restoreDatabase(options, archive, database.url)
    } finally {
      await database.close()
    }
    return {
      createdAt: manifest.createdAt,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      ...(await restoreFiles(options, archive)),
    }
  } finally {
    archive.close()
  }
}

function requireKnownMigrations({ migrations }: Manifest, known: readonly string[]): void {
  const unknown = migrations.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new BackupFault(
    `Копия сделана более новой версией Отклика (${unknown.join(', ')}). Восстановите её той же версией или новее.`,
  )
}

async function restoreDatabase(options: RestoreOptions, archive: Archive, url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'otklik restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await requireEmpty(client, archive.manifest)
    const last = archive.manifest.migrations.at(-1)
    if (last !== undefined) await options.migrate(url, last)
    await client.query('begin')
    await fill(options, archive, client)
    await client.query('commit')
  } finally {
    await client.end()
  }
  await options.migrate(url)
}

/** Rows of these are somebody's work; others may be born with rows, by their migrations. */
const tablesOfWork = ['communities', 'institutions', 'staff', 'topics', 'citizens', 'tickets', 'inbox']

async function requireEmpty(client: pg.Client, { migrations }: Manifest): Promise<void> {
  const applied = await readMigrations(client)
  const advice =
    'Восстанавливают только в пустую базу: задайте новую папку DATA_DIR или адрес пустой базы в DATABASE_URL.'
  if (applied.some((name) => !migrations.includes(name)))
    throw new BackupFault(`Эта база уже подготовлена более новой версией, чем копия. ${advice}`)
  const present = new Set((await readTables(client)).map(({ name }) => name))
  for (const name of tablesOfWork.filter((table) => present.has(table))) {
    const { rowCount } = await client.query(`select 1 from ${quoted(name)} limit 1`)
    if (rowCount !== 0) throw new BackupFault(`В этой базе уже есть данные (таблица ${name}). ${advice}`)
  }
}

async function fill({ onTable }: RestoreOptions, archive: Archive, client: pg.Client): Promise<void> {
  const { tables, sequences } = archive.manifest
  const present = new Set((await readTables(client)).map(({ name }) => name))
  for (const [index, table] of tables.entries()) {
    if (!present.has(table.name))
      throw new BackupFault(`В копии есть таблица ${table.name}, которой у этой версии нет.`)
    onTable?.(table.name, index, tables.length)
    await fillTable(archive, client, table)
  }
  for (const { name, value, isCalled } of sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      `public.${quoted(name)}`,
      value,
      isCalled,
    ])
  }
  // Whoever served the communities then serves them no longer.
  await client.query('update poll_cursors set lease_holder = null, lease_expires_at = null')
}

async function fillTable(archive: Archive, client: pg.Client, table: ArchivedTable): Promise<void> {
  const name = quoted(table.name)
  // Triggers have done their work when the rows were first written; constraints are checked all the same.
  await client.query(`alter table ${name} disable trigger user`)
  await client.query(`delete from ${name}`)
  const copy = client.query(copyFrom(`copy ${name} (${table.columns.map(quoted).join(', ')}) from stdin`))
  await archive.extract(table, copy)
  if (copy.rowCount !== table.rows) {
    throw new BackupFault(
      `Таблица ${table.name}: записано ${copy.rowCount} строк вместо ${table.rows}. Возьмите другую копию.`,
    )
  }
  await client.query(`alter table ${name} enable trigger user`)
}

async function restoreFiles(
  { dataDir, dotenvFile, hasDotenv }: RestoreOptions,
  archive: Archive,
): Promise<Pick<RestoreOutcome, 'files' | 'hasRestoredSettings'>> {
  const { files } = archive.manifest
  const data = files.filter(({ path: name }) => name.startsWith(filesPrefix))
  for (const entry of data)
    await restoreFile(archive, entry, path.join(dataDir, entry.path.slice(filesPrefix.length)))
  const settings = files.find(({ path: name }) => name === settingsPath)
  if (settings === undefined || hasDotenv) return { files: data.length, hasRestoredSettings: false }
  await restoreFile(archive, settings, dotenvFile)
  return { files: data.length, hasRestoredSettings: true }
}

async function restoreFile(archive: Archive, entry: ArchivedEntry, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  await archive.extract(entry, createWriteStream(target, { mode: 0o600 }))
}
