import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ModelRecord, trainChallenger } from '../../src/app/train-champion.ts'
import type { Decision } from '../../src/app/train-decisions.ts'
import { createHistoryFile } from '../../src/app/train-history-file.ts'
import { createModelFiles } from '../../src/app/train-model-files.ts'
import type { TrainModel } from '../../src/app/train-ports.ts'
import { runEvaluate } from '../../src/cli/commands/evaluate.ts'
import { runTrain } from '../../src/cli/commands/train.ts'
import { buildUnderstand } from '../../src/text/build-understand.ts'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'
import { trainModel } from '../../src/text/train-model.ts'
import { givenDirectory, givenInstitution, givenTopic } from '../support/given.ts'
import { givenAppeals, toCsv } from './given-appeals.ts'

let folder: string
let decided: readonly Decision[]
let written: { stdout: string; stderr: string }

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-train-'))
  written = { stdout: '', stderr: '' }
  decided = []
})

afterEach(() => rm(folder, { recursive: true }))

const appeals = givenAppeals().map((each, line) => ({ ...each, id: String(line), line }))
const directory = givenDirectory({
  topics: ['Дороги', 'Освещение', 'Мусор', 'Вода'].map((title, index) =>
    givenTopic(`TEST-0${index}`, { title, button: title, phrases: [title] }),
  ),
  institutions: [
    givenInstitution(1, { code: 'roads', title: 'Дорожный комитет' }),
    givenInstitution(2, { code: 'water', title: 'Водоканал' }),
  ],
})
const output = {
  stdout: (text: string): void => void (written.stdout += text),
  stderr: (text: string): void => void (written.stderr += text),
}

const runOn = (
  argv: readonly string[],
  now = '2026-05-04T10:00:00Z',
  model: TrainModel = trainModel,
): Promise<number> =>
  runTrain(argv, {
    ...output,
    now,
    trainModel: model,
    history: createHistoryFile(folder),
    decisionStore: { count: () => Promise.resolve(decided.length), read: () => Promise.resolve(decided) },
    store: createModelFiles(folder, textModelFromBytes),
    loadDirectory: () => Promise.resolve(directory),
  })

async function givenFile(name = 'history.csv', text = toCsv(givenAppeals())): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, text)
  return file
}

/** Always says the same. */
const stubborn: TrainModel = () => ({
  rank: () => [[{ label: 'X', confidence: 1 }], []],
  toBytes: () => trainModel([{ text: 'x', labels: ['X', 'X'] }]).toBytes(),
})

describe('otklik train', () => {
  it('puts the first model to work, and says which words the directory does not know', async () => {
    expect(await runOn(['--data', await givenFile()])).toBe(0)

    const store = createModelFiles(folder, textModelFromBytes)
    expect(await store.live()).toBe('20260504T100000Z')
    expect(written.stdout).toContain('Работает новая модель')
    expect(written.stderr).toContain('1 × Животные')
  })

  it('keeps the better model, and goes back by hand', async () => {
    const file = await givenFile()
    await runOn(['--data', file])

    await runOn(['--data', file], '2026-05-05T10:00:00Z', stubborn)
    expect(written.stdout).toContain('работает прежняя')
    expect(await createModelFiles(folder, textModelFromBytes).live()).toBe('20260504T100000Z')

    expect(await runOn(['--use', '20260505T100000Z'])).toBe(0)
    expect(await createModelFiles(folder, textModelFromBytes).live()).toBe('20260505T100000Z')
    expect(await runOn(['--use', '../../etc/passwd'])).toBe(1)
    written.stdout = ''
    await runOn(['--list', '--json'])
    expect(JSON.parse(written.stdout)).toMatchObject({
      live: '20260505T100000Z',
      models: [{ champion: null }, { champion: { name: '20260504T100000Z' } }],
    })
  })

  it('goes back to the model before with one command, and forth again', async () => {
    const file = await givenFile()
    expect(await runOn(['--back'])).toBe(1)
    await runOn(['--data', file])
    expect(await runOn(['--back'])).toBe(1)
    await runOn(['--use', '20260504T100000Z'])
    await runOn(['--data', file], '2026-05-05T10:00:00Z')

    const live = (): Promise<string | null> => createModelFiles(folder, textModelFromBytes).live()
    expect(await live()).toBe('20260505T100000Z')
    expect(await runOn(['--back'])).toBe(0)
    expect(await live()).toBe('20260504T100000Z')
    expect(await runOn(['--back'])).toBe(0)
    expect(await live()).toBe('20260505T100000Z')
  })

  it('learns again from the same history and what people decided since', async () => {
    expect(await runOn(['--again'])).toBe(1)
    expect(written.stderr).toContain('не на чем')
    await runOn(['--data', await givenFile()])
    const words = ['забор', 'ограда', 'калитка', 'штакетник', 'решётка', 'столбики', 'изгородь', 'ворота']
    decided = words.map((word, ticket) => ({
      ticketId: String(ticket),
      text: `${word} у парка упал`,
      labels: ['TEST-01', 'water'],
    }))

    expect(await runOn(['--again', '--json'], '2026-05-05T10:00:00Z')).toBe(0)

    const model = await createModelFiles(folder, textModelFromBytes).loadLive()
    expect(model?.rank('упал забор')[1]?.[0]?.label).toBe('water')
    expect(model?.rank('упал забор')[0]?.[0]?.label).toBe('TEST-01')
  })

  it('leaves the live model untouched when it is interrupted at any file', async () => {
    const files = createModelFiles(folder, textModelFromBytes)
    await trainChallenger({ store: files, trainModel, now: '2026-05-04T10:00:00Z' }, appeals)
    const before = await readFile(path.join(folder, 'models', 'live'), 'utf8')
    const dies = (): never => {
      throw new Error('killed')
    }

    const attempts = [
      trainChallenger({ store: files, trainModel: dies, now: '1' }, appeals),
      trainChallenger({ store: { ...files, save: dies }, trainModel, now: '2' }, appeals),
      trainChallenger({ store: { ...files, use: dies }, trainModel, now: '3' }, appeals),
    ]

    for (const attempt of attempts) await expect(attempt).rejects.toThrow('killed')
    expect(await readFile(path.join(folder, 'models', 'live'), 'utf8')).toBe(before)
    expect((await readdir(path.join(folder, 'models'))).some((name) => name.endsWith('.part'))).toBe(false)
  })

  it('trains anew over a damaged live model', async () => {
    const files = createModelFiles(folder, textModelFromBytes)
    const { record } = await trainChallenger({ store: files, trainModel, now: '1' }, appeals)
    await writeFile(path.join(folder, 'models', `${record.name}.bin`), 'half')

    const next: { record: ModelRecord; isLive: boolean } = await trainChallenger(
      { store: files, trainModel, now: '2' },
      appeals,
    )

    expect(next).toMatchObject({ isLive: true, record: { champion: null } })
  })

  it.each([[[]], [['--data']], [['--list', '--use', 'x']], [['--what']]])(
    'explains itself when called as %j',
    async (argv) => {
      expect(await runOn(argv)).toBe(2)
      expect(written.stderr).toContain('Использование')
    },
  )

  it('refuses a file of words that the directory does not know, and one that is not there', async () => {
    const file = await givenFile('other.csv', 'id,text,topic,institution\n1,а,б,в\n')

    expect(await runOn(['--data', file])).toBe(1)
    expect(await runOn(['--data', path.join(folder, 'no.csv')])).toBe(1)
    expect(written.stderr).toContain('не найден')
  })
})

describe('understanding with a trained model', () => {
  it('blends history with the directory and names institutions', async () => {
    await runOn(['--data', await givenFile()])
    const model = textModelFromBytes(await readFile(path.join(folder, 'models', '20260504T100000Z.bin')))

    const understanding = buildUnderstand(directory, model)('опять не горит фонарь, темно на улице')

    expect(understanding.topics[0]?.topicId).toBe('TEST-01')
    expect(understanding.institutions?.[0]?.code).toBe('roads')
    expect(buildUnderstand(directory)('не горит фонарь')).not.toHaveProperty('institutions')
  })
})

describe('otklik evaluate', () => {
  const run = (argv: readonly string[]): Promise<number> =>
    runEvaluate(argv, { ...output, trainModel, nowMs: () => performance.now() })

  it('prints one JSON value with the figures, and writes a report', async () => {
    const file = await givenFile()
    const report = path.join(folder, 'report.html')

    expect(await run(['--train', file, '--test', file, '--json', '--history', '--report', report])).toBe(0)

    const figures = {
      accuracy: expect.any(Number),
      top3: expect.any(Number),
      macroF1: expect.any(Number),
      coverageAt90: expect.any(Number),
    }
    expect(JSON.parse(written.stdout)).toEqual({
      topic: figures,
      institution: figures,
      trainSeconds: expect.any(Number),
      textsPerSecond: expect.any(Number),
      modelBytes: expect.any(Number),
      test: givenAppeals().length,
      history: { textAlone: figures, withHistory: figures },
    })
    const html = await readFile(report, 'utf8')
    expect(html).toContain('<svg')
    expect(html).not.toContain('разбитый асфальт')
  })

  it('validates across folds of one file', async () => {
    expect(await run(['--train', await givenFile(), '--folds', '3', '--json'])).toBe(0)

    expect(JSON.parse(written.stdout).folds).toHaveLength(3)
  })

  it('tells the figures all the same when the report cannot be written, and says why', async () => {
    const nowhere = path.join(folder, 'no-such-folder', 'report.html')

    expect(await run(['--train', await givenFile(), '--folds', '2', '--json', '--report', nowhere])).toBe(1)

    expect(JSON.parse(written.stdout).folds).toHaveLength(2)
    expect(written.stderr).toMatch(/не записан \(ENOENT\): проверьте папку/u)
  })

  it.each([
    [['--train', 'a']],
    [['--train', 'a', '--folds', '1']],
    [['--test', 'a']],
    [['--train', 'a', '--test', 'b', '--folds', '3']],
  ])('explains itself when called as %j', async (argv) => {
    expect(await run(argv)).toBe(2)
  })
})
