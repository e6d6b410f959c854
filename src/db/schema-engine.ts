import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/**
 * Prisma's own migration engine, in the WebAssembly build that comes with npm: the native one is a download from a host
 * that many networks do not reach. What it writes into `_prisma_migrations` is what `prisma migrate deploy` writes.
 */

export interface Migration {
  /** Name of its folder: `20261123000000_first`. */
  readonly name: string
  readonly sql: string
}

export interface MigrationHistory {
  readonly folder: string
  /** Content of migration_lock.toml. */
  readonly lock: string
  /** In the order of application. */
  readonly migrations: readonly Migration[]
}

/** Applies what the database does not have yet; returns the names. Takes no lock: see `migrate`. */
export async function applyMigrations(url: string, history: MigrationHistory): Promise<readonly string[]> {
  return withEngine(url, async (engine) => {
    const filters = { externalTables: [], externalEnums: [] }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationList(history), filters })
    return appliedMigrationNames
  })
}

/** Forgets an attempt that did not finish, so that the migration is applied again. */
export async function forgetUnfinished(url: string, name: string): Promise<void> {
  await withEngine(url, (engine) => engine.markMigrationRolledBack({ migrationName: name }))
}

/** The SQL that turns the database of one schema into that of another; null when they are the same. Needs no database. */
export async function diffSchemas(previous: string | null, next: string): Promise<string | null> {
  return withEngine('postgresql://nobody@127.0.0.1:1/none', async (engine) => {
    const { stdout } = await engine.diff({
      from: previous === null ? { tag: 'empty' } : schemaTarget(previous),
      to: schemaTarget(next),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const sql = (stdout ?? '').trim()
    return sql === '' || sql === '-- This is an empty migration.' ? null : `${sql}\n`
  })
}

function schemaTarget(content: string): wasm.DiffTarget {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] }
}

function migrationList(history: MigrationHistory) {
  return {
    baseDir: history.folder,
    lockfile: { path: 'migration_lock.toml', content: history.lock },
    migrationDirectories: history.migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } as const },
    })),
    shadowDbInitScript: '',
  }
}

async function withEngine<Value>(url: string, use: (engine: wasm.SchemaEngine) => Promise<Value>): Promise<Value> {
  await loadEngine()
  // A pool of our own, because the engine leaves its connections open; of one connection, because a lock of the engine and
  // the migration it protects belong to one session.
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => undefined)
  const engine = await wasm.SchemaEngine.new({ datamodels: undefined }, () => undefined, engineAdapter(pool))
  try {
    return await use(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

/**
 * NOTE: Prisma's own adapter cuts a script at every semicolon, also inside comments and function bodies, and runs the pieces one
 * by one. Here a script goes to the server whole, as `prisma migrate deploy` sends it: one implicit transaction.
 */
function engineAdapter(pool: pg.Pool): object {
  const factory = new PrismaPg(pool)
  return bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const adapter = await factory.connect()
      return {
        provider: adapter.provider,
        adapterName: adapter.adapterName,
        queryRaw: (query) => adapter.queryRaw(query),
        executeRaw: (query) => adapter.executeRaw(query),
        executeScript: (script) => executeWhole(pool, script),
        startTransaction: (level) => adapter.startTransaction(level),
        getConnectionInfo: () => adapter.getConnectionInfo(),
        dispose: () => adapter.dispose(),
      }
    },
  })
}

async function executeWhole(pool: pg.Pool, script: string): Promise<void> {
  try {
    await pool.query(script)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    const { code = '', severity = 'ERROR', message, detail, column, hint } = error
    throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint })
  }
}

declare global {
  // The compiler's description of it comes with those of a browser, which a server must not see.
  namespace WebAssembly {
    function instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
  }
}

let loaded: Promise<void> | null = null

/** 4 MB of code: loaded at the first use, because most starts have nothing to migrate. */
function loadEngine(): Promise<void> {
  loaded ??= instantiate()
  return loaded
}

async function instantiate(): Promise<void> {
  const module = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const code = await readFile(module.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': wasm })
  wasm.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}
