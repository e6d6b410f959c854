/** `otklik report --month 2026-10 [FILE]`: a month as an HTML letter, to print or to save as PDF from a browser. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { FigureKeeper } from '../../app/statistics/ports.ts'
import { type MonthReading, monthReportHtml, readMonth } from '../../app/statistics/month-report.ts'
import { Temporal } from '../../domain/time.ts'

export interface ReportEnvironment extends MonthReading {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly keeper: Pick<FigureKeeper, 'catchUp'>
}

const usage = `Использование: otklik report --month ГГГГ-ММ [ФАЙЛ.html]
Месяц письмом: откройте файл в браузере и напечатайте на A4 или сохраните в PDF.
`

export async function runReport(argv: readonly string[], environment: ReportEnvironment): Promise<number> {
  const { stdout, stderr, keeper } = environment
  const command = readCommand(argv)
  if (command === null) {
    stderr(usage)
    return 2
  }
  await keeper.catchUp()
  const html = monthReportHtml(await readMonth(environment, command.month))
  if (command.path === undefined) stdout(html)
  else {
    await writeFile(command.path, html)
    stderr(`${command.path}: отчёт записан.\n`)
  }
  return 0
}

function readCommand(
  argv: readonly string[],
): { readonly month: Temporal.PlainDate; readonly path: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { month: { type: 'string' } },
    })
    if (!/^\d{4}-\d{2}$/u.test(values.month ?? '') || positionals.length > 1) return null
    return { month: Temporal.PlainDate.from(`${values.month}-01`), path: positionals[0] }
  } catch (error) {
    // parseArgs throws on an unknown option, Temporal on a thirteenth month.
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}
