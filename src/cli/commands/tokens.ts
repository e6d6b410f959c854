/** `otklik tokens`: are tokens of communities sealed in the database; seal them with the newest key; make a key. */
import { parseArgs } from 'node:util'

export interface TokensEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly newKey: () => string
  /** Null: the settings name no key. */
  readonly seal: (() => Promise<{ readonly communities: number; readonly changed: number }>) | null
}

const usage = `Использование: otklik tokens --seal      зашифровать ключи сообществ в базе первым ключом из TOKEN_KEYS
               otklik tokens --new-key   напечатать новый ключ для TOKEN_KEYS
Чтобы сменить ключ: новый впишите в TOKEN_KEYS первым, прежний оставьте за ним через запятую, выполните
otklik tokens --seal и уберите прежний.
`

export async function runTokens(argv: readonly string[], environment: TokensEnvironment): Promise<number> {
  const { stdout, stderr, newKey, seal } = environment
  const action = readAction(argv)
  if (action === null) {
    stderr(usage)
    return 2
  }
  if (action === 'new-key') {
    stdout(`${newKey()}\n`)
    return 0
  }
  if (seal === null) {
    stderr('TOKEN_KEYS не задан: шифровать нечем. Ключ даёт команда otklik tokens --new-key.\n')
    return 1
  }
  const { communities, changed } = await seal()
  stdout(
    changed === 0
      ? `Ключи сообществ уже зашифрованы первым ключом: ${communities}.\n`
      : `Зашифровано ключей: ${changed} из ${communities}. Прежний ключ из TOKEN_KEYS можно убрать.\n`,
  )
  return 0
}

function readAction(argv: readonly string[]): 'seal' | 'new-key' | null {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values } = parseArgs({ args: [...argv], options: { seal: flag, 'new-key': flag } })
    if (values.seal === values['new-key']) return null
    return values.seal ? 'seal' : 'new-key'
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
