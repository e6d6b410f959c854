/** `otklik invite --coordinator | --institution CODE`: a one-time code, above all for the very first coordinator. */
import { parseArgs } from 'node:util'
import { writeInviteCode } from '../../domain/invite-code.ts'
import type { InviteStore, Secrets } from '../../app/ports.ts'
import { type Instant, addSeconds } from '../../domain/time.ts'

export interface InviteEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly store: InviteStore
  readonly secrets: Secrets
  readonly now: Instant
}

const usage = `Использование: otklik invite --coordinator [--json]
               otklik invite --institution КОД [--json]
КОД — столбец code из загруженного файла учреждений (otklik export institutions).
`
const validDays = 7

export async function runInvite(argv: readonly string[], environment: InviteEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const { store, secrets, now } = environment
  const { institutionCode } = command
  const institutionId = institutionCode === null ? null : await store.findInstitution(institutionCode)
  if (institutionCode !== null && institutionId === null) {
    environment.stderr(
      `Учреждения с кодом «${institutionCode}» нет. Коды покажет otklik export institutions.\n`,
    )
    return 1
  }
  const code = secrets.inviteCode()
  const expiresAt = addSeconds(now, validDays * 24 * 3600)
  const role = institutionId === null ? 'coordinator' : 'administrator'
  await store.addInvite({ codeHash: secrets.hash(code), role, institutionId, createdById: null, expiresAt })
  environment.stdout(
    command.isJson
      ? `${JSON.stringify({ code: writeInviteCode(code), expiresAt: expiresAt.toString() })}\n`
      : `${writeInviteCode(code)}\nКод одноразовый, действует ${validDays} дней. Человек присылает его сообщением в сообщество, где работают сотрудники.\n`,
  )
  return 0
}

function readCommand(argv: readonly string[]): { institutionCode: string | null; isJson: boolean } | null {
  const flag = { type: 'boolean', default: false } as const
  const options = { coordinator: flag, json: flag, institution: { type: 'string' } } as const
  try {
    const { values } = parseArgs({ args: [...argv], options })
    if (values.coordinator === (values.institution !== undefined)) return null
    return { institutionCode: values.institution ?? null, isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
