import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Name of this installation, kept in its data folder: a restart recognises its own leases and goes on at once instead
 * of waiting until they run out.
 */
export async function readInstanceId(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'instance-id')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (/^[0-9a-f-]{36}$/u.test(known.trim())) return known.trim()
  const id = randomUUID()
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(file, `${id}\n`, { mode: 0o600 })
  return id
}
