/** A file that a person named on the command line; what is wrong with it as a sentence. */
import { readFile } from 'node:fs/promises'
import { type Result, refuse, success } from '../../domain/result.ts'

export async function readGivenFile(path: string): Promise<Result<Uint8Array, string>> {
  try {
    return success(await readFile(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code === null) throw error
    return refuse(sentences[code]?.(path) ?? `Файл ${path} не читается (${code}).`)
  }
}

const sentences: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `Файл ${path} не найден: проверьте имя и папку.`,
  ENOTDIR: (path) => `Файл ${path} не найден: проверьте имя и папку.`,
  EISDIR: (path) => `${path} — папка, а нужен файл.`,
  EACCES: (path) => `Файл ${path} не читается: нет прав. Дайте на него право чтения.`,
  ERR_FS_FILE_TOO_LARGE: (path) => `Файл ${path} слишком велик: разделите его на части.`,
}
