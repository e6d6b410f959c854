/** Writes rows into an XLSX file while they come: memory does not grow with the file. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Cell } from '../../app/statistics/csv-lines.ts'
import type { RegionTime } from '../../app/statistics/region-time.ts'
import { rowsMax, sheetEnd, sheetHead, sheetRow, stylesXml } from '../../app/statistics/xlsx-sheet.ts'

export interface XlsxContent {
  /** At most 20 characters; a second sheet gets a number. */
  readonly title: string
  readonly names: readonly string[]
  readonly time: RegionTime
  readonly portions: AsyncIterable<readonly (readonly Cell[])[]>
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Resolves to the number of rows when the file is written. A sheet takes 1,048,575 rows; then another begins. */
export async function writeXlsx(path: string, content: XlsxContent): Promise<number> {
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(path))
  // Awaited at the end; a full disk shows there.
  written.catch(() => {})
  const rows = new Rows(content.portions)
  let [sheets, total] = [0, 0]
  do {
    sheets += 1
    const sheet = Readable.from(sheetOf(rows, content))
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`)
    await Promise.race([once(sheet, 'end'), written])
    total = rows.taken
  } while (!(await rows.isDone()))
  const titles = Array.from({ length: sheets }, (_, index) =>
    index === 0 ? content.title : `${content.title} ${index + 1}`,
  )
  for (const [name, text] of workbookParts(titles)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  await written
  return total
}

/** Portions that end with a sheet and go on in the next. */
class Rows {
  readonly #portions: AsyncIterator<readonly (readonly Cell[])[]>
  #rest: readonly (readonly Cell[])[] = []
  taken = 0

  constructor(portions: AsyncIterable<readonly (readonly Cell[])[]>) {
    this.#portions = portions[Symbol.asyncIterator]()
  }

  /** Empty when nothing is left. */
  async take(max: number): Promise<readonly (readonly Cell[])[]> {
    if (await this.isDone()) return []
    const taken = this.#rest.slice(0, max)
    this.#rest = this.#rest.slice(max)
    this.taken += taken.length
    return taken
  }

  async isDone(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#portions.next()
      if (next.done === true) return true
      this.#rest = next.value
    }
    return false
  }
}

async function* sheetOf(rows: Rows, { names, time }: XlsxContent): AsyncGenerator<string> {
  yield sheetHead(names)
  for (let left = rowsMax - 1; left > 0;) {
    const portion = await rows.take(left)
    if (portion.length === 0) break
    left -= portion.length
    yield portion.map((cells) => sheetRow(cells, time)).join('')
  }
  yield sheetEnd
}

/** Everything of a workbook but its sheets, which lie at `xl/worksheets/sheetN.xml`. Titles without `&`, `<` and `"`. */
export function workbookParts(titles: readonly string[]): ReadonlyMap<string, string> {
  const numbers = titles.map((_, index) => index + 1)
  const name = (number: number): string => titles[number - 1] ?? ''
  const each = (write: (number: number) => string): string => numbers.map(write).join('')
  return new Map([
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`)}</Types>`,
    ],
    [
      '_rels/.rels',
      `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets>${each((number) => `<sheet name="${name(number)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xml}<Relationships xmlns="${packages}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rIdStyles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', stylesXml],
  ])
}
