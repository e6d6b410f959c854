import { TokenKeyMissing } from '../app/token-vault.ts'

/** The product cannot start. `message` is one Russian sentence: what is wrong and what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'
}

/** What a person at the terminal reads about a failed start. Faults of our own already speak Russian. */
export function explainStart(error: unknown): string {
  const speaksRussian = ['StartProblem', 'EmbeddedServerFault', 'MigrationFault', 'BackupFault']
  if (error instanceof Error && speaksRussian.includes(error.name)) return error.message
  if (error instanceof TokenKeyMissing)
    return 'Ключи сообществ в базе зашифрованы ключом, которого нет в TOKEN_KEYS. Верните его туда, можно вторым через запятую.'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC') return 'На диске не осталось места. Освободите его и запустите ещё раз.'
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return `Запуск не удался по причине, которую мы не предусмотрели (${detail}). Запустите с LOG_LEVEL=debug и пришлите журнал разработчикам.`
}
