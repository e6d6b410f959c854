/**
 * `otklik import <kind> FILE [--dry-run] [--skip-bad] [--json]` and `otklik import region FOLDER [--topics FILE]`.
 * Exit codes: 0 done, 1 refused with what to mend, 2 wrong usage.
 */
import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { decodeFile, whyNoText } from '../../app/import/decode-file.ts'
import {
  type ImportOptions,
  type ImportRefused,
  type ImportReport,
  importDirectory,
  importTables,
} from '../../app/import/import-directory.ts'
import { importRegionFolder } from '../../app/import/import-region-folder.ts'
import type { ImportStore } from '../../app/import/ports.ts'
import { describeProblem } from '../../app/import/problem.ts'
import type { TableSource } from '../../app/import/read-table.ts'
import type { WhatIf } from '../../app/import/what-if.ts'
import {
  type DirectoryRecords,
  type ImportKind,
  importKinds,
  isImportKind,
} from '../../app/import/records.ts'
import { type Result, success } from '../../domain/result.ts'
import { readGivenFile } from './read-given-file.ts'
import { progressBar, progressEnd } from './progress-bar.ts'
import { isWorkbook, readWorkbook } from './workbook-file.ts'

export interface ImportEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Of a terminal that can draw over its last line; nothing is drawn elsewhere. */
  readonly progress?: (text: string) => void
  readonly store: ImportStore
  /** How last month's tickets would have gone. */
  readonly whatIf: (before: DirectoryRecords, after: DirectoryRecords) => Promise<WhatIf>
}

const usage = `Использование:
  otklik import <вид> ФАЙЛ [--dry-run] [--skip-bad] [--json]
  otklik import region ПАПКА|КНИГА.xlsx [--topics ФАЙЛ] [--dry-run] [--skip-bad] [--json]
ФАЙЛ — таблица CSV или первый лист книги XLSX; в книге области лист называется как вид.
Виды: ${importKinds.join(', ')}
--dry-run   проверить, ничего не записывая: что добавится и изменится, куда ушли бы обращения последнего месяца
--skip-bad  загрузить хорошие строки, плохие перечислить
`
/** More would scroll the first ones away. */
const problemsShownMax = 50
const differencesShownMax = 40

export async function runImport(argv: readonly string[], environment: ImportEnvironment): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const result = await performWithPreview(command, environment)
  if (typeof result === 'string') {
    environment.stderr(`${result}\n`)
    return 1
  }
  if (command.isJson) environment.stdout(`${JSON.stringify(result.ok ? result.value : result.refusal)}\n`)
  else if (result.ok) environment.stdout(result.value.map(describeReport).join(''))
  else environment.stderr(describeRefusal(result.refusal))
  return result.ok ? 0 : 1
}

interface Command {
  readonly kind: string
  readonly path: string
  readonly topicsFile: string | undefined
  readonly options: ImportOptions
  readonly isJson: boolean
}

function readCommand(argv: readonly string[]): Command | null {
  const flag = { type: 'boolean', default: false } as const
  const options = { 'dry-run': flag, 'skip-bad': flag, json: flag, topics: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options })
    const [kind, path, ...rest] = positionals
    const isKnown =
      kind === 'region' || (kind !== undefined && isImportKind(kind) && values.topics === undefined)
    if (!isKnown || path === undefined || rest.length > 0) return null
    return {
      kind,
      path,
      topicsFile: values.topics,
      options: { dryRun: values['dry-run'], skipBad: values['skip-bad'] },
      isJson: values.json,
    }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}

/** A dry run of what may move tickets also says which. */
async function performWithPreview(
  command: Command,
  { store, whatIf, progress }: ImportEnvironment,
): ReturnType<typeof perform> {
  let decided: { readonly before: DirectoryRecords; readonly after: DirectoryRecords } | null = null
  const onDecided: ImportOptions['onDecided'] = (before, after) => {
    decided = { before, after }
  }
  const onProgress: ImportOptions['onProgress'] = (done, of, kind) =>
    progress?.(progressBar(done, of, done === of ? 'записываю' : kind))
  const options = { ...command.options, onDecided, onProgress }
  const result = await perform({ ...command, options }, store)
  progress?.(progressEnd)
  if (command.options.dryRun !== true || typeof result === 'string' || !result.ok) return result
  const moves = result.value.some(
    ({ kind, added, changed }) => mayMoveTickets.has(kind) && added + changed > 0,
  )
  const preview: { readonly before: DirectoryRecords; readonly after: DirectoryRecords } | null = decided
  if (!moves || preview === null) return result
  const { before, after } = preview
  const shown = await whatIf(before, after)
  const last = result.value.length - 1
  return success(
    result.value.map((report, index) => (index === last ? { ...report, whatIf: shown } : report)),
  )
}

const mayMoveTickets: ReadonlySet<ImportReport['kind']> = new Set([
  'municipalities',
  'institutions',
  'communities',
  'topics',
  'rules',
])

/** A sentence when there is nothing to import. */
async function perform(
  { kind, path, topicsFile, options }: Command,
  store: ImportStore,
): Promise<Result<readonly ImportReport[], ImportRefused> | string> {
  if (!isImportKind(kind)) {
    const workbook = await readIfFile(path)
    if (workbook !== null) return importWorkbook({ bytes: workbook, path, topicsFile, options }, store)
    const reports = await importRegionFolder(store, path, {
      ...options,
      ...(topicsFile === undefined ? {} : { topicsFile }),
    })
    return reports.ok && reports.value.length === 0
      ? `В папке ${path} нет файлов ${importKinds.map((name) => `${name}.csv`).join(', ')}.`
      : reports
  }
  const given = await readGivenFile(path)
  if (!given.ok) return given.refusal
  const source = isWorkbook(given.value) ? await readFirstSheet(given.value) : decodeFile(given.value)
  if (source === null) return notAWorkbook(path)
  const noText = typeof source === 'string' ? whyNoText(given.value, source) : null
  if (noText !== null) return `${path}: ${noText}.`
  const report = await importDirectory(store, kind, source, options)
  return report.ok ? success([report.value]) : report
}

const notAWorkbook = (path: string): string =>
  `${path} не читается как книга XLSX. Сохраните её заново («Книга Excel») или возьмите CSV.`

async function importWorkbook(
  {
    bytes,
    path,
    topicsFile,
    options,
  }: Pick<Command, 'path' | 'topicsFile' | 'options'> & { readonly bytes: Uint8Array },
  store: ImportStore,
): Promise<Result<readonly ImportReport[], ImportRefused> | string> {
  const workbook = isWorkbook(bytes) ? await readWorkbook(bytes).catch(() => null) : null
  if (workbook === null) return notAWorkbook(path)
  const topics = topicsFile === undefined ? null : await readGivenFile(topicsFile)
  if (topics?.ok === false) return topics.refusal
  const tables = {
    ...Object.fromEntries(workbook.tables),
    ...(topics === null ? {} : { topics: decodeFile(topics.value) }),
  }
  if (workbook.tables.size === 0)
    return `В книге ${path} нет листов ${importKinds.join(', ')}. Есть: ${workbook.unknown.join(', ')}.`
  return importTables(store, tables, options)
}

const readFirstSheet = (bytes: Uint8Array): Promise<TableSource | null> =>
  readWorkbook(bytes).then(
    ({ first }) => first,
    () => null,
  )

/** Null when there is no such file, or it is a folder. */
async function readIfFile(path: string): Promise<Uint8Array | null> {
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true ? await readFile(path) : null
}

/** What people call the rows; files and sheets keep their names. */
const kindNames: Readonly<Record<ImportKind, string>> = {
  municipalities: 'Муниципалитеты',
  institutions: 'Учреждения',
  communities: 'Сообщества',
  topics: 'Темы',
  staff: 'Сотрудники',
  rules: 'Кто отвечает',
  calendar: 'Календарь',
  'answer-rules': 'Правила ответов',
  faq: 'Частые вопросы',
  templates: 'Шаблоны ответов',
  texts: 'Тексты бота',
}

function describeReport(report: ImportReport): string {
  const { kind, added, changed, unchanged, skipped } = report
  const counts = `добавлено ${added}, изменено ${changed}, без изменений ${unchanged}`
  const skips = skipped === 0 ? '' : `, пропущено ${skipped}:\n${listProblems(report.problems)}`
  const preview = report.whatIf === undefined ? '' : describeWhatIf(report.whatIf)
  const diff = describeDifferences(report.differences ?? [])
  return `${kindNames[kind]} — ${kind}: ${counts}${skips}${report.isApplied ? '' : ' (проверка, ничего не записано)'}\n${diff}${preview}`
}

/** `+` a new row, `~` a changed one with what stood there and what will. */
function describeDifferences(differences: NonNullable<ImportReport['differences']>): string {
  const lines = differences.slice(0, differencesShownMax).map(({ key, isNew, cells }) => {
    if (isNew) return `  + ${key}\n`
    const changes = cells.map(({ column, before, after }) => `${column}: «${cut(before)}» → «${cut(after)}»`)
    return `  ~ ${key}: ${changes.join('; ')}\n`
  })
  const rest = differences.length - lines.length
  return [...lines, ...(rest > 0 ? [`  … и ещё ${rest}; все — с --json\n`] : [])].join('')
}

const cellShownMax = 60
const cut = (text: string): string => (text.length > cellShownMax ? `${text.slice(0, cellShownMax)}…` : text)

function describeWhatIf({ tickets, topicChanged, ownerChanged, moves, sample }: WhatIf): string {
  if (tickets === 0) return 'За последние 30 дней обращений нет: сравнить не с чем.\n'
  const lines = [
    `Обращения за последние 30 дней: ${tickets}. Сменили бы ответственного: ${ownerChanged}, тему: ${topicChanged}.`,
    ...moves.map((move) => `  ${move.from} → ${move.to}: ${move.tickets}`),
    ...(sample.length === 0 ? [] : ['Например:']),
    ...sample.map(({ id, before, after }) => `  № ${id}\n    сейчас: ${before}\n    станет: ${after}`),
  ]
  return `${lines.join('\n')}\n`
}

function describeRefusal({ file, problems }: ImportRefused): string {
  return (
    `Файл ${file} не загружен: ничего не изменилось. Исправьте и загрузите снова ` +
    `(или добавьте --skip-bad, чтобы пропустить плохие строки).\n${listProblems(problems)}\n`
  )
}

function listProblems(problems: ImportReport['problems']): string {
  const shown = problems.slice(0, problemsShownMax).map((problem) => `  ${describeProblem(problem)}`)
  const rest = problems.length - shown.length
  return [...shown, ...(rest > 0 ? [`  … и ещё ${rest}`] : [])].join('\n')
}
