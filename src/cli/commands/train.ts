/**
 * `otklik train`: a text model from a region's history. It goes live only if it is not worse than the live one; the
 * older ones stay, `--use` goes back. The running product takes the live model when the directory is next loaded.
 */
import { parseArgs } from 'node:util'
import {
  type ModelRecord,
  type SideFigures,
  type Training,
  trainChallenger,
} from '../../app/train-champion.ts'
import { matchLabels } from '../../app/train-label-match.ts'
import { titlesOf } from '../../app/train-titles.ts'
import type { Directory } from '../../domain/directory.ts'
import { readFileOfAppeals } from './evaluate.ts'

export interface TrainEnvironment extends Training {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly loadDirectory: () => Promise<Directory>
}

const usage = `Использование: otklik train --data ФАЙЛ.csv [--json]   обучить по истории (столбцы id, text, topic, institution)
               otklik train --list [--json]           какие модели есть и как они угадывают
               otklik train --use ИМЯ                 вернуться к модели
`
const appealsMin = 20
const namesShownMax = 15

export async function runTrain(argv: readonly string[], environment: TrainEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  if (command.kind === 'list') return list(command.isJson, environment)
  return command.kind === 'use' ? use(command.name, environment) : train(command, environment)
}

type Command =
  | { readonly kind: 'train'; readonly path: string; readonly isJson: boolean }
  | { readonly kind: 'list'; readonly isJson: boolean }
  | { readonly kind: 'use'; readonly name: string }

function readCommand(argv: readonly string[]): Command | null {
  try {
    const options = {
      data: { type: 'string' },
      list: { type: 'boolean', default: false },
      use: { type: 'string' },
      json: { type: 'boolean', default: false },
    } as const
    const { data, list: isList, use: name, json } = parseArgs({ args: [...argv], options }).values
    const commands: readonly (Command | null)[] = [
      data === undefined ? null : { kind: 'train', path: data, isJson: json },
      isList ? { kind: 'list', isJson: json } : null,
      name === undefined ? null : { kind: 'use', name },
    ]
    const [only, ...others] = commands.filter((command) => command !== null)
    return only === undefined || others.length > 0 ? null : only
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}

async function list(isJson: boolean, { store, stdout }: TrainEnvironment): Promise<number> {
  const [records, live] = [await store.list(), await store.live()]
  if (isJson) stdout(`${JSON.stringify({ live, models: records })}\n`)
  else if (records.length === 0) stdout('Обученных моделей пока нет.\n')
  else for (const record of records) stdout(`${record.name === live ? '*' : ' '} ${describe(record)}\n`)
  return 0
}

async function use(name: string, { store, stdout, stderr }: TrainEnvironment): Promise<number> {
  if (await store.use(name)) {
    stdout(`Работает модель ${name}.\n`)
    return 0
  }
  stderr(`Модели «${name}» нет или её файл повреждён. Список: otklik train --list\n`)
  return 1
}

async function train(
  { path, isJson }: Extract<Command, { kind: 'train' }>,
  environment: TrainEnvironment,
): Promise<number> {
  const { stdout, stderr } = environment
  const all = await readFileOfAppeals(path, environment)
  if (all === null) return 1
  const directory = await environment.loadDirectory()
  const { appeals, unknownTopics, unknownInstitutions } = matchLabels(all, directory)
  stderr(listUnknown('тем', unknownTopics) + listUnknown('учреждений', unknownInstitutions))
  if (appeals.length < appealsMin) {
    stderr(
      `Со справочником совпало обращений: ${appeals.length}, нужно хотя бы ${appealsMin}. ` +
        'Назовите темы и учреждения в файле так, как в справочнике.\n',
    )
    return 1
  }
  const { record, isLive } = await trainChallenger({ ...environment, titles: titlesOf(directory) }, appeals)
  stdout(
    isJson
      ? `${JSON.stringify({ ...record, isLive, unknownTopics, unknownInstitutions })}\n`
      : `${describe(record)}\n${isLive ? 'Работает новая модель.' : 'Новая модель хуже прежней: работает прежняя.'}\n`,
  )
  return 0
}

function listUnknown(what: string, names: readonly (readonly [string, number])[]): string {
  if (names.length === 0) return ''
  const shown = names.slice(0, namesShownMax).map(([name, rows]) => `  ${rows} × ${name}\n`)
  const rest = names.length > shown.length ? `  … и ещё ${names.length - shown.length}\n` : ''
  return `В справочнике нет таких ${what}:\n${shown.join('')}${rest}`
}

function describe({ name, texts, heldOut, champion }: ModelRecord): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1).replace('.', ',')} %`
  const figures = ({ topic, institution }: SideFigures): string =>
    `тема ${percent(topic.accuracy)}, учреждение ${percent(institution.accuracy)}`
  const before = champion === null ? '' : `; прежняя ${champion.name}: ${figures(champion.heldOut)}`
  return `${name}: обращений ${texts}, верно на отложенных: ${figures(heldOut)}${before}`
}
