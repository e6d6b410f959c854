/**
 * Rows as a CSV that a Russian Excel opens by a double click: `;`, a mark for UTF-8, dates and durations in its own
 * spelling. Words of people never become formulas.
 *
 * @see OWASP, CSV Injection: cells that begin with = + - @, a tab or a line break are executed by spreadsheets
 */
import type { RegionTime } from './region-time.ts'

export type Cell =
  | { readonly kind: 'text'; readonly value: string | null }
  | { readonly kind: 'number'; readonly value: number | null }
  /** Epoch milliseconds. */
  | { readonly kind: 'moment'; readonly value: number | null }
  | { readonly kind: 'duration'; readonly seconds: number | null }

const byteOrderMark = '\uFEFF'

export const csvHeader = (names: readonly string[]): string =>
  `${byteOrderMark}${names.map(quoted).join(';')}\r\n`

export const csvLine = (cells: readonly Cell[], time: RegionTime): string =>
  `${cells.map((cell) => spell(cell, time)).join(';')}\r\n`

function spell(cell: Cell, time: RegionTime): string {
  switch (cell.kind) {
    case 'text':
      return cell.value === null ? '' : quoted(harmless(cell.value))
    case 'number':
      return cell.value === null ? '' : String(cell.value).replace('.', ',')
    case 'moment':
      return cell.value === null ? '' : time.spell(cell.value)
    case 'duration':
      return cell.seconds === null ? '' : hoursMinutes(cell.seconds)
  }
}

/** An apostrophe in front makes it text for Excel, LibreOffice and Google alike. */
const harmless = (text: string): string => (/^[=+\-@\t\r\n]/u.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[";\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** `26:05:09`: spreadsheets read it as a duration, also above a day. */
function hoursMinutes(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}
