/** A page about a measurement: figures, confusion of the commonest labels and a learning curve, as inline SVG. */
import type { Measured } from './train-evaluate.ts'
import type { Guessed } from './train-figures.ts'

export interface CurvePoint {
  readonly texts: number
  readonly topic: number
  readonly institution: number
}

const labelsShown = 20
const cell = 24
const labelWidth = 330

/** A whole HTML document; nothing in it is loaded from elsewhere, no text of an appeal is in it. */
export function writeReport({ evaluation, guesses }: Measured, curve: readonly CurvePoint[]): string {
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`
  const row = (name: string, side: 'topic' | 'institution'): string => {
    const { accuracy, top3, macroF1, coverageAt90 } = evaluation[side]
    const cells = [accuracy, top3, macroF1, coverageAt90].map((value) => `<td>${percent(value)}</td>`)
    return `<tr><th>${name}</th>${cells.join('')}</tr>`
  }
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Проверка классификатора</title>
<style>body{font:14px system-ui,sans-serif;margin:2rem;color:#1c2430}td,th{padding:.2rem .8rem;text-align:left}svg{max-width:100%;height:auto}text{font:11px system-ui,sans-serif}</style>
<h1>Проверка классификатора</h1>
<p>Проверено обращений: ${evaluation.test}. Обучение: ${evaluation.trainSeconds.toFixed(1)} с, модель: ${(evaluation.modelBytes / 1e6).toFixed(1)} МБ.</p>
<table><tr><th></th><th>верно</th><th>среди трёх</th><th>macro-F1</th><th>доля при 90 % верных</th></tr>
${row('Тема', 'topic')}${row('Учреждение', 'institution')}</table>
<h2>Кривая обучения</h2>${drawCurve(curve)}
<h2>Темы: что с чем путается</h2>${drawConfusion(guesses.topic)}
<h2>Учреждения: что с чем путается</h2>${drawConfusion(guesses.institution)}
</html>
`
}

function drawCurve(points: readonly CurvePoint[]): string {
  const most = Math.max(1, ...points.map(({ texts }) => texts))
  const x = (texts: number): number => 50 + (texts / most) * 600
  const y = (share: number): number => 270 - share * 250
  const line = (side: 'topic' | 'institution', colour: string): string => {
    const path = points.map((point) => `${x(point.texts).toFixed(1)},${y(point[side]).toFixed(1)}`).join(' ')
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`
  }
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<line x1="50" x2="650" y1="${y(share)}" y2="${y(share)}" stroke="#d8dee8"/><text x="8" y="${y(share) + 4}">${Math.round(share * 100)} %</text>`,
  )
  const ticks = points.map(
    ({ texts }) => `<text x="${x(texts).toFixed(1)}" y="288" text-anchor="middle">${texts}</text>`,
  )
  return `<svg viewBox="0 0 820 300" width="820" role="img" aria-label="Доля верных по числу примеров">${grid.join('')}${ticks.join('')}${line('topic', '#0a66c2')}${line('institution', '#b4540a')}<text x="670" y="40" fill="#0a66c2">тема</text><text x="670" y="60" fill="#b4540a">учреждение</text></svg>`
}

function drawConfusion(guesses: readonly Guessed[]): string {
  const counts = new Map<string, number>()
  for (const { truth } of guesses) counts.set(truth, (counts.get(truth) ?? 0) + 1)
  const shown = [...counts]
    .toSorted((left, right) => right[1] - left[1])
    .slice(0, labelsShown)
    .map(([label]) => label)
  const rows = shown.map((truth, row) => {
    const own = guesses.filter((guess) => guess.truth === truth)
    const cells = [...shown, null].map((label, column) => {
      const isIn = ({ ranked }: Guessed): boolean => {
        const first = ranked[0]?.label ?? ''
        return label === null ? !shown.includes(first) : first === label
      }
      const share = own.filter(isIn).length / own.length
      return drawCell(share, { row, column, isRight: label === truth })
    })
    const name = `<text x="${labelWidth - 6}" y="${row * cell + 40}" text-anchor="end">${row + 1}. ${escape(short(truth))} (${own.length})</text>`
    return `${name}${cells.join('')}`
  })
  const heads = [...shown.map((_, index) => String(index + 1)), 'др.'].map(
    (head, column) =>
      `<text x="${labelWidth + column * cell + 12}" y="16" text-anchor="middle">${head}</text>`,
  )
  const [width, height] = [labelWidth + (shown.length + 1) * cell + 10, shown.length * cell + 40]
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="Строка — как было на самом деле, столбец — что угадано, в процентах">${heads.join('')}${rows.join('')}</svg>`
}

function drawCell(
  share: number,
  { row, column, isRight }: { readonly row: number; readonly column: number; readonly isRight: boolean },
): string {
  const [x, y] = [labelWidth + column * cell, row * cell + 24]
  const fill = isRight ? `rgba(10,102,194,${share.toFixed(2)})` : `rgba(196,60,20,${share.toFixed(2)})`
  const number =
    share < 0.005
      ? ''
      : `<text x="${x + 11}" y="${y + 15}" text-anchor="middle"${share > 0.55 ? ' fill="#fff"' : ''}>${Math.round(share * 100)}</text>`
  return `<rect x="${x}" y="${y}" width="22" height="22" fill="${fill}" stroke="#e3e7ee"/>${number}`
}

const short = (label: string): string => (label.length > 48 ? `${label.slice(0, 47)}…` : label)

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
