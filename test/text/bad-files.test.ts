import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHistoryFile } from '../../src/app/train-history-file.ts'
import { createModelFiles } from '../../src/app/train-model-files.ts'
import { runEvaluate } from '../../src/cli/commands/evaluate.ts'
import { runTrain } from '../../src/cli/commands/train.ts'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'
import { trainModel } from '../../src/text/train-model.ts'
import { givenDirectory, givenInstitution, givenTopic } from '../support/given.ts'
import { givenAppeals, toCsv } from './given-appeals.ts'

let folder: string
let said: { stdout: string; stderr: string }

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-bad-files-'))
  said = { stdout: '', stderr: '' }
})

afterEach(() => rm(folder, { recursive: true }))

const output = {
  stdout: (text: string): void => void (said.stdout += text),
  stderr: (text: string): void => void (said.stderr += text),
}
const header = 'id,text,topic,institution\n'

async function fileOf(content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, 'file.csv')
  await writeFile(file, content)
  return file
}

const evaluate = async (content: string | Uint8Array): Promise<number> =>
  runEvaluate(['--train', await fileOf(content), '--folds', '2', '--json'], {
    ...output,
    trainModel,
    nowMs: () => performance.now(),
  })

const train = async (content: string | Uint8Array, now: string): Promise<number> =>
  runTrain(['--data', await fileOf(content)], {
    ...output,
    now,
    trainModel,
    history: createHistoryFile(folder),
    decisionStore: { count: () => Promise.resolve(0), read: () => Promise.resolve([]) },
    store: createModelFiles(folder, textModelFromBytes),
    loadDirectory: () => Promise.resolve(directory),
  })

const directory = givenDirectory({
  topics: ['Дороги', 'Освещение', 'Мусор', 'Вода'].map((title, index) =>
    givenTopic(`TEST-0${index}`, { title, button: title, phrases: [title] }),
  ),
  institutions: [
    givenInstitution(1, { code: 'roads', title: 'Дорожный комитет' }),
    givenInstitution(2, { code: 'water', title: 'Водоканал' }),
  ],
})

const broken = [
  ['an empty file', '', 'файл пуст: нет даже строки с названиями столбцов'],
  ['nothing but a header', header, 'в файле нет ни одной строки с обращением'],
  [
    'a column missing',
    'id,text,topic\n1,а,б\n',
    'строка 1, столбец «institution»: столбца не хватает; нужны: id, text, topic, institution, а в файле: id, text, topic',
  ],
  [
    'Russian names of columns',
    'номер;текст;тема;учреждение\n1;а;б;в\n',
    'столбца не хватает; нужны: id, text, topic, institution, а в файле: номер, текст, тема, учреждение',
  ],
  [
    'a column twice',
    'id,text,topic,institution,topic\n1,а,б,в,г\n',
    'строка 1, столбец «topic»: столбец встречается дважды',
  ],
  [
    'a quote that is not closed, far from the end',
    `${header}1,а,б,в\n2,"а,б,в\n${'3,а,б,в\n'.repeat(50)}`,
    'строка 3, столбец «text»: кавычка открыта и не закрыта',
  ],
  ['no labels at all', `${header}1,а,,\n2,б,,\n`, 'строка 3, столбец «topic»: пусты и тема, и учреждение'],
  ['texts that are empty', `${header}1,,б,в\n`, 'строка 2, столбец «text»: текст пуст'],
  ['cells too many', `${header}1,а,б,в,г\n`, 'строка 2: ячеек 5, а столбцов 4: проверьте кавычки'],
  [
    'a picture',
    Uint8Array.from({ length: 5_000 }, (_, at) => (at * 73 + (at >> 3)) % 256),
    'столбца не хватает',
  ],
  ['nothing but zeros', new Uint8Array(1_000), 'это не таблица'],
] as const

describe('a file that cannot be learnt from', () => {
  it.each(broken)('is refused by line and column: %s', async (_, content, reason) => {
    expect(await evaluate(content)).toBe(1)
    expect(said.stderr).toContain(reason)
    expect(said.stderr.length).toBeLessThan(5_000)
    expect(said.stdout).toBe('')
  })

  it('changes neither the live model nor the history that is kept', async () => {
    const models = createModelFiles(folder, textModelFromBytes)
    await train(toCsv(givenAppeals()), '2026-05-04T10:00:00Z')
    const before = [await models.live(), await readFile(path.join(folder, 'models', 'history.jsonl'), 'utf8')]

    for (const [, content] of broken) expect(await train(content, '2026-05-05T10:00:00Z')).toBe(1)

    expect([
      await models.live(),
      await readFile(path.join(folder, 'models', 'history.jsonl'), 'utf8'),
    ]).toEqual(before)
  })
})

describe('a strange file', () => {
  it('is measured when every label has one example', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `${at},слово${'абвгдежзик'[at % 10] ?? ''}${at} о деле,Тема ${at},Учреждение ${at}`,
    )

    expect(await evaluate(header + rows.join('\n'))).toBe(0)
    expect(JSON.parse(said.stdout)).toMatchObject({ test: 60, topic: { accuracy: 0, coverageAt90: 0 } })
  })

  it('is measured when all rows have one label', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${at},нет воды ${at},Вода,Водоканал`)

    expect(await evaluate(header + rows.join('\n'))).toBe(0)
    expect(JSON.parse(said.stdout)).toMatchObject({ topic: { accuracy: 1 }, institution: { accuracy: 1 } })
  })

  it('may hold a text of a million characters', async () => {
    const appeals = [
      ...givenAppeals(),
      { text: 'нет воды "совсем"\n'.repeat(60_000), labels: ['Вода', 'Водоканал'] },
    ]
    const startedAt = performance.now()

    expect(await evaluate(toCsv(appeals))).toBe(0)
    expect(JSON.parse(said.stdout)).toMatchObject({ test: appeals.length })
    expect(performance.now() - startedAt).toBeLessThan(15_000)
  })

  it('teaches what can be read, and says which rows were left out', async () => {
    const rows = '1,,Вода,Водоканал\r\n2,нет воды,,\r\n3,нет воды,Вода,Водоканал,лишнее\r\n'

    expect(await train(toCsv(givenAppeals()) + rows, '2026-05-04T10:00:00Z')).toBe(0)

    const last = givenAppeals().length + 1
    expect(said.stderr).toContain('пропущено строк: 3')
    expect(said.stderr).toContain(`строка ${last + 1}, столбец «text»: текст пуст`)
    expect(said.stderr).toContain(`строка ${last + 2}, столбец «topic»`)
    expect(said.stderr).toContain(`строка ${last + 3}: ячеек 5`)
  })
})
