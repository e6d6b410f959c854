/** `otklik person --show ID | --erase ID | --acts`: what is known of a person, and its destruction with an act. */
import { parseArgs } from 'node:util'
import { erasureActInWords } from '../../app/erasure-act.ts'
import type { PersonStore } from '../../app/person-ports.ts'
import type { PersonKnown } from '../../domain/desk.ts'
import { type VkUserId, vkUserId } from '../../domain/ids.ts'
import { dateInWords } from '../../domain/moment-in-words.ts'
import type { Instant } from '../../domain/time.ts'

export interface PersonEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly store: PersonStore
  readonly now: Instant
  readonly timeZone: string
}

const usage = `Использование: otklik person --show НОМЕР [--json]    что хранится о человеке
               otklik person --erase НОМЕР [--json]   удалить всё и составить акт
               otklik person --acts [--json]          акты об уничтожении
НОМЕР — номер страницы человека во ВКонтакте: для vk.com/id12345 это 12345.
`

type Command =
  | { readonly kind: 'show' | 'erase'; readonly id: VkUserId; readonly isJson: boolean }
  | { readonly kind: 'acts'; readonly isJson: boolean }

export async function runPerson(argv: readonly string[], environment: PersonEnvironment): Promise<number> {
  const { stdout, stderr, store, now, timeZone } = environment
  const command = readCommand(argv)
  if (command === null) {
    stderr(usage)
    return 2
  }
  const print = (value: unknown, text: string): void =>
    stdout(command.isJson ? `${JSON.stringify(value)}\n` : `${text}\n`)
  if (command.kind === 'acts') {
    const acts = await store.acts()
    print(
      acts,
      acts.length === 0 ? 'Актов нет.' : acts.map((act) => erasureActInWords(act, timeZone)).join('\n'),
    )
    return 0
  }
  const known = await store.findPerson(command.id)
  if (known === null) {
    stderr(`О человеке ${command.id} ничего не хранится.\n`)
    return 1
  }
  if (command.kind === 'show') {
    const words = await store.findWords(command.id)
    print({ ...known, words }, personInWords(known, words, timeZone))
    return 0
  }
  const act = await store.erase(command.id, now)
  print(act, erasureActInWords(act, timeZone))
  return 0
}

const personInWords = (
  known: PersonKnown,
  words: readonly { readonly ticketId: number; readonly text: string }[],
  timeZone: string,
): string =>
  [
    `Имя: ${known.name ?? 'неизвестно'}. Пишет с ${dateInWords(known.since, timeZone)}.`,
    `Обращений: ${known.tickets} (открыто ${known.open}), сообщений: ${known.messages}, файлов: ${known.files}.`,
    `Читают: ${known.readers.length === 0 ? 'никто' : known.readers.join(', ')}.`,
    ...words.map(({ ticketId, text }) => `№ ${ticketId}: ${text}`),
  ].join('\n')

function readCommand(argv: readonly string[]): Command | null {
  const options = {
    show: { type: 'string' },
    erase: { type: 'string' },
    acts: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  } as const
  try {
    const { show, erase, acts, json: isJson } = parseArgs({ args: [...argv], options }).values
    const given = [show, erase].filter((value) => value !== undefined)
    if (acts) return given.length === 0 ? { kind: 'acts', isJson } : null
    const [text] = given
    if (text === undefined || given.length > 1 || !/^[1-9]\d{0,11}$/u.test(text)) return null
    return { kind: show === undefined ? 'erase' : 'show', id: vkUserId(Number(text)), isJson }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}
