import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { DiffTarget } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { withEngine } from './schema-engine-loader.ts'

/** The SQL that turns the database of one schema.prisma into that of another; null when they mean the same. Needs no database. */
export async function diffSchemas(previous: string | null, next: string): Promise<string | null> {
  return withEngine(noDatabase, async (engine) => {
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

function schemaTarget(content: string): DiffTarget {
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] }
}

const refuse = () => Promise.reject(new Error('comparing schemas needs no database'))

/** The engine asks for a server's version before it compares anything; this is all that it gets. */
const noServer: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  queryRaw: () =>
    Promise.resolve({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [5, 7, 0],
      rows: [[true, 'PostgreSQL 15.0', 150_000]],
    }),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: () => Promise.resolve(),
}

const noDatabase: SqlMigrationAwareDriverAdapterFactory = {
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () => Promise.resolve(noServer),
  connectToShadowDb: refuse,
}
