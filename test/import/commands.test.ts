import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importKinds } from '../../src/app/import/records.ts'
import { runClassify } from '../../src/cli/commands/classify.ts'
import { runExport } from '../../src/cli/commands/export.ts'
import { groupId, topicId } from '../../src/domain/ids.ts'
import { runImport } from '../../src/cli/commands/import.ts'
import { type PastTicket, compareRouting } from '../../src/app/import/what-if.ts'
import { givenUnderstanding } from '../support/given.ts'
import { loadRegion } from '../../src/db/load-region.ts'
import { buildUnderstand } from '../../src/text/build-understand.ts'
import { type OpenImportStore, openImportStore } from './open-import-store.ts'

const understandNothing = () => () => givenUnderstanding()
const lastMonth: PastTicket[] = []

let open: OpenImportStore
let folder: string
let out = ''
let complaints = ''
const stdout = (text: string) => {
  out += text
}
const stderr = (text: string) => {
  complaints += text
}

beforeAll(async () => {
  open = await openImportStore()
  folder = await mkdtemp(join(tmpdir(), 'otklik-import-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
  await open.close()
})

beforeEach(() => {
  out = ''
  complaints = ''
})

const importing = (...argv: readonly string[]) =>
  runImport(argv, {
    stdout,
    stderr,
    store: open.store,
    whatIf: (before, after) => Promise.resolve(compareRouting(lastMonth, before, after, understandNothing)),
  })

describe('otklik import', () => {
  it.each([[], ['topics'], ['ghosts', 'a.csv'], ['topics', 'a.csv', '--force']])(
    'explains itself for %j',
    async (...argv) => {
      expect(await importing(...argv.flat())).toBe(2)
      expect(complaints).toContain('otklik import <вид> ФАЙЛ')
    },
  )

  it('says that a file is not there, and that a folder is empty', async () => {
    expect(await importing('topics', join(folder, 'none.csv'))).toBe(1)
    expect(await importing('region', folder)).toBe(1)
    expect(complaints).toContain('не найден')
  })

  it('brings in the sample region, reporting in words and in JSON', async () => {
    const argv = ['region', 'sandbox/region', '--topics', 'taxonomy/topics.csv'] as const

    expect(await importing(...argv)).toBe(0)
    expect(out).toContain('topics: добавлено 130, изменено 0, без изменений 0')
    out = ''
    expect(await importing(...argv, '--dry-run', '--json')).toBe(0)
    expect(JSON.parse(out)).toHaveLength(importKinds.length)
  })

  it('shows, before rules are changed, how last month’s tickets would have gone', async () => {
    lastMonth.push({
      id: 1001,
      groupId: groupId(1001),
      topicId: topicId('DOROGI-01'),
      confidence: 1,
      municipality: 'zaryansk',
      text: '',
    })
    const file = join(folder, 'rules.csv')
    const header = 'number;topic;topic_group;municipality;community;institution;note'
    await writeFile(file, `${header}\n900;DOROGI-01;;zaryansk;;zar-gkh;\n`)

    expect(await importing('rules', file, '--dry-run')).toBe(0)

    expect(out).toContain('Обращения за последние 30 дней: 1. Сменили бы ответственного: 1, тему: 0.')
    expect(out).toContain('Комитет дорог Зарянска → Комитет ЖКХ Зарянска: 1')
    expect(out).toContain('по правилу № 900')
    out = ''
    expect(await importing('rules', file, '--dry-run', '--json')).toBe(0)
    expect(JSON.parse(out)[0].whatIf.ownerChanged).toBe(1)
  })

  it('reads a Windows-1251 file and names what is wrong in it', async () => {
    const file = join(folder, 'bad.csv')
    // «code;title;kind;aliases» and a row whose code is in Russian letters.
    await writeFile(
      file,
      Buffer.concat([
        Buffer.from('code;title;kind;aliases\n'),
        Buffer.from([0xe3, 0xee, 0xf0]),
        Buffer.from(';A;city;\n'),
      ]),
    )

    expect(await importing('municipalities', file)).toBe(1)
    expect(complaints).toContain('строка 2, столбец «code»')
  })
})

describe('otklik export', () => {
  it('writes a file that import finds unchanged, without tokens', async () => {
    const file = join(folder, 'communities.csv')

    expect(await runExport(['communities', file], { stdout, stderr, store: open.store })).toBe(0)

    expect(await readFile(file, 'utf8')).not.toContain('sandbox-1001')
    expect(await importing('communities', file)).toBe(0)
    expect(out).toContain('communities: добавлено 0, изменено 0')
  })

  it('explains itself', async () => {
    expect(await runExport(['ghosts'], { stdout, stderr, store: open.store })).toBe(2)
  })
})

describe('otklik classify', () => {
  const classifying = (...argv: readonly string[]) =>
    runClassify(argv, {
      stdout,
      stderr,
      buildUnderstand,
      loadDirectory: async () => (await loadRegion(open.prisma)).directory,
    })

  it('shows topic, place and danger', async () => {
    expect(await classifying('Пахнет газом на ул. Лесная, 5 в Зарянске')).toBe(0)

    expect(out).toContain('ENERGO-04')
    expect(out).toContain('Город Зарянск')
    expect(out).toContain('ул. Лесная, 5')
    expect(out).toContain('104')
  })

  it('prints one JSON value, or its usage', async () => {
    expect(await classifying('--json', 'не вывозят мусор')).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ utterance: 'question', danger: null })
    expect(await classifying()).toBe(2)
  })
})
