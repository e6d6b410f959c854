/** The month as one HTML page that prints on A4 without anything from outside. */
import { type MonthBlock, type MonthReport, monthBlocks, monthTitle } from './month-report.ts'
import { escapedForSvg as escaped } from './week-chart.ts'

const style = `
@page { size: A4; margin: 20mm 15mm }
body { font: 11pt/1.4 'PT Serif', 'Times New Roman', serif; color: #111; max-width: 180mm; margin: 0 auto; padding: 5mm }
h1 { font-size: 16pt } h2 { font-size: 13pt } h2, h3 { break-after: avoid } table { border-collapse: collapse; width: 100%; margin: 3mm 0 }
th, td { border: 0.3mm solid #999; padding: 1mm 2mm; text-align: right } th:first-child, td:first-child { text-align: left }
thead { display: table-header-group } tr, figure { break-inside: avoid } .note { font-size: 9pt; color: #444 }
figure { margin: 4mm 0 } figcaption { font-weight: bold } svg { width: 100%; height: auto; print-color-adjust: exact }`

export const monthReportHtml = (report: MonthReport): string =>
  `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>${escaped(monthTitle(report))}</title><style>${style}</style></head><body>
${monthBlocks(report).map(htmlOf).join('\n')}
</body></html>
`

function htmlOf(block: MonthBlock): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escaped(block.text)}</h1>`
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`
    case 'subheading':
      return `<h3>${escaped(block.text)}</h3>`
    case 'words':
      return `<p>${escaped(block.text)}</p>`
    case 'note':
      return `<p class="note">${escaped(block.text)}</p>`
    case 'definition':
      return `<p class="note"><b>${escaped(block.title)}.</b> ${escaped(block.text)}.</p>`
    case 'chart':
      return `<figure><figcaption>${escaped(block.chart.title)}</figcaption>${block.chart.svg}</figure>`
    case 'table':
      return table(block)
  }
}

const table = ({ headings, rows }: Extract<MonthBlock, { readonly kind: 'table' }>): string =>
  `<table><thead><tr>${headings.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`
