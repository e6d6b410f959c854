import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { chooseAccount, chooseLaunch, type Account, type Launch } from './embedded-account.ts'
import { embeddedMajorVersion, type EmbeddedBinaries } from './embedded-binaries.ts'
import { diskFullFault, EmbeddedServerFault, folderFault, systemErrorCode } from './embedded-fault.ts'

/** The files of the embedded database: `folder` is PostgreSQL's data directory inside the product's data folder. */
export interface Cluster {
  readonly folder: string
  readonly password: string
  /** The port of the last start; tried first again. */
  readonly port: number | null
  readonly account: Account | null
  readonly launch: Launch
}

/** Superuser of the embedded server. */
export const clusterUser = 'otklik'

const initTimeoutMs = 120_000
const accessContent = z.object({ password: z.string().min(1), port: z.number().int().nullable() })

/** Opens the cluster in `dataFolder`/postgres and creates it when there is none. Call it only with the folder's lock held. */
export async function openCluster(
  dataFolder: string,
  binaries: EmbeddedBinaries,
  onProgress: (text: string) => void,
): Promise<Cluster> {
  const folder = path.join(dataFolder, 'postgres')
  const version = await readVersion(folder)
  if (version === null) return createCluster(dataFolder, folder, binaries, onProgress)
  if (version !== embeddedMajorVersion) throw otherVersionFault(folder, version)
  const owner = await stat(folder)
  requireOwnFolder(folder, owner.uid)
  const account = await chooseAccount(owner, onProgress)
  if (account !== null && owner.uid === 0) await giveTo(folder, account)
  const launch = await chooseLaunch(account, binaries.postgres, folder)
  return { folder, ...(await readAccess(folder)), account, launch }
}

/** Password and last port of a cluster; also for those who only connect to it. */
export async function readAccess(folder: string): Promise<{ password: string; port: number | null }> {
  const file = accessFile(folder)
  try {
    return accessContent.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    const text = `Файл ${file} с паролем базы данных потерян или повреждён. Верните его из резервной копии или начните с новой папкой DATA_DIR.`
    throw new EmbeddedServerFault('dataFolderUnusable', text, error)
  }
}

export async function rememberPort(cluster: Cluster, port: number): Promise<void> {
  if (cluster.port === port) return
  await writeAccess(cluster.folder, cluster.password, port, cluster.account).catch((error: unknown) => {
    throw folderFault(cluster.folder, error)
  })
}

/** Everything is prepared beside and renamed at the end: a start that was killed half-way leaves no half cluster. */
async function createCluster(
  dataFolder: string,
  folder: string,
  binaries: EmbeddedBinaries,
  onProgress: (text: string) => void,
): Promise<Cluster> {
  await requireAbsentOrEmpty(folder)
  const draft = path.join(dataFolder, 'postgres.new')
  const account = await chooseAccount(null, onProgress)
  const password = randomBytes(24).toString('base64url')
  onProgress('создаю базу данных')
  try {
    await rm(draft, { recursive: true, force: true })
    await makeOwnFolder(draft, account)
    const launch = await chooseLaunch(account, binaries.postgres, draft)
    await runInitdb(launch, binaries.initdb, { dataFolder, draft, account, password })
    await writeAccess(draft, password, null, account)
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
    await syncFolder(dataFolder)
    return { folder, password, port: null, account, launch }
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    throw error instanceof EmbeddedServerFault ? error : folderFault(dataFolder, error)
  }
}

interface Init {
  readonly dataFolder: string
  readonly draft: string
  readonly account: Account | null
  readonly password: string
}

async function runInitdb(launch: Launch, initdb: string, init: Init): Promise<void> {
  const passwordFile = path.join(init.dataFolder, 'postgres-password.new')
  await rm(passwordFile, { force: true })
  await writeOwnFile(passwordFile, `${init.password}\n`, init.account)
  // The builtin provider sorts and compares the same on every system and never needs a reindex after its upgrade.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--auth=scram-sha-256', `--username=${clusterUser}`, `--pwfile=${passwordFile}`]
  const text = ['--text-search-config=russian', '--no-instructions']
  try {
    const output = await outputOf(launch, initdb, [`--pgdata=${init.draft}`, ...locale, ...access, ...text])
    if (output === null) return
    if (output.includes('No space left on device')) throw diskFullFault(init.dataFolder, output)
    const reason = output.trim().split('\n').at(-1) ?? ''
    throw new EmbeddedServerFault(
      'serverFailed',
      `Не получилось создать базу данных в ${init.dataFolder}: ${reason}`,
      output,
    )
  } finally {
    await rm(passwordFile, { force: true }).catch(() => undefined)
  }
}

/** Runs a program to its end: null when it succeeded, otherwise what it said. */
function outputOf(launch: Launch, program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = launch(program, args, ['ignore', 'pipe', 'pipe'])
    const timer = setTimeout(() => child.kill('SIGKILL'), initTimeoutMs)
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve(code === 0 ? null : output || `initdb: ${signal ?? code}`)
    })
  })
}

function accessFile(folder: string): string {
  return path.join(folder, 'otklik.json')
}

async function writeAccess(folder: string, password: string, port: number | null, account: Account | null) {
  const draft = `${accessFile(folder)}.new`
  await rm(draft, { force: true })
  await writeOwnFile(draft, JSON.stringify({ password, port }), account)
  await rename(draft, accessFile(folder))
}

async function writeOwnFile(file: string, content: string, account: Account | null): Promise<void> {
  await writeFile(file, content, { mode: 0o600, flag: 'wx', flush: true })
  if (account !== null) await chown(file, account.uid, account.gid)
}

async function makeOwnFolder(folder: string, account: Account | null): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (account !== null) await chown(folder, account.uid, account.gid)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readVersion(folder: string): Promise<string | null> {
  try {
    return (await readFile(path.join(folder, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT') return null
    throw folderFault(folder, error)
  }
}

async function requireAbsentOrEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return
  const text = `В папке ${folder} лежат посторонние файлы, базы данных в ней нет. Уберите их или укажите другую папку в DATA_DIR.`
  throw new EmbeddedServerFault('dataFolderUnusable', text)
}

function requireOwnFolder(folder: string, ownerUid: number): void {
  const uid = process.getuid?.()
  if (uid === undefined || uid === 0 || uid === ownerUid) return
  const text = `База данных в ${folder} создана другим пользователем (номер ${ownerUid}). Запустите Отклик от его имени или укажите другую папку в DATA_DIR.`
  throw new EmbeddedServerFault('dataFolderUnusable', text)
}

/** A folder that root copied without its owners: it is given back to the account that runs the server. */
async function giveTo(folder: string, account: Account): Promise<void> {
  await chown(folder, account.uid, account.gid)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink())
      await chown(path.join(entry.parentPath, entry.name), account.uid, account.gid)
  }
}

function otherVersionFault(folder: string, version: string): EmbeddedServerFault {
  const text = `База данных в ${folder} создана PostgreSQL ${version}, а в этой версии Отклика — PostgreSQL ${embeddedMajorVersion}. Перенесите данные через резервную копию прежней версией или укажите другую папку в DATA_DIR.`
  return new EmbeddedServerFault('otherVersion', text)
}
