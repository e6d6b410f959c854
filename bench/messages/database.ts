/** An embedded PostgreSQL of the benchmark's own, as durable as in production, with statistics of statements. */
import path from 'node:path'
import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../src/db/embedded-server.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { BenchRegion } from './region.ts'

const taxonomy = path.resolve(import.meta.dirname, '../../taxonomy/topics.csv')

export async function startDatabase(folder: string): Promise<EmbeddedServer> {
  const first = await startEmbeddedServer({ dataFolder: folder })
  await query(first.url, `alter system set shared_preload_libraries = 'pg_stat_statements'`)
  await first.stop()
  return startEmbeddedServer({ dataFolder: folder })
}

/** A new database with the schema of the product and the region in it. */
export async function createDatabase(
  server: EmbeddedServer,
  name: string,
  region: BenchRegion,
): Promise<string> {
  await query(server.url, `create database ${name}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  await query(url.href, 'create extension pg_stat_statements')
  await migrate({ url: url.href })
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url.href }) })
  const imported = await importRegionFolder(createImportStore(prisma), region.folder, {
    topicsFile: taxonomy,
  })
  await prisma.$disconnect()
  if (!imported.ok) throw new Error(`the region does not import: ${JSON.stringify(imported.refusal)}`)
  return url.href
}

export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** What the product has written, to be compared with what was said, and to be repeated by the hand-written loop. */
export interface Written {
  readonly inbox: number
  readonly unfinished: number
  readonly tickets: number
  readonly events: number
  readonly messages: number
  readonly outbox: number
  readonly unsent: number
  readonly cards: number
  readonly citizens: number
}

export async function countWritten(url: string): Promise<Written> {
  const [counts] = await query<Record<keyof Written, number>>(
    url,
    `select (select count(*)::int from inbox where type = 'message_new') as inbox,
       (select count(*)::int from inbox where status <> 'done') as unfinished,
       (select count(*)::int from tickets) as tickets,
       (select count(*)::int from ticket_events) as events,
       (select count(*)::int from messages) as messages,
       (select count(*)::int from outbox) as outbox,
       (select count(*)::int from outbox where status <> 'sent') as unsent,
       (select count(*)::int from outbox where ticket_id is not null) as cards,
       (select count(*)::int from citizens) as citizens`,
  )
  if (counts === undefined) throw new Error('no counts')
  return counts
}

export interface StatementTime {
  readonly name: string
  readonly calls: number
  readonly milliseconds: number
}

/** The statements that took most of the server's time since `resetStatements`. */
export async function slowestStatements(url: string): Promise<readonly StatementTime[]> {
  return query<StatementTime & pg.QueryResultRow>(
    url,
    `select left(regexp_replace(query, '\\s+', ' ', 'g'), 60) as name, calls::int as calls, total_exec_time as milliseconds
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
     order by total_exec_time desc limit 8`,
  )
}

export const resetStatements = (url: string): Promise<unknown> =>
  query(url, 'select pg_stat_statements_reset() is null as done')
