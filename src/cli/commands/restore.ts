/** `otklik restore FILE`: a copy back into an empty database. */
import { parseArgs } from 'node:util'

export interface RestoreEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Throws a `BackupFault` with a sentence. */
  readonly restore: (
    file: string,
    onTable: (name: string, index: number, count: number) => void,
  ) => Promise<{
    readonly createdAt: string
    readonly tables: number
    readonly rows: number
    readonly files: number
    readonly hasRestoredSettings: boolean
  }>
}

const usage = `Использование: otklik restore ФАЙЛ.zip [--json]
Восстанавливают в пустую базу: новую папку DATA_DIR или пустую базу по адресу DATABASE_URL. Отклик при этом остановлен.
`

export async function runRestore(argv: readonly string[], environment: RestoreEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const outcome = await environment.restore(command.file, (name, index, count) =>
    environment.stderr(`таблица ${index + 1} из ${count}: ${name}\n`),
  )
  environment.stdout(
    command.isJson
      ? `${JSON.stringify(outcome)}\n`
      : `Восстановлено: таблиц ${outcome.tables}, строк ${outcome.rows}, файлов ${outcome.files}. Копия сделана ${outcome.createdAt}.\n${
          outcome.hasRestoredSettings
            ? 'Настройки из копии записаны в .env.\n'
            : 'Настройки .env остались прежними.\n'
        }Сообщения, которые ждали отправки в минуту копии, уйдут при запуске. Запустите: npm start\n`,
  )
  return 0
}

function readCommand(argv: readonly string[]): { file: string; isJson: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [file, ...rest] = positionals
    return file === undefined || rest.length > 0 ? null : { file, isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
