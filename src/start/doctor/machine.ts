/** The machine that the product is to run on. */
import { access, constants, readFile, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { type Finding, bad, good, warning } from './finding.ts'

const gigabyte = 1_000_000_000
/** PostgreSQL stops when the disk is full; a day's copy and a busy week fit into this. */
const diskWarningBytes = 5 * gigabyte
const diskBadBytes = gigabyte / 2
const nodeMin = [20, 19] as const
/** Besides the polls: connections to the database, calls of VK, files. */
const filesBesidePolls = 400

export async function examineMachine(dataDir: string, communities: number): Promise<readonly Finding[]> {
  return [
    examineNode(process.versions.node),
    await examineDataFolder(dataDir),
    await examineDisk(dataDir),
    ...(await examineFileLimit(communities)),
  ]
}

export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > nodeMin[0] || (major === nodeMin[0] && minor >= nodeMin[1])
  return isNewEnough
    ? good('Node.js', `версия ${version}.`)
    : bad('Node.js', `версия ${version}, а нужна ${nodeMin.join('.')} или новее. Установите её.`)
}

async function examineDataFolder(dataDir: string): Promise<Finding> {
  const subject = 'Папка данных'
  const found = await stat(dataDir).catch(() => null)
  if (found === null) return good(subject, `${dataDir} ещё нет, при запуске она появится.`)
  if (!found.isDirectory()) return bad(subject, `${dataDir} — не папка. Задайте другую в DATA_DIR.`)
  const isWritable = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable)
    return bad(subject, `в ${dataDir} нельзя писать. Запускайте под её владельцем или измените права.`)
  const isOpenToOthers = (found.mode & 0o077) !== 0 && process.platform !== 'win32'
  return isOpenToOthers
    ? warning(subject, `${dataDir} видят другие пользователи машины. Закройте её: chmod 700 ${dataDir}`)
    : good(subject, dataDir)
}

/** It holds tokens; nothing is said when there is none or others cannot read it. */
export async function examineDotenv(file: string): Promise<readonly Finding[]> {
  const found = await stat(file).catch(() => null)
  if (found === null || process.platform === 'win32' || (found.mode & 0o077) === 0) return []
  return [
    warning(
      'Файл настроек',
      `${file} с ключами могут прочитать другие пользователи машины. Закройте его: chmod 600 ${file}`,
    ),
  ]
}

async function examineDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataDir))
  const free = bavail * bsize
  const words = `свободно ${(free / gigabyte).toLocaleString('ru', { maximumFractionDigits: 1 })} ГБ`
  if (free < diskBadBytes) return bad('Диск', `${words}. Освободите место: без него база остановится.`)
  if (free < diskWarningBytes) return warning('Диск', `${words}. Скоро понадобится больше.`)
  return good('Диск', `${words}.`)
}

async function nearestFolder(folder: string): Promise<string> {
  const parent = path.dirname(folder)
  const exists = await stat(folder).then(
    () => true,
    () => false,
  )
  return exists || parent === folder ? folder : nearestFolder(parent)
}

/** Linux only; elsewhere nothing is said. */
async function examineFileLimit(communities: number): Promise<readonly Finding[]> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const found = /^Max open files\s+(\d+|unlimited)/mu.exec(limits)?.[1]
  if (found === undefined) return []
  const subject = 'Открытые файлы'
  const needed = communities + filesBesidePolls
  const isEnough = found === 'unlimited' || Number(found) >= needed
  if (isEnough) return [good(subject, `разрешено ${found === 'unlimited' ? 'сколько угодно' : found}.`)]
  return [
    bad(
      subject,
      `разрешено ${found}, а для ${communities} сообществ нужно ${needed}. Поднимите предел: ulimit -n ${needed} или LimitNOFILE в службе systemd.`,
    ),
  ]
}
