/** Why the embedded database could not be used; a closed set, so that callers and tests need not read sentences. */
export type EmbeddedFaultReason =
  | 'accountMissing'
  | 'dataFolderInUse'
  | 'dataFolderUnusable'
  | 'diskFull'
  | 'noPort'
  | 'notAccessible'
  | 'otherVersion'
  | 'platformUnsupported'
  | 'serverFailed'

/** The embedded database cannot run. `message` is one Russian sentence for the person at the terminal: what is wrong and what to do. */
export class EmbeddedServerFault extends Error {
  override readonly name = 'EmbeddedServerFault'
  readonly reason: EmbeddedFaultReason

  constructor(reason: EmbeddedFaultReason, message: string, cause?: unknown) {
    super(message, { cause })
    this.reason = reason
  }
}

/** The sentence for a failed system call on a folder of ours; ENOSPC, EACCES and friends have their own advice. */
export function folderFault(folder: string, error: unknown): EmbeddedServerFault {
  const code = systemErrorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFullFault(folder, error)
  const advice = 'Дайте права на запись или укажите другую папку в DATA_DIR.'
  if (code === 'EROFS') {
    return new EmbeddedServerFault(
      'dataFolderUnusable',
      `Папка данных ${folder} доступна только для чтения. ${advice}`,
      error,
    )
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new EmbeddedServerFault(
      'dataFolderUnusable',
      `Нет прав на запись в папку данных ${folder}. ${advice}`,
      error,
    )
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    const text = `Путь данных ${folder} занят файлом, а нужна папка. Укажите другую папку в DATA_DIR.`
    return new EmbeddedServerFault('dataFolderUnusable', text, error)
  }
  const text = `Не получилось подготовить папку данных ${folder} (${code ?? 'неизвестная ошибка'}). ${advice}`
  return new EmbeddedServerFault('dataFolderUnusable', text, error)
}

export function diskFullFault(folder: string, cause?: unknown): EmbeddedServerFault {
  const text = `На диске с папкой данных ${folder} закончилось место. Освободите хотя бы 200 МБ или укажите другую папку в DATA_DIR.`
  return new EmbeddedServerFault('diskFull', text, cause)
}

/** `code` of a Node system error (ENOENT, EACCES …), or null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
