/** One region with everything it needs, each part in a process of its own: PostgreSQL, the sandbox, the product. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { z } from 'zod'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import { startEmbeddedServer } from '../../src/db/embedded-server.ts'
import { PrismaClient } from '../../src/db/generated/client.ts'
import { createImportStore } from '../../src/db/import-store.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createPool } from '../../src/db/pool.ts'
import { freePorts, isAlive } from '../support/product-process.ts'
import type { Ledger } from './ledger.ts'
import { ProductKeeper } from './product-keeper.ts'
import { VkProcess } from './vk-process.ts'

const root = path.resolve(import.meta.dirname, '../..')
const regionDir = path.join(root, 'sandbox', 'region')
const taxonomy = path.join(root, 'taxonomy', 'topics.csv')

export interface ChaosWorld {
  readonly vk: VkProcess
  /** Processes of the product on one database; each has a folder and a port of its own. */
  readonly products: readonly ProductKeeper[]
  /** Ours; its connections are not the product's. */
  readonly pool: pg.Pool
  /** SIGINT is a fast shutdown, SIGQUIT an immediate one; the server comes back by itself. */
  restartDatabase(signal: 'SIGINT' | 'SIGQUIT'): Promise<void>
  /** Closes connections of the product; returns how many. */
  dropConnections(isAll: boolean): Promise<number>
  stop(): Promise<void>
}

/** Marks our own connections, which are never dropped. */
const ownName = 'chaos'

export interface ChaosWorldOptions {
  readonly ledger: Ledger
  readonly seed: number
  /** Kept, and gone on from when a run was there before; without it the run leaves nothing behind. */
  readonly folder: string | null
  readonly processes: number
}

export async function createChaosWorld({
  ledger,
  seed,
  folder: kept,
  processes,
}: ChaosWorldOptions): Promise<ChaosWorld> {
  const folder = kept ?? (await mkdtemp(path.join(tmpdir(), 'otklik-chaos-')))
  await mkdir(folder, { recursive: true })
  const database = await startEmbeddedServer({
    dataFolder: path.join(folder, 'database'),
    onCrash: (outcome, cause) => {
      if (outcome === 'lost') ledger.alarm(`the database did not come back: ${String(cause)}`)
    },
  })
  const url = `${database.url}?application_name=${ownName}`
  await migrate({ url })
  const pool = createPool({ url, connectionsMax: 4, onError: () => {} })
  await importRegion(pool)
  const [vkPort = 0, ...ports] = await portsOf(folder, 1 + processes)
  const vk = new VkProcess({
    SANDBOX_PORT: String(vkPort),
    SANDBOX_REGION: regionDir,
    SANDBOX_SEED: String(seed),
    SANDBOX_STATE: path.join(folder, 'vk-state'),
  })
  await vk.start()
  const products = ports.slice(0, processes).map((port, index) => {
    const environment = {
      DATABASE_URL: database.url,
      DATA_DIR: path.join(folder, index === 0 ? 'data' : `data-${index + 1}`),
      PORT: String(port),
      VK_API_URL: `${vk.url}/method`,
      LOG_LEVEL: 'error',
      ANSWER_UNDO_SECONDS: '0',
    }
    return new ProductKeeper(environment, ledger)
  })
  return {
    vk,
    products,
    pool,
    restartDatabase: (signal) => restart(folder, signal),
    dropConnections: async (isAll) => dropConnections(pool, isAll),
    stop: async () => {
      await Promise.all(products.map((product) => product.stop()))
      await vk.stop()
      await pool.end()
      await database.stop()
      if (kept === null) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Addresses of VK are in the database: a run that goes on finds it where it was. */
async function portsOf(folder: string, count: number): Promise<readonly number[]> {
  const file = path.join(folder, 'ports.json')
  const text = await readFile(file, 'utf8').catch(() => '[]')
  const known = z.array(z.number()).parse(JSON.parse(text))
  const ports = [...known, ...(await freePorts(Math.max(0, count - known.length)))]
  await writeFile(file, JSON.stringify(ports))
  return ports
}

async function importRegion(pool: pg.Pool): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const imported = await importRegionFolder(createImportStore(prisma), regionDir, { topicsFile: taxonomy })
  if (!imported.ok) throw new Error(`the sample region does not import: ${JSON.stringify(imported.refusal)}`)
}

/** The process is known from its file: asking the server itself would need a connection. */
async function restart(folder: string, signal: NodeJS.Signals): Promise<void> {
  const file = await readFile(path.join(folder, 'database', 'postgres', 'postmaster.pid'), 'utf8').catch(
    () => '',
  )
  const pid = Number(file.split('\n')[0])
  // While it is being started again there is nothing to stop.
  if (pid > 1 && isAlive(pid)) process.kill(pid, signal)
}

async function dropConnections(pool: pg.Pool, isAll: boolean): Promise<number> {
  const { rows } = await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name <> $1 and ($2 or random() < 0.4)`,
    [ownName, isAll],
  )
  return rows.length
}
