/**
 * `otklik export <kind> [FILE] [--with-tokens]`: the file that import takes, to a file or to the standard output;
 * `otklik export region FOLDER|FILE.xlsx`: all of them.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import nodePath from 'node:path'
import { parseArgs } from 'node:util'

import { exportDirectory, exportRows, withoutTokens } from '../../app/import/export-directory.ts'
import type { ImportStore } from '../../app/import/ports.ts'
import {
  type DirectoryRecords,
  type ImportKind,
  importKinds,
  isImportKind,
} from '../../app/import/records.ts'
import { writeWorkbook } from './workbook-file.ts'

export interface ExportEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly store: Pick<ImportStore, 'read'>
}

const usage = `Использование:
  otklik export <вид> [ФАЙЛ] [--with-tokens] [--json]
  otklik export region ПАПКА|КНИГА.xlsx [--with-tokens]
Виды: ${importKinds.join(', ')}
--with-tokens  записать и ключи сообществ; без них столбец пуст, и загрузка оставит прежние
`

export async function runExport(argv: readonly string[], environment: ExportEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const known = await environment.store.read()
  const records = command.withTokens ? known : withoutTokens(known)
  const { kind, path } = command
  if (kind === 'region') await writeRegion(path ?? '', records, environment)
  else await write({ ...command, kind }, records, environment)
  return 0
}

async function writeRegion(
  path: string,
  records: DirectoryRecords,
  { stderr }: ExportEnvironment,
): Promise<void> {
  if (path.toLowerCase().endsWith('.xlsx')) {
    await writeWorkbook(path, new Map(importKinds.map((kind) => [kind, exportRows(records, kind)])))
    return stderr(`${path}: записано листов ${importKinds.length}\n`)
  }
  await mkdir(path, { recursive: true })
  for (const kind of importKinds) {
    const file = nodePath.join(path, `${kind}.csv`)
    await writeFile(file, `\uFEFF${exportDirectory(records, kind)}`)
    stderr(`${file}: записано ${records[kind].length}\n`)
  }
}

interface Command {
  readonly kind: ImportKind | 'region'
  readonly path: string | undefined
  readonly withTokens: boolean
  readonly isJson: boolean
}

async function write(
  { kind, path, isJson }: Command & { readonly kind: ImportKind },
  records: DirectoryRecords,
  environment: ExportEnvironment,
): Promise<void> {
  const text = isJson ? `${JSON.stringify(records[kind])}\n` : exportDirectory(records, kind)
  if (path === undefined) return environment.stdout(text)
  // Excel takes a file without the mark for Windows-1251.
  await writeFile(path, isJson ? text : `\uFEFF${text}`)
  environment.stderr(`${path}: записано ${records[kind].length}\n`)
}

function readCommand(argv: readonly string[]): Command | null {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { 'with-tokens': flag, json: flag } as const,
    })
    const [kind, path, ...rest] = positionals
    const isRegion = kind === 'region' && path !== undefined && !values.json
    if (kind === undefined || (!isRegion && !isImportKind(kind)) || rest.length > 0) return null
    return {
      kind: isImportKind(kind) ? kind : 'region',
      path,
      withTokens: values['with-tokens'],
      isJson: values.json,
    }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
