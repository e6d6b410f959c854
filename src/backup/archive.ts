import { type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, type ZipFile, openPromise } from 'yauzl'
import { BackupFault } from './fault.ts'
import { type Manifest, manifestPath, manifestSchema } from './manifest.ts'
import { measure } from './measured.ts'

/** A copy opened for reading. */
export interface Archive {
  readonly manifest: Manifest
  /** Passes the entry to `target`; throws `BackupFault` when it is not what was written. */
  extract(
    entry: { readonly path: string; readonly bytes: number; readonly sha256: string },
    target: Writable,
  ): Promise<void>
  close(): void
}

const damaged = (what: string): BackupFault =>
  new BackupFault(`Копия повреждена: ${what}. Возьмите другую копию.`)

export async function openArchive(file: string): Promise<Archive> {
  const zip = await openZip(file)
  try {
    const entries = await readEntries(zip)
    const manifest = await readManifest(zip, entries)
    return {
      manifest,
      extract: async ({ path, bytes, sha256 }, target) => {
        const measured = measure()
        const content = await openEntry(zip, entries, path)
        let isUnreadable = false
        content.once('error', () => (isUnreadable = true))
        await pipeline(content, measured.stream, target).catch((error: unknown) => {
          throw isUnreadable ? damaged(`«${path}» не читается`) : error
        })
        const found = measured.result()
        if (found.bytes !== bytes || found.sha256 !== sha256)
          throw damaged(`«${path}» не совпадает с записанным`)
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') throw new BackupFault(`Файла «${file}» нет.`)
    if (code === 'EACCES' || code === 'EISDIR')
      throw new BackupFault(`Файл «${file}» не читается. Проверьте путь и права.`)
    throw new BackupFault(`«${file}» — не копия Отклика или она записана не до конца.`)
  }
}

async function readEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  try {
    // Names that would lead out of the folder are refused here, too.
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch {
    throw damaged('оглавление архива не читается')
  }
  return entries
}

async function openEntry(zip: ZipFile, entries: ReadonlyMap<string, Entry>, path: string): Promise<Readable> {
  const entry = entries.get(path)
  if (entry === undefined) throw damaged(`в ней нет «${path}»`)
  return zip.openReadStreamPromise(entry)
}

async function readManifest(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Manifest> {
  if (!entries.has(manifestPath)) throw new BackupFault('Этот архив — не копия Отклика.')
  const chunks: Buffer[] = []
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  await pipeline(await openEntry(zip, entries, manifestPath), collect)
  const parsed = manifestSchema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')))
  if (!parsed.success)
    throw new BackupFault('Эта копия сделана другой версией Отклика, а эта её не понимает.')
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
