/**
 * `otklik train`: a text model from a region's history. It goes live only if it is not worse than the live one; the
 * older ones stay, `--use` goes back. The running product takes the live model when the directory is next loaded.
 */
import { parseArgs } from 'node:util'
import {
  type ModelRecord,
  type SideFigures,
  type TrainOutcome,
  type Training,
  trainChallenger,
} from '../../app/train-champion.ts'
import { retrain } from '../../app/retrain.ts'
import type { DecisionStore, HistoryFile } from '../../app/train-decisions.ts'
import { matchLabels } from '../../app/train-label-match.ts'
import { trainingMaterial } from '../../app/train-material.ts'
import type { Directory } from '../../domain/directory.ts'
import { readFileOfAppeals } from './evaluate.ts'

export interface TrainEnvironment extends Training {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly loadDirectory: () => Promise<Directory>
  readonly history: HistoryFile
  readonly decisionStore: DecisionStore
}

const usage = `Использование: otklik train --data ФАЙЛ.csv [--json]   обучить по истории (столбцы id, text, topic, institution)
               otklik train --again [--json]          ещё раз: по той же истории и по решениям людей с тех пор
               otklik train --list [--json]           какие модели есть и как они угадывают
               otklik train --back                    вернуться к прежней модели
               otklik train --use ИМЯ                 перейти к любой из списка
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
  if (command.kind === 'back') return back(environment)
  if (command.kind === 'again') return again(command.isJson, environment)
  return command.kind === 'use' ? use(command.name, environment) : train(command, environment)
}

type Command =
  | { readonly kind: 'train'; readonly path: string; readonly isJson: boolean }
  | { readonly kind: 'list'; readonly isJson: boolean }
  | { readonly kind: 'use'; readonly name: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'again'; readonly isJson: boolean }

function readCommand(argv: readonly string[]): Command | null {
  try {
    const options = {
      data: { type: 'string' },
      list: { type: 'boolean', default: false },
      use: { type: 'string' },
      back: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    } as const
    const {
      data,
      list: isList,
      use: name,
      back: isBack,
      again: isAgain,
      json,
    } = parseArgs({ args: [...argv], options }).values
    const commands: readonly (Command | null)[] = [
      data === undefined ? null : { kind: 'train', path: data, isJson: json },
      isList ? { kind: 'list', isJson: json } : null,
      name === undefined ? null : { kind: 'use', name },
      isBack ? { kind: 'back' } : null,
      isAgain ? { kind: 'again', isJson: json } : null,
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

async function back(environment: TrainEnvironment): Promise<number> {
  const before = await environment.store.before()
  if (before !== null) return use(before, environment)
  environment.stderr('Прежней модели нет: работает первая. Список: otklik train --list\n')
  return 1
}

async function again(isJson: boolean, environment: TrainEnvironment): Promise<number> {
  const { now, stderr } = environment
  const outcome = await retrain({
    ...environment,
    decisions: environment.decisionStore,
    now: () => now,
    train: ({ texts, titles, decisions }) => trainChallenger({ ...environment, titles, decisions }, texts),
  })
  if (outcome === null) {
    stderr(
      'Учиться пока не на чем: загрузите историю (otklik train --data ФАЙЛ.csv) или подождите решений людей.\n',
    )
    return 1
  }
  tell(outcome, isJson ? outcome : null, environment)
  return 0
}

async function train(
  { path, isJson }: Extract<Command, { kind: 'train' }>,
  environment: TrainEnvironment,
): Promise<number> {
  const { stderr } = environment
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
  await environment.history.write(appeals)
  const decisions = await environment.decisionStore.count()
  const { texts, titles } = trainingMaterial(appeals, directory)
  const outcome = await trainChallenger({ ...environment, decisions, titles }, texts)
  tell(outcome, isJson ? { ...outcome, unknownTopics, unknownInstitutions } : null, environment)
  return 0
}

/** As JSON when there is something to say so. */
function tell({ record, isLive }: TrainOutcome, json: object | null, { stdout }: TrainEnvironment): void {
  stdout(
    json !== null
      ? `${JSON.stringify({ ...json, ...record })}\n`
      : `${describe(record)}\n${isLive ? 'Работает новая модель.' : 'Новая модель хуже прежней: работает прежняя.'}\n`,
  )
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
