/**
 * A worksheet of an XLSX file as a stream of XML: dates and durations are numbers with a format, words are strings in
 * place. A cell with a formula is written nowhere, so words of people cannot become one.
 *
 * Written by hand because the well-known library (exceljs) has had no release since 2023; a sheet of rows needs a page of
 * XML, and the archive is made by yazl, which backups use already.
 *
 * @see ECMA-376 part 1, 18.3.1 (worksheets), 18.8 (styles), 18.17.4.1 (dates as numbers)
 */
import type { Cell } from './csv-lines.ts'
import type { RegionTime } from './region-time.ts'

/** Rows of a sheet, the header included. */
export const rowsMax = 1_048_576
const textMax = 32_767

/** Numbers of the formats in `stylesXml`. */
const styles = { moment: 1, duration: 2, heading: 3 } as const

export const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>
</styleSheet>`

/** The first row stays in sight while one scrolls. */
export function sheetHead(names: readonly string[]): string {
  const cells = names.map((name) => textCell(name, styles.heading)).join('')
  const widths = names
    .map(
      (name, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${Math.max(12, name.length + 3)}" customWidth="1"/>`,
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData><row>${cells}</row>`
}

export const sheetRow = (cells: readonly Cell[], time: RegionTime): string =>
  `<row>${cells.map((cell) => spell(cell, time)).join('')}</row>`

export const sheetEnd = '</sheetData></worksheet>'

function spell(cell: Cell, time: RegionTime): string {
  switch (cell.kind) {
    case 'text':
      return cell.value === null ? '<c/>' : textCell(cell.value)
    case 'number':
      return numberCell(cell.value)
    case 'moment':
      return numberCell(cell.value === null ? null : time.serial(cell.value), styles.moment)
    case 'duration':
      return numberCell(cell.seconds === null ? null : cell.seconds / 86_400, styles.duration)
  }
}

const numberCell = (value: number | null, style = 0): string =>
  value === null ? '<c/>' : `<c s="${style}"><v>${value}</v></c>`

const textCell = (value: string, style = 0): string =>
  `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, textMax))}</t></is></c>`

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
])

/** Control characters are no XML. */
const escaped = (value: string): string =>
  value
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[&<>]/gu, (sign) => entities.get(sign) ?? sign)
