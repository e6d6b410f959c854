import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { EmbeddedServerFault, folderFault, systemErrorCode } from './embedded-fault.ts'
import { processBirth } from './embedded-process.ts'

/** The right to run the database of one data folder; held by one process at a time. */
export interface DataFolderLock {
  release(): Promise<void>
}

const lockContent = z.object({ pid: z.number().int().positive(), birth: z.string() })
const attemptsMax = 5

/**
 * Takes the lock of a data folder. A lock left by a dead process, or by one whose id now belongs to another program, is
 * replaced; a living holder is an EmbeddedServerFault 'dataFolderInUse'.
 */
export async function lockDataFolder(dataFolder: string): Promise<DataFolderLock> {
  const file = path.join(dataFolder, 'otklik.lock')
  const content = JSON.stringify({ pid: process.pid, birth: await processBirth(process.pid) })
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    if (await createWhole(file, content, dataFolder)) return { release: () => removeIfSame(file, content) }
    const found = await readFile(file, 'utf8').catch(() => null)
    if (found === null) continue
    const holder = await livingHolder(found)
    if (holder !== null) throw inUseFault(dataFolder, `процесс ${holder}`)
    await removeIfSame(file, found)
  }
  throw inUseFault(dataFolder, 'несколько запусков сразу')
}

/** Process id of the living holder of a data folder's lock, or null. */
export async function dataFolderHolder(dataFolder: string): Promise<number | null> {
  const found = await readFile(path.join(dataFolder, 'otklik.lock'), 'utf8').catch(() => null)
  return found === null ? null : livingHolder(found)
}

/** Creates the file with its content in one step: a half-written lock is never seen. False when it exists. */
async function createWhole(file: string, content: string, dataFolder: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' })
    await link(draft, file)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw folderFault(dataFolder, error)
  } finally {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

/** Two starts may find the same stale lock: what was moved away is looked at again, and put back if it is not the stale one. */
async function removeIfSame(file: string, content: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8')) !== content) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function livingHolder(content: string): Promise<number | null> {
  const holder = lockContent.safeParse(parseJson(content))
  if (!holder.success) return null
  const { pid, birth } = holder.data
  return (await processBirth(pid)) === birth ? pid : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function inUseFault(dataFolder: string, who: string): EmbeddedServerFault {
  const text = `Отклик уже запущен с папкой данных ${dataFolder} (${who}). Остановите его или укажите другую папку в DATA_DIR.`
  return new EmbeddedServerFault('dataFolderInUse', text)
}
