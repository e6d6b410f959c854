import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRegion } from '../../bench/messages/region.ts'
import { importKinds } from '../../src/app/import/records.ts'
import { runExport } from '../../src/cli/commands/export.ts'
import { runImport } from '../../src/cli/commands/import.ts'
import { writeWorkbook } from '../../src/cli/commands/workbook-file.ts'
import { type OpenImportStore, openImportStore } from './open-import-store.ts'

const size = 1_700
/** Rules, days, answers: what a region adds by hand. */
const few = 200
const good = 'a;А;А;school;;;;Europe/Moscow;пн-пт 09:00-18:00'
const brokenInstitutions = [
  'code;title;short_title;kind;answers_for;parent;municipality;time_zone;working_hours',
  good,
  // A line break within a cell is no new row.
  good.replace('a;А;', 'b;Б\nпродолжение;'),
  good.replace('a;', 'c;').replace('09:00-18:00', 'когда как'),
].map((row) => row.split(';'))
let open: OpenImportStore
let folder: string
let region: string

/** As large as the region the product is made for: 1,700 institutions, communities and people. */
beforeAll(async () => {
  open = await openImportStore()
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-region-'))
  region = path.join(folder, 'region')
  await writeRegion(region, size)
  await addRest(region)
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a region of 1,700 communities', () => {
  it('is looked through without a write, row by row', async () => {
    const { code, out } = await importRegion(region, '--dry-run')

    expect(code).toBe(0)
    expect(out).toContain(`institutions: добавлено ${size}, изменено 0, без изменений 0 (проверка`)
    expect(out).toContain('  + place-0\n')
    expect(await open.prisma.community.count()).toBe(0)
  })

  it('names the line, the column and the reason of each mistake, and takes nothing of any file', async () => {
    const bad = await copyOf(region)
    const staff = path.join(bad, 'staff.csv')
    const lines = (await readFile(staff, 'utf8')).split('\n')
    lines[1_234] = 'не число;Анна;Дежурная;administrator;place-1233;'
    lines[1_500] = '6499;Анна;Дежурная;administrator;place-9999;'
    await writeFile(staff, lines.join('\n'))

    const { code, err } = await importRegion(bad)

    expect(code).toBe(1)
    expect(err).toContain('Файл staff не загружен: ничего не изменилось.')
    expect(err).toContain('строка 1235, столбец «vk_user_id»')
    expect(err).toContain('строка 1501, столбец «institution»: нет учреждения «place-9999»')
    expect(await open.prisma.institution.count()).toBe(0)
  })

  it('comes in whole, drawing how far it is, and a second time changes nothing', async () => {
    const drawn: string[] = []
    const first = await run(['region', region], open, (text) => drawn.push(text))
    const second = await importRegion(region)

    expect(first.code).toBe(0)
    expect(first.out.match(/добавлено/gu)).toHaveLength(importKinds.length)
    expect(drawn.map((line) => /\d+ из \d+: .*/u.exec(line)?.[0]).slice(-2)).toEqual([
      '11 из 11: записываю',
      undefined,
    ])
    expect(await open.prisma.community.count()).toBe(size)
    expect(second.out.match(/добавлено 0, изменено 0/gu)).toHaveLength(importKinds.length)
  })

  it('shows before a change what stood there and what will, but no tokens', async () => {
    const changed = await copyOf(region)
    const file = path.join(changed, 'communities.csv')
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text.replace('bench-210000005', 'other-secret').replace('Школа № 7,', 'Гимназия № 7,'),
    )

    const { out } = await importRegion(changed, '--dry-run')

    expect(out).toContain('communities: добавлено 0, изменено 2')
    expect(out).toContain('  ~ 210000005: token: «•••» → «•••»')
    expect(out).toMatch(/~ 210000007: title: «Школа № 7, .*» → «Гимназия № 7, .*»/u)
    expect(out).not.toContain('other-secret')
  })

  it.each(['folder', 'workbook.xlsx'])('goes out as %s and comes back without a change', async (name) => {
    const target = path.join(folder, name)

    const exported = await runExport(['region', target, '--with-tokens'], { ...silent(), store: open.store })
    const back = await importRegion(target)

    expect(exported).toBe(0)
    expect(back.err).toBe('')
    expect(back.out.match(/добавлено 0, изменено 0/gu)).toHaveLength(importKinds.length)
    expect(back.out).toContain(`communities: добавлено 0, изменено 0, без изменений ${size}`)
  })

  it('names the row of a workbook as Excel counts it, and says when it is none', async () => {
    const workbook = path.join(folder, 'broken.xlsx')
    await writeWorkbook(workbook, new Map([['institutions', brokenInstitutions]]))
    const { code, err } = await importKind('institutions', workbook)
    expect(code).toBe(1)
    expect(err).toMatch(/строка 4, столбец «working_hours»/u)

    const text = path.join(folder, 'no-workbook.xlsx')
    await writeFile(text, 'PK but no archive')
    expect((await importKind('staff', text)).err).toContain('не читается как книга XLSX')
  })
})

describe('the example of a first day', () => {
  it('has 25 institutions and comes in whole', async () => {
    const example = await openImportStore()

    const argv = ['region', 'docs/examples/region', '--topics', 'taxonomy/topics.csv']
    const { code, out, err } = await run(argv, example)

    await example.close()
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('institutions: добавлено 25,')
  })
})

interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  argv: readonly string[],
  { store }: OpenImportStore,
  progress: (text: string) => unknown = () => {},
): Promise<Said> {
  let [out, err] = ['', '']
  const code = await runImport(argv, {
    stdout: (text) => {
      out += text
    },
    stderr: (text) => {
      err += text
    },
    progress: (text) => void progress(text),
    store,
    whatIf: () => Promise.resolve({ tickets: 0, topicChanged: 0, ownerChanged: 0, moves: [], sample: [] }),
  })
  return { code, out, err }
}

const importRegion = (from: string, ...options: readonly string[]): Promise<Said> =>
  run(['region', from, ...options], open)
const importKind = (kind: string, file: string): Promise<Said> => run([kind, file], open)
const silent = () => ({ stdout: () => {}, stderr: () => {} })

/** Files that a benchmark does not need: a tree, topics, rules, calendar, words. */
async function addRest(target: string): Promise<void> {
  const institutions = path.join(target, 'institutions.csv')
  const rows = (await readFile(institutions, 'utf8')).split('\n')
  const [head = '', ...body] = rows.filter((row) => row !== '')
  // Schools answer to the office of their municipality.
  const tree = body.map((row, index) =>
    index % 50 === 0 ? row : row.replace(';;m-', `;place-${index - (index % 50)};m-`),
  )
  await writeFile(institutions, `${[head, ...tree].join('\n')}\n`)
  await writeFile(path.join(target, 'topics.csv'), await readFile('taxonomy/topics.csv'))
  const numbers = Array.from({ length: size }, (_, index) => index)
  await writeRows(
    target,
    'rules',
    'number;topic;topic_group;municipality;community;institution;note',
    (index) => (index < few ? `${index + 1};;DVOR;;${210_000_000 + index};place-${index};` : null),
  )
  await writeRows(target, 'calendar', 'date;kind;institution;municipality;hours;title', (index) =>
    index < few
      ? `2027-0${(index % 9) + 1}-15;custom;place-${index};;09:00-12:00;День открытых дверей`
      : null,
  )
  await writeRows(target, 'faq', 'code;institution;question;variants;answer;active', (index) =>
    index < few
      ? `faq-${index};place-${index};Когда вы работаете, место ${index}?;часы работы;По будням с 9 до 18.;yes`
      : null,
  )
  await writeRows(target, 'templates', 'code;title;text;topic;topic_group;institution', (index) =>
    index < few
      ? `answer-${index};Ответ ${index};"Здравствуйте, {имя}!\nСделаем {дата}.";;DVOR;place-${index}`
      : null,
  )
  await writeFile(path.join(target, 'texts.csv'), 'code;text\nthanks;Всегда рады! Пишите ещё.\n')
  await appendFile(
    path.join(target, 'answer-rules.csv'),
    'phrase;kind;better;exact\nжилец;officialese;сосед;no\n',
  )

  async function writeRows(
    to: string,
    kind: string,
    header: string,
    rowOf: (index: number) => string | null,
  ): Promise<void> {
    const written = numbers.map(rowOf).filter((row) => row !== null)
    await writeFile(path.join(to, `${kind}.csv`), `${[header, ...written].join('\n')}\n`)
  }
}

async function copyOf(from: string): Promise<string> {
  const copy = await mkdtemp(path.join(folder, 'copy-'))
  for (const name of await readdir(from))
    await writeFile(path.join(copy, name), await readFile(path.join(from, name)))
  return copy
}
