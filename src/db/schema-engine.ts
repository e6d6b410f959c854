import { PrismaPg } from '@prisma/adapter-pg'
import { DriverAdapterError, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { withEngine } from './schema-engine-loader.ts'

/** What Prisma's engine writes into `_prisma_migrations` is what `prisma migrate deploy` writes: both may be used in turn. */

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
  return withDatabase(url, async (engine) => {
    const filters = { externalTables: [], externalEnums: [] }
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(history),
      filters,
    })
    return appliedMigrationNames
  })
}

/** Forgets an attempt that did not finish, so that the migration is applied again. */
export async function forgetUnfinished(url: string, name: string): Promise<void> {
  await withDatabase(url, (engine) => engine.markMigrationRolledBack({ migrationName: name }))
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

async function withDatabase<Value>(
  url: string,
  use: (engine: SchemaEngine) => Promise<Value>,
): Promise<Value> {
  // A pool of our own, because the engine leaves its connections open; of one connection, because a lock of the engine and
  // the migration it protects belong to one session.
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    return await withEngine(engineAdapter(pool), use)
  } finally {
    await pool.end()
  }
}

/**
 * NOTE: Prisma's own adapter cuts a script at every semicolon, also inside comments and function bodies, and runs the pieces one
 * by one. Here a script goes to the server whole, as `prisma migrate deploy` sends it: one implicit transaction.
 */
function engineAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool)
  return {
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
  }
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
