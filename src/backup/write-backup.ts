/**
 * Writes a copy of an installation into one ZIP file: every table as PostgreSQL's own COPY text, from one snapshot, so
 * that the product may go on working meanwhile; the files beside it; and a manifest with sizes and hashes.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { ZipFile } from 'yazl'
import { type TableShape, quoted, readMigrations, readSequences, readTables } from './catalogue.ts'
import type { DataFile } from './data-files.ts'
import { type ArchivedEntry, type ArchivedTable, type Manifest, manifestPath } from './manifest.ts'
import { measure } from './measured.ts'

export interface BackupOptions {
  readonly pool: Pool
  readonly files: readonly DataFile[]
  readonly target: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Called with a table's name when its turn comes. */
  readonly onTable?: (name: string, index: number, count: number) => void
}

export interface BackupOutcome {
  readonly file: string
  readonly bytes: number
  readonly tables: number
  readonly rows: number
  readonly files: number
}

/** Nobody but the owner may read words of citizens and tokens of communities. */
const ownerOnly = 0o600

/** The target appears only when the copy is whole; until then it lies beside as `…part`. */
export async function writeBackup(options: BackupOptions): Promise<BackupOutcome> {
  const target = path.resolve(options.target)
  const part = `${target}.part`
  await mkdir(path.dirname(target), { recursive: true })
  try {
    const manifest = await writeArchive(options, part)
    const bytes = await flushToDisk(part)
    await rename(part, target)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { file: target, bytes, tables: manifest.tables.length, rows, files: manifest.files.length }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function writeArchive(options: BackupOptions, part: string): Promise<Manifest> {
  const client = await options.pool.connect()
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(part, { mode: ownerOnly }))
  // A failure of the disk is reported by whoever waits for an entry; the pipeline itself is awaited at the end.
  written.catch(() => {})
  try {
    await client.query('begin isolation level repeatable read read only')
    // A large table takes longer than any query of the product may.
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    const manifest = await writeEntries(options, client, zip, written)
    await client.query('commit')
    zip.end()
    await written
    client.release()
    return manifest
  } catch (error) {
    zip.outputStream.unpipe()
    // A COPY that was broken off leaves the connection in the middle of an answer.
    client.release(true)
    throw error
  }
}

async function writeEntries(
  { files, createdAt, onTable }: BackupOptions,
  client: PoolClient,
  zip: ZipFile,
  written: Promise<void>,
): Promise<Manifest> {
  const shapes = await readTables(client)
  const tables: ArchivedTable[] = []
  for (const [index, shape] of shapes.entries()) {
    onTable?.(shape.name, index, shapes.length)
    tables.push(await writeTable(client, zip, written, shape))
  }
  const archived: ArchivedEntry[] = []
  for (const file of files) archived.push(await addEntry(zip, written, file.path, file.open()))
  const manifest: Manifest = {
    format: 'otklik-backup',
    formatVersion: 1,
    createdAt,
    migrations: [...(await readMigrations(client))],
    tables,
    sequences: [...(await readSequences(client))],
    files: archived,
  }
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, null, 1)), manifestPath)
  return manifest
}

async function writeTable(
  client: PoolClient,
  zip: ZipFile,
  written: Promise<void>,
  { name, columns }: TableShape,
): Promise<ArchivedTable> {
  const copy = client.query(copyTo(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`))
  const entry = await addEntry(zip, written, `tables/${name}.copy`, copy)
  return { ...entry, name, columns: [...columns], rows: copy.rowCount }
}

/** Ends when the entry has gone through completely, so that the next COPY finds its connection free. */
async function addEntry(
  zip: ZipFile,
  written: Promise<void>,
  entryPath: string,
  content: Readable,
): Promise<ArchivedEntry> {
  const { stream, result } = measure()
  const entry = new PassThrough()
  zip.addReadStream(entry, entryPath)
  const broken = written.then(() => {
    throw new Error('the archive was closed too early')
  })
  await Promise.race([pipeline(content, stream, entry), broken])
  return { path: entryPath, ...result() }
}

/** Size in bytes. */
async function flushToDisk(file: string): Promise<number> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}
