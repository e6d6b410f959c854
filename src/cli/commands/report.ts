/** `otklik report --month 2026-10 [FILE]`: a month as a letter, HTML or PDF by the name of the file. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { FigureKeeper } from '../../app/statistics/ports.ts'
import { monthReportHtml } from '../../app/statistics/month-html.ts'
import { type MonthReading, type MonthReport, readMonth } from '../../app/statistics/month-report.ts'
import { Temporal } from '../../domain/time.ts'

export interface ReportEnvironment extends MonthReading {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly keeper: Pick<FigureKeeper, 'catchUp'>
  readonly makePdf: (report: MonthReport) => Promise<Uint8Array>
}

const usage = `Использование: otklik report --month ГГГГ-ММ [ФАЙЛ.pdf или ФАЙЛ.html]
Месяц письмом. PDF можно сразу отправить или напечатать на A4; HTML печатается из браузера.
`

export async function runReport(argv: readonly string[], environment: ReportEnvironment): Promise<number> {
  const { stdout, stderr, keeper, makePdf } = environment
  const command = readCommand(argv)
  if (command === null) {
    stderr(usage)
    return 2
  }
  await keeper.catchUp()
  const report = await readMonth(environment, command.month)
  const { path } = command
  if (path === undefined) stdout(monthReportHtml(report))
  else {
    await writeFile(
      path,
      path.toLowerCase().endsWith('.pdf') ? await makePdf(report) : monthReportHtml(report),
    )
    stderr(`${path}: отчёт записан.\n`)
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
