import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { applyMigrations, forgetUnfinished, type Migration, type MigrationHistory } from './schema-engine.ts'

export interface MigrateOptions {
  /** Connection string of a role that may create tables. */
  readonly url: string
  /** Folder with the migrations; the product's own by default. */
  readonly folder?: string
  /** Name of the last migration to apply; all of them by default. */
  readonly upTo?: string
  /** Short Russian texts for the person at the terminal; nothing is said when there is nothing to do. */
  readonly onProgress?: (text: string) => void
}

export interface MigrateOutcome {
  readonly applied: readonly string[]
  /** Applied earlier from a file that has been changed since: worth a line in the log. */
  readonly edited: readonly string[]
}

export type MigrationFaultReason =
  | 'accessDenied'
  | 'databaseMissing'
  | 'databaseNewer'
  | 'migrationFailed'
  | 'serverTooOld'
  | 'unreachable'
  | 'wrongEncoding'

/** The database cannot be brought to this version. `message` is one Russian sentence: what is wrong and what to do. */
export class MigrationFault extends Error {
  override readonly name = 'MigrationFault'
  readonly reason: MigrationFaultReason

  constructor(reason: MigrationFaultReason, message: string, cause?: unknown) {
    super(message, { cause })
    this.reason = reason
  }
}

const serverVersionMin = 150_000
const connectTimeoutMs = 10_000
/** Any number of our own: two processes that start at once on one database migrate one after the other. */
const lockId = 7_310_578_104

/**
 * Brings the database to the schema of this build. One query when it is there already. An attempt that did not finish (a crash,
 * a full disk) is made again: a migration is one implicit transaction, so nothing of it remained.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateOutcome> {
  const history = await readHistory(options.folder ?? findMigrationsFolder(), options.upTo)
  const client = await connect(options.url)
  try {
    await requireUsableServer(client)
    const before = compare(history, await readApplied(client))
    if (before.pending.length === 0) return { applied: [], edited: before.edited }
    await client.query('select pg_advisory_lock($1)', [lockId])
    const { pending, unfinished, edited } = compare(history, await readApplied(client))
    if (pending.length === 0) return { applied: [], edited }
    options.onProgress?.(`обновляю структуру базы данных, шагов: ${pending.length}`)
    return { applied: await apply(options.url, history, unfinished), edited }
  } finally {
    await client.end()
  }
}

/** Names of the migrations that `migrate` would apply; throws the same faults. Changes nothing. */
export async function pendingMigrations(url: string): Promise<readonly string[]> {
  const history = await readHistory(findMigrationsFolder())
  const client = await connect(url)
  try {
    await requireUsableServer(client)
    return compare(history, await readApplied(client)).pending
  } finally {
    await client.end()
  }
}

async function apply(
  url: string,
  history: MigrationHistory,
  unfinished: readonly string[],
): Promise<readonly string[]> {
  try {
    for (const name of unfinished) await forgetUnfinished(url, name)
    return await applyMigrations(url, history)
  } catch (error) {
    const text = `Не получилось обновить структуру базы данных, она осталась прежней. Причина: ${reasonOf(error)}.`
    throw new MigrationFault('migrationFailed', text, error)
  }
}

/** Of the engine's report (frames of its own stack included), the line with the words of the database. */
function reasonOf(error: unknown): string {
  const lines = error instanceof Error ? error.message.trim().split('\n') : [String(error)]
  return (lines.find((line) => line.includes('ERROR:')) ?? lines[0] ?? '').replace(/^.*ERROR:\s*/, '').trim()
}

interface AppliedMigration {
  readonly name: string
  readonly checksum: string
  readonly isFinished: boolean
}

function compare(history: MigrationHistory, applied: readonly AppliedMigration[]) {
  const known = new Map(history.migrations.map((migration) => [migration.name, migration]))
  const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  if (unknown.length > 0) {
    const text = `База данных новее этой версии Отклика (в ней есть ${unknown.join(', ')}). Запустите версию Отклика не старее той, что работала с этой базой.`
    throw new MigrationFault('databaseNewer', text)
  }
  const finished = new Map(
    applied.filter(({ isFinished }) => isFinished).map((row) => [row.name, row.checksum]),
  )
  const isEdited = ({ name, sql }: Migration) => finished.has(name) && finished.get(name) !== checksumOf(sql)
  return {
    pending: history.migrations.filter(({ name }) => !finished.has(name)).map(({ name }) => name),
    unfinished: applied.filter(({ isFinished }) => !isFinished).map(({ name }) => name),
    edited: history.migrations.filter(isEdited).map(({ name }) => name),
  }
}

function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

async function readApplied(client: pg.Client): Promise<readonly AppliedMigration[]> {
  try {
    const { rows } = await client.query<AppliedMigration>(
      `select migration_name as name, checksum, finished_at is not null as "isFinished"
       from _prisma_migrations where rolled_back_at is null order by started_at`,
    )
    return rows
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42P01') return []
    throw error
  }
}

async function requireUsableServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  )
  const [server] = rows
  if (server === undefined || server.version < serverVersionMin) {
    const found = Math.floor((server?.version ?? 0) / 10_000)
    throw new MigrationFault(
      'serverTooOld',
      `Отклику нужен PostgreSQL 15 или новее, а по адресу DATABASE_URL работает ${found}.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    const text = `База данных по адресу DATABASE_URL в кодировке ${server.encoding}. Создайте её заново с ENCODING 'UTF8'.`
    throw new MigrationFault('wrongEncoding', text)
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'otklik migrate',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw connectionFault(url, error)
  }
}

/** The address is named without user and password. */
function connectionFault(url: string, error: unknown): MigrationFault {
  const address = URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'из DATABASE_URL'
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
  if (code === '3D000') {
    const text = `На сервере нет базы данных ${address}. Создайте её: CREATE DATABASE … ENCODING 'UTF8'.`
    return new MigrationFault('databaseMissing', text, error)
  }
  if (code.startsWith('28')) {
    const text = `База данных ${address} не приняла имя или пароль. Проверьте их в DATABASE_URL.`
    return new MigrationFault('accessDenied', text, error)
  }
  const text = `База данных ${address} не отвечает. Проверьте, что сервер PostgreSQL запущен и адрес в DATABASE_URL верен.`
  return new MigrationFault('unreachable', text, error)
}

async function readHistory(folder: string, upTo?: string): Promise<MigrationHistory> {
  const entries = await readdir(folder, { withFileTypes: true })
  const all = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const names = upTo === undefined ? all : all.filter((name) => name <= upTo)
  const migrations = await Promise.all(names.toSorted().map((name) => readMigration(folder, name)))
  return { folder, lock: await readFile(path.join(folder, 'migration_lock.toml'), 'utf8'), migrations }
}

/** Names of the migrations of this build, in their order. */
export async function knownMigrations(folder = findMigrationsFolder()): Promise<readonly string[]> {
  return (await readHistory(folder)).migrations.map(({ name }) => name)
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  return { name, sql: await readFile(path.join(folder, name, 'migration.sql'), 'utf8') }
}

/** prisma/migrations of the project, from the sources (src/db) and from the build (dist/src/db) alike. */
function findMigrationsFolder(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'prisma', 'migrations')
    if (existsSync(candidate)) return candidate
  }
  throw new Error('prisma/migrations is missing from this installation')
}
