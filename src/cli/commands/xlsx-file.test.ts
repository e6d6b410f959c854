import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPromise } from 'yauzl'
import type { Cell } from '../../app/statistics/csv-lines.ts'
import { createRegionTime } from '../../app/statistics/region-time.ts'
import { writeXlsx } from './xlsx-file.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-xlsx-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function written(rows: readonly (readonly Cell[])[]): Promise<ReadonlyMap<string, string>> {
  const file = path.join(folder, 'rows.xlsx')
  const portions = async function* () {
    for (const row of rows) yield await Promise.resolve([row])
  }
  const time = createRegionTime('Europe/Moscow')
  await writeXlsx(file, { title: 'Отклик', names: ['Номер', 'Когда'], time, portions: portions() })
  const zip = await openPromise(file, { autoClose: false })
  const found = new Map<string, string>()
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
  zip.close()
  return found
}

const sheet = async (...cells: readonly Cell[]): Promise<string> =>
  (await written([cells])).get('xl/worksheets/sheet1.xml')?.split('</row>')[1] ?? ''

describe('an XLSX file', () => {
  it('names every part that it holds, and keeps its header in sight', async () => {
    const parts = await written([[{ kind: 'number', value: 7 }]])

    const types = parts.get('[Content_Types].xml') ?? ''
    for (const name of parts.keys())
      expect(types.includes(`/${name}`) || /\[Content|\.rels$/u.test(name)).toBe(true)
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('state="frozen"')
    expect(parts.get('xl/workbook.xml')).toContain('name="Отклик"')
  })

  it('holds dates and durations as numbers with a format', async () => {
    const row = await sheet(
      { kind: 'moment', value: Date.parse('2026-11-02T11:05:00Z') },
      { kind: 'duration', seconds: 93_909 },
      { kind: 'number', value: 1.5 },
      { kind: 'text', value: null },
    )

    const [, serial = ''] = /<c s="1"><v>([\d.]+)<\/v>/u.exec(row) ?? []
    // 2 November 2026 in days since 30 December 1899; 14:05 in Moscow.
    expect(Number(serial)).toBeCloseTo(46_328 + (14 * 60 + 5) / 1440, 9)
    expect(row).toContain(`<c s="2"><v>${93_909 / 86_400}</v></c><c s="0"><v>1.5</v></c><c/>`)
  })

  it.each(['=HYPERLINK("http://x","y")', '+7 900', '@SUM(A1)', '<f>1+1</f>', '"]]>&amp;', '\u0000\u000B='])(
    'writes no formula for %j',
    async (value) => {
      const row = await sheet({ kind: 'text', value })

      expect(row).not.toContain('<f')
      const [, held = ''] =
        /^<row><c s="0" t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t>/u.exec(row) ?? []
      const read = held.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
      expect(read).toBe(value.replaceAll('\u0000', '').replaceAll('\u000B', ''))
    },
  )

  it('says when it cannot be written', async () => {
    const portions = async function* () {
      yield await Promise.resolve([[{ kind: 'number', value: 1 } as const]])
    }
    const content = { title: 'x', names: ['a'], time: createRegionTime('UTC'), portions: portions() }

    await expect(writeXlsx(path.join(folder, 'no', 'rows.xlsx'), content)).rejects.toThrow('ENOENT')
  })
})
