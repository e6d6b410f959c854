/**
 * `otklik evaluate`: how well topics and institutions are guessed, trained on one file and measured on another, or by
 * cross-validation within one. Needs no database. Figures on stdout, progress on stderr.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { describeProblem } from '../../app/import/problem.ts'
import { type Appeal, readAppeals } from '../../app/train-appeals.ts'
import {
  type Evaluation,
  type Measured,
  type Meter,
  crossValidate,
  evaluateSplit,
} from '../../app/train-evaluate.ts'
import { type HistoryFigures, evaluateHistory } from '../../app/train-history.ts'
import { writeReport } from '../../app/train-report.ts'
import type { TrainModel } from '../../app/train-ports.ts'
import { readGivenFile } from './read-given-file.ts'

export interface EvaluateEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly trainModel: TrainModel
  readonly nowMs: () => number
}

const usage = `Использование: otklik evaluate --train A.csv --test B.csv [--history] [--report ФАЙЛ.html] [--json]
               otklik evaluate --train A.csv --folds 5 [--report ФАЙЛ.html] [--json]
Столбцы: id, text, topic, institution.
`
const foldsMax = 20
const problemsShownMax = 10

interface Command {
  readonly train: string
  readonly test: string | null
  readonly folds: number
  readonly hasHistory: boolean
  readonly report: string | null
  readonly isJson: boolean
}

type Outcome = Measured & {
  readonly folds?: readonly Evaluation[]
  readonly history?: HistoryFigures
}

export async function runEvaluate(
  argv: readonly string[],
  environment: EvaluateEnvironment,
): Promise<number> {
  const command = readCommand(argv)
  if (command === null) {
    environment.stderr(usage)
    return 2
  }
  const train = await readFileOfAppeals(command.train, environment)
  const test = command.test === null ? [] : await readFileOfAppeals(command.test, environment)
  if (train === null || test === null) return 1
  if (command.test === null && train.length < command.folds * 2) {
    environment.stderr(`В файле ${train.length} обращений: для ${command.folds} частей этого мало.\n`)
    return 1
  }
  const outcome = measure(command, train, test, environment)
  const { evaluation, folds, history } = outcome
  const result = {
    ...evaluation,
    ...(folds === undefined ? {} : { folds }),
    ...(history === undefined ? {} : { history }),
  }
  environment.stdout(command.isJson ? `${JSON.stringify(result)}\n` : describe(outcome))
  if (command.report === null) return 0
  const report = writeReport(outcome, learningCurve(command, train, test, environment))
  return (await isWritten(command.report, report, environment)) ? 0 : 1
}

/** What is wrong has been said. */
async function isWritten(path: string, text: string, { stderr }: EvaluateEnvironment): Promise<boolean> {
  try {
    await writeFile(path, text)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code === null) throw error
    stderr(`Отчёт ${path} не записан (${code}): проверьте папку и права на неё.\n`)
    return false
  }
}

function readCommand(argv: readonly string[]): Command | null {
  try {
    const options = {
      train: { type: 'string' },
      test: { type: 'string' },
      folds: { type: 'string' },
      history: { type: 'boolean', default: false },
      report: { type: 'string' },
      json: { type: 'boolean', default: false },
    } as const
    const { values } = parseArgs({ args: [...argv], options })
    const folds = Number(values.folds ?? '0')
    const isCross = Number.isInteger(folds) && folds >= 2 && folds <= foldsMax
    const hasOneWay = (values.test === undefined) === isCross && (values.folds === undefined || isCross)
    if (values.train === undefined || !hasOneWay || (isCross && values.history)) return null
    return {
      train: values.train,
      test: values.test ?? null,
      folds,
      hasHistory: values.history,
      report: values.report ?? null,
      isJson: values.json,
    }
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Null when the file cannot be used; what is wrong has been said. */
export async function readFileOfAppeals(
  path: string,
  { stderr }: Pick<EvaluateEnvironment, 'stderr'>,
): Promise<readonly Appeal[] | null> {
  const given = await readGivenFile(path)
  if (!given.ok) {
    stderr(`${given.refusal}\n`)
    return null
  }
  const file = readAppeals(given.value)
  const problems = file.ok ? file.value.problems : file.refusal
  const shown = problems.slice(0, problemsShownMax).map((problem) => `  ${describeProblem(problem)}\n`)
  const rest = problems.length - shown.length
  const list = `${shown.join('')}${rest > 0 ? `  … и ещё ${rest}\n` : ''}`
  if (!file.ok) {
    stderr(`Файл ${path} не прочитан:\n${list}`)
    return null
  }
  if (problems.length > 0) stderr(`${path}: пропущено строк: ${problems.length}\n${list}`)
  return file.value.appeals
}

function measure(command: Command, train: readonly Appeal[], test: readonly Appeal[], meter: Meter): Outcome {
  if (command.test === null) return crossValidate(meter, train, command.folds)
  const measured = evaluateSplit(meter, train, test)
  return command.hasHistory
    ? { ...measured, history: evaluateHistory(measured.model, train, test) }
    : measured
}

const curveParts = [0.05, 0.1, 0.2, 0.4, 0.7, 1] as const
/** For a curve on one file: the last fifth is the test. */
const curveTestShare = 0.2

function learningCurve(
  command: Command,
  train: readonly Appeal[],
  test: readonly Appeal[],
  { trainModel }: EvaluateEnvironment,
): readonly { readonly texts: number; readonly topic: number; readonly institution: number }[] {
  const isCross = command.test === null
  const testCount = isCross ? Math.ceil(train.length * curveTestShare) : test.length
  const measuredOn = isCross ? train.slice(-testCount) : test
  const all = isCross ? train.slice(0, -testCount) : train
  return curveParts.map((part) => {
    const texts = Math.max(2, Math.round(all.length * part))
    // Every nth row, so that each part holds early and late ones.
    const some = all.filter(
      (_, index) => Math.floor(((index + 1) * texts) / all.length) > Math.floor((index * texts) / all.length),
    )
    const meter = { trainModel, nowMs: () => 0 }
    const { evaluation } = evaluateSplitOnce(meter, some, measuredOn)
    return {
      texts: some.length,
      topic: evaluation.topic.accuracy,
      institution: evaluation.institution.accuracy,
    }
  })
}

/** A clock that stands still would measure speed for long; one pass is enough here. */
const evaluateSplitOnce: typeof evaluateSplit = (meter, train, test) => {
  let calls = 0
  return evaluateSplit({ ...meter, nowMs: () => (calls += 1) * 1e6 }, train, test)
}

function describe({ evaluation, history }: Outcome): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1).replace('.', ',')} %`
  const lines = (['topic', 'institution'] as const).map((side) => {
    const { accuracy, top3, macroF1, coverageAt90 } = evaluation[side]
    const name = side === 'topic' ? 'Тема' : 'Учреждение'
    return `${name.padEnd(11)} верно ${percent(accuracy)}, среди трёх ${percent(top3)}, macro-F1 ${percent(macroF1)}, без вопросов при 90 % верных ${percent(coverageAt90)}`
  })
  return [
    ...lines,
    ...(history === undefined
      ? []
      : [
          `По порядку id с историей решений: учреждение верно ${percent(history.withHistory.accuracy)}, среди трёх ${percent(history.withHistory.top3)} (без неё ${percent(history.textAlone.accuracy)})`,
        ]),
    `Обучение ${evaluation.trainSeconds.toFixed(1)} с, ${Math.round(evaluation.textsPerSecond)} текстов/с, модель ${(evaluation.modelBytes / 1e6).toFixed(1)} МБ, проверено ${evaluation.test}`,
    '',
  ].join('\n')
}
