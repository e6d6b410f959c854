/** `otklik export <kind> [FILE] [--with-tokens]`: the file that import takes, to a file or to the standard output. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { exportDirectory, withoutTokens } from '../../app/import/export-directory.ts'
import type { ImportStore } from '../../app/import/ports.ts'
import {
  type DirectoryRecords,
  type ImportKind,
  importKinds,
  isImportKind,
} from '../../app/import/records.ts'

export interface ExportEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly store: Pick<ImportStore, 'read'>
}

const usage = `Использование: otklik export <вид> [ФАЙЛ] [--with-tokens] [--json]
Виды: ${importKinds.join(', ')}
--with-tokens  записать и ключи сообществ; без них столбец пуст, и загрузка оставит прежние
`

export async function runExport(argv: readonly string[], environment: ExportEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const records = await environment.store.read()
  await write(command, command.withTokens ? records : withoutTokens(records), environment)
  return 0
}

interface Command {
  readonly kind: ImportKind
  readonly path: string | undefined
  readonly withTokens: boolean
  readonly isJson: boolean
}

async function write(
  { kind, path, isJson }: Command,
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
    if (kind === undefined || !isImportKind(kind) || rest.length > 0) return null
    return { kind, path, withTokens: values['with-tokens'], isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
