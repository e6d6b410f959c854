/** `otklik doctor`: what is in order, what is not, and what to do. Exit code 1 when something keeps the product from working. */
import { parseArgs } from 'node:util'

export interface DoctorEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly examine: () => Promise<
    readonly {
      readonly subject: string
      readonly level: 'good' | 'warning' | 'bad'
      readonly sentence: string
    }[]
  >
}

const usage = `Использование: otklik doctor [--json]
Проверяет машину, настройки, базу, часы и каждое сообщество. Ничего не меняет.
`

const marks = { good: 'хорошо   ', warning: 'внимание ', bad: 'ОШИБКА   ' } as const

export async function runDoctor(argv: readonly string[], environment: DoctorEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const findings = await environment.examine()
  const count = (level: keyof typeof marks): number =>
    findings.filter((finding) => finding.level === level).length
  const isWell = count('bad') === 0
  if (command.isJson) environment.stdout(`${JSON.stringify({ isWell, findings })}\n`)
  else {
    for (const { subject, level, sentence } of findings)
      environment.stdout(`${marks[level]}${subject}: ${sentence}\n`)
    environment.stdout(
      isWell
        ? `\nМожно работать. Предупреждений: ${count('warning')}.\n`
        : `\nРаботать мешает: ${count('bad')}. Исправьте и проверьте ещё раз.\n`,
    )
  }
  return isWell ? 0 : 1
}

function readCommand(argv: readonly string[]): { isJson: boolean } | null {
  try {
    const { values } = parseArgs({ args: [...argv], options: { json: { type: 'boolean', default: false } } })
    return { isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
