/** `otklik backup FILE`: a copy of everything, also while the product runs. */
import { parseArgs } from 'node:util'

export interface BackupEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Throws a `BackupFault` with a sentence. */
  readonly backup: (
    target: string,
    onTable: (name: string, index: number, count: number) => void,
  ) => Promise<{
    readonly file: string
    readonly bytes: number
    readonly tables: number
    readonly rows: number
    readonly files: number
  }>
}

const usage = `Использование: otklik backup ФАЙЛ.zip [--json]
В копию входят база, обученные модели, вложения и настройки из .env. В ней слова жителей и ключи сообществ: храните её как саму базу.
`

export async function runBackup(argv: readonly string[], environment: BackupEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const outcome = await environment.backup(command.target, (name, index, count) =>
    environment.stderr(`таблица ${index + 1} из ${count}: ${name}\n`),
  )
  environment.stdout(
    command.isJson
      ? `${JSON.stringify(outcome)}\n`
      : `Копия готова: ${outcome.file} (${sizeInWords(outcome.bytes)}). Таблиц: ${outcome.tables}, строк: ${outcome.rows}, файлов: ${outcome.files}.\n`,
  )
  return 0
}

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.ceil(bytes / 1_000)} КБ`
    : `${(bytes / 1_000_000).toLocaleString('ru', { maximumFractionDigits: 1 })} МБ`

function readCommand(argv: readonly string[]): { target: string; isJson: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [target, ...rest] = positionals
    return target === undefined || rest.length > 0 ? null : { target, isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
