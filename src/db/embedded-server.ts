import path from 'node:path'
import pg from 'pg'
import { makeDataFolder } from './data-folder.ts'
import { findEmbeddedBinaries, type EmbeddedBinaries } from './embedded-binaries.ts'
import { clusterUser, openCluster, readAccess, rememberPort, type Cluster } from './embedded-cluster.ts'
import { EmbeddedServerFault } from './embedded-fault.ts'
import { dataFolderHolder, lockDataFolder } from './embedded-lock.ts'
import {
  findPostmaster,
  startFault,
  startPostmaster,
  stopPostmaster,
  type Durability,
  type Postmaster,
} from './embedded-postmaster.ts'
import { supervise } from './embedded-supervision.ts'

/** The PostgreSQL that comes with the product, running for one data folder. */
export interface EmbeddedServer {
  /** Connection string of the product's database, password included: not for logs. */
  readonly url: string
  readonly pid: number
  readonly port: number
  /** True when a server left by a killed process was found running and taken over. */
  readonly isAdopted: boolean
  /** Fast shutdown, within 5 s; may be called twice. */
  stop(): Promise<void>
}

export interface EmbeddedServerOptions {
  /** The product's data folder (DATA_DIR); made when missing. */
  readonly dataFolder: string
  /** Short Russian texts for the person at the terminal. */
  readonly onProgress?: (text: string) => void
  /** The server died and was started again, or could not be: for the log. */
  readonly onCrash?: (outcome: 'restarted' | 'lost', cause?: unknown) => void
  /** `throwAway` gives up fsync; for tests only. */
  readonly durability?: Durability
}

/** Name of the product's database. */
const databaseName = 'otklik'
const connectTimeoutMs = 5_000

/**
 * Starts the server of a data folder, or adopts the one that a killed process left running, and keeps it running until `stop`.
 * One process per data folder: a second one gets EmbeddedServerFault 'dataFolderInUse'. Works as an ordinary user and as root.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const dataFolder = path.resolve(options.dataFolder)
  const onProgress = options.onProgress ?? (() => undefined)
  await makeDataFolder(dataFolder)
  const lock = await lockDataFolder(dataFolder)
  try {
    const binaries = await findEmbeddedBinaries()
    const cluster = await openCluster(dataFolder, binaries, onProgress)
    const durability = options.durability ?? 'durable'
    const { postmaster, isAdopted } = await adoptOrStart(cluster, binaries, durability, onProgress)
    const restart = () => startAgain({ ...cluster, port: postmaster.port }, binaries, durability)
    const supervision = supervise(postmaster, restart, options.onCrash)
    let stopped: Promise<void> | null = null
    const stop = () => supervision.stop().then(() => lock.release())
    return {
      url: databaseUrl(cluster.password, postmaster.port, databaseName),
      pid: postmaster.pid,
      port: postmaster.port,
      isAdopted,
      stop: () => (stopped ??= stop()),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * The database of a data folder for a command beside the product: the running server when the product runs (then `stop` leaves
 * it alone), otherwise one started for the command.
 */
export async function borrowEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const dataFolder = path.resolve(options.dataFolder)
  if ((await dataFolderHolder(dataFolder)) === null) return startEmbeddedServer(options)
  const folder = path.join(dataFolder, 'postgres')
  const postmaster = await findPostmaster(folder)
  if (postmaster === null) {
    const text = 'Отклик сейчас запускается или останавливается. Подождите несколько секунд и повторите.'
    throw new EmbeddedServerFault('dataFolderInUse', text)
  }
  const { password } = await readAccess(folder)
  const url = databaseUrl(password, postmaster.port, databaseName)
  return { url, pid: postmaster.pid, port: postmaster.port, isAdopted: true, stop: () => Promise.resolve() }
}

async function adoptOrStart(
  cluster: Cluster,
  binaries: EmbeddedBinaries,
  durability: Durability,
  onProgress: (text: string) => void,
): Promise<{ postmaster: Postmaster; isAdopted: boolean }> {
  const running = await findPostmaster(cluster.folder)
  if (running !== null) {
    if (
      await ensureDatabase(cluster, running.port).then(
        () => true,
        () => false,
      )
    )
      return { postmaster: running, isAdopted: true }
    await stopPostmaster(running.pid)
  }
  const postmaster = await startPostmaster(cluster, binaries, durability, onProgress)
  try {
    await rememberPort(cluster, postmaster.port)
    await ensureDatabase(cluster, postmaster.port)
    return { postmaster, isAdopted: false }
  } catch (error) {
    await stopPostmaster(postmaster.pid)
    throw error
  }
}

/** After a crash; on the same port, because the product's connections know no other. */
async function startAgain(
  cluster: Cluster,
  binaries: EmbeddedBinaries,
  durability: Durability,
): Promise<Postmaster> {
  const { postmaster } = await adoptOrStart(cluster, binaries, durability, () => undefined)
  if (postmaster.port === cluster.port) return postmaster
  await stopPostmaster(postmaster.pid)
  throw startFault(cluster.folder, 'could not bind: the port was taken after a crash')
}

/** Proves that the server answers with our password, and creates the product's database at the first start. */
async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const connectionString = databaseUrl(cluster.password, port, 'postgres')
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: connectTimeoutMs,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (rows.length === 0) await client.query(`create database ${client.escapeIdentifier(databaseName)}`)
  } finally {
    await client.end()
  }
}

function databaseUrl(password: string, port: number, database: string): string {
  return `postgresql://${clusterUser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}
