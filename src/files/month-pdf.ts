/** The month as a PDF: A4, PT Sans inside, nothing from outside. The same blocks as the page. */
import type PDFDocument from 'pdfkit'
import { type MonthBlock, type MonthReport, monthBlocks, monthTitle } from '../app/statistics/month-report.ts'
import { drawChart, fontFiles } from './draw-chart.ts'

const [regular, bold] = ['regular', 'bold'] as const

/** Points. */
const margin = { top: 50, bottom: 56, left: 50, right: 45 }
const sizes = { title: 17, heading: 13.5, subheading: 11.5, words: 10.5, note: 8.5, cell: 9 } as const
const ink = '#111111'
const grey = '#555555'
const rule = '#bbbbbb'
const padding = 3
/** Pictures are drawn so many times larger than they stand on the page. */
const sharpness = 2

type Document = InstanceType<typeof PDFDocument>

export async function monthReportPdf(report: MonthReport): Promise<Uint8Array> {
  // Once a month, and a quarter of what a start would load.
  const { default: PdfDocument } = await import('pdfkit')
  const document = new PdfDocument({
    size: 'A4',
    margins: margin,
    bufferPages: true,
    // A font that is also the default one would be read from its file at every use.
    font: '',
    lang: 'ru',
    info: { Title: monthTitle(report) },
  })
  document.registerFont(regular, fontFiles.regular)
  document.registerFont(bold, fontFiles.bold)
  const written = collect(document)
  for (const block of monthBlocks(report)) write(document, block)
  numberPages(document)
  document.end()
  return written
}

function collect(document: Document): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    document.on('data', (part: Buffer) => parts.push(part))
    document.on('end', () => resolve(Buffer.concat(parts)))
    document.on('error', reject)
  })
}

function write(document: Document, block: MonthBlock): void {
  switch (block.kind) {
    case 'title':
      return paragraph(document, block.text, { font: bold, size: sizes.title, after: 6 })
    case 'heading':
      keepRoom(document, 90)
      return paragraph(document, block.text, { font: bold, size: sizes.heading, before: 10, after: 4 })
    case 'subheading':
      keepRoom(document, 70)
      return paragraph(document, block.text, { font: bold, size: sizes.subheading, before: 6, after: 3 })
    case 'words':
      return paragraph(document, block.text, { font: regular, size: sizes.words, after: 6 })
    case 'note':
      return paragraph(document, block.text, { font: regular, size: sizes.note, colour: grey, after: 4 })
    case 'definition':
      return definition(document, block)
    case 'chart':
      return chart(document, block)
    case 'table':
      return table(document, block)
  }
}

interface Look {
  readonly font: string
  readonly size: number
  readonly colour?: string
  readonly before?: number
  readonly after?: number
}

function paragraph(document: Document, text: string, look: Look): void {
  const { font, size, colour = ink, before = 0, after = 0 } = look
  document.y += before
  document
    .font(font)
    .fontSize(size)
    .fillColor(colour)
    .text(text, margin.left, document.y, {
      width: widthOf(document),
    })
  document.y += after
}

function definition(
  document: Document,
  { title, text }: Extract<MonthBlock, { readonly kind: 'definition' }>,
): void {
  keepRoom(document, 24)
  document.fontSize(sizes.note).fillColor(ink).font(bold)
  document.text(`${title}. `, margin.left, document.y, { width: widthOf(document), continued: true })
  document.font(regular).fillColor(grey).text(`${text}.`)
  document.y += 3
}

function chart(document: Document, { chart: drawn }: Extract<MonthBlock, { readonly kind: 'chart' }>): void {
  const width = widthOf(document)
  const height = (drawn.height * width) / drawn.width
  keepRoom(document, height + 30)
  paragraph(document, drawn.title, { font: bold, size: sizes.words, before: 6, after: 2 })
  const png = drawChart(drawn.svg, drawn.width * sharpness)
  document.image(Buffer.from(png), margin.left, document.y, { width, height })
  document.y += height + 6
}

type Table = Extract<MonthBlock, { readonly kind: 'table' }>

function table(document: Document, { headings, rows }: Table): void {
  const widths = columnWidths(document, { kind: 'table', headings, rows })
  const isNumber = headings.map((_, column) => column > 0 && rows.every((cells) => isFigure(cells[column])))
  const write = (cells: readonly string[], font: string): void =>
    row(document, cells, { widths, isNumber, font })
  // Never a row of headings alone at the end of a page: pdfkit would break it in pieces.
  keepRoom(
    document,
    heightOf(document, headings, widths, bold) + heightOf(document, rows[0] ?? [''], widths, regular),
  )
  write(headings, bold)
  for (const cells of rows) {
    const height = heightOf(document, cells, widths, regular)
    if (document.y + height > bottomOf(document)) {
      newPage(document)
      write(headings, bold)
    }
    write(cells, regular)
  }
  document.y += 6
}

/** As wide as its longest word asks for at least; what is left goes to the columns with long texts. */
function columnWidths(document: Document, { headings, rows }: Table): readonly number[] {
  document.fontSize(sizes.cell)
  const columns = headings.map((heading, column) => [
    { text: heading, font: bold },
    ...rows.map((cells) => ({ text: cells[column] ?? '', font: regular })),
  ])
  const wide = (text: string, font: string): number =>
    document.font(font).widthOfString(text) + 2 * padding + 1
  const least = columns.map((cells) =>
    Math.max(...cells.flatMap(({ text, font }) => text.split(/\s+/u).map((word) => wide(word, font)))),
  )
  const most = columns.map((cells) => Math.max(...cells.map(({ text, font }) => wide(text, font))))
  const spare = widthOf(document) - total(least)
  const wanted = total(most) - total(least)
  return least.map((width, column) => {
    const wants = (most[column] ?? width) - width
    return width + (wanted === 0 ? spare / least.length : (spare * wants) / wanted)
  })
}

const isFigure = (cell = ''): boolean => /^(?:[\d+—-]|мало)/u.test(cell) && cell.length < 20

interface RowLook {
  readonly widths: readonly number[]
  /** By column: figures stand at the right. */
  readonly isNumber: readonly boolean[]
  readonly font: string
}

function row(document: Document, cells: readonly string[], { widths, isNumber, font }: RowLook): void {
  const height = heightOf(document, cells, widths, font)
  const y = document.y
  let x = margin.left
  document.font(font).fontSize(sizes.cell).fillColor(ink)
  for (const [column, width] of widths.entries()) {
    const text = cells[column] ?? ''
    document.text(text, x + padding, y + padding, {
      width: width - 2 * padding,
      align: isNumber[column] === true ? 'right' : 'left',
    })
    x += width
  }
  document
    .moveTo(margin.left, y + height)
    .lineTo(margin.left + widthOf(document), y + height)
    .lineWidth(0.5)
    .strokeColor(rule)
    .stroke()
  document.x = margin.left
  document.y = y + height
}

function heightOf(
  document: Document,
  cells: readonly string[],
  widths: readonly number[],
  font: string,
): number {
  document.font(font).fontSize(sizes.cell)
  const heights = cells.map((text, column) =>
    document.heightOfString(text === '' ? ' ' : text, { width: (widths[column] ?? 0) - 2 * padding }),
  )
  return Math.max(...heights) + 2 * padding
}

function numberPages(document: Document): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page)
    // Below the margin pdfkit would begin a new page.
    const { bottom } = document.page.margins
    document.page.margins.bottom = 0
    document.font(regular).fontSize(sizes.note).fillColor(grey)
    document.text(`${page + 1} из ${count}`, margin.left, document.page.height - margin.bottom + 18, {
      width: widthOf(document),
      align: 'center',
      lineBreak: false,
    })
    document.page.margins.bottom = bottom
  }
}

/** A heading alone at the end of a page says nothing. */
function keepRoom(document: Document, height: number): void {
  if (document.y + height > bottomOf(document)) newPage(document)
}

function newPage(document: Document): void {
  document.addPage()
  document.x = margin.left
  document.y = margin.top
}

const widthOf = (document: Document): number => document.page.width - margin.left - margin.right
const bottomOf = (document: Document): number => document.page.height - margin.bottom
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
