import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { dataFolderHolder } from '../../src/db/embedded-lock.ts'
import { findPostmaster, stopPostmaster } from '../../src/db/embedded-postmaster.ts'
import { startEmbeddedServer } from '../../src/db/embedded-server.ts'
import { migrate } from '../../src/db/migrate.ts'

/** One PostgreSQL for a run of tests, with a migrated template that test files copy. */
export interface TestServer {
  /** Connection string to the server's maintenance database, for creating and dropping. */
  readonly adminUrl: string
  readonly templateName: string
  /** Begins the name of every database of this run; two runs on one server do not meet. */
  readonly prefix: string
  /** Drops every database of the run, also forgotten ones, and stops the server if it was started here. */
  stop(): Promise<void>
}

const folderPrefix = 'otklik-test-'

export async function startTestServer(databaseUrl: string | undefined): Promise<TestServer> {
  const server =
    databaseUrl === undefined
      ? await startOwnServer()
      : { adminUrl: databaseUrl, stop: () => Promise.resolve() }
  const prefix = `otklik_test_${process.pid}_${randomBytes(3).toString('hex')}`
  const templateName = `${prefix}_template`
  const stop = async () => {
    try {
      await dropAll(server.adminUrl, prefix)
    } finally {
      await server.stop()
    }
  }
  try {
    await runAsAdmin(server.adminUrl, `create database ${templateName} template template0 encoding 'UTF8'`)
    await migrate({ url: urlOf(server.adminUrl, templateName) })
    return { adminUrl: server.adminUrl, templateName, prefix, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The same server, another database. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}

export async function runAsAdmin(adminUrl: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function startOwnServer() {
  await removeAbandoned()
  const dataFolder = await mkdtemp(path.join(tmpdir(), folderPrefix))
  const server = await startEmbeddedServer({ dataFolder, durability: 'throwAway' })
  const stop = () => server.stop().then(() => rm(dataFolder, { recursive: true, force: true }))
  return { adminUrl: urlOf(server.url, 'postgres'), stop }
}

/** A run that was killed leaves its server and its folder; the next run clears them away. */
async function removeAbandoned(): Promise<void> {
  const names = await readdir(tmpdir())
  for (const name of names.filter((candidate) => candidate.startsWith(folderPrefix))) {
    const folder = path.join(tmpdir(), name)
    // Without a lock the folder may be one that a run beside us has just made: it keeps its lock from its first moment on.
    if (!existsSync(path.join(folder, 'otklik.lock'))) continue
    if ((await dataFolderHolder(folder)) !== null) continue
    const postmaster = await findPostmaster(path.join(folder, 'postgres')).catch(() => null)
    if (postmaster !== null) await stopPostmaster(postmaster.pid)
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function dropAll(adminUrl: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { name } of rows)
      await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
  } finally {
    await client.end()
  }
}
