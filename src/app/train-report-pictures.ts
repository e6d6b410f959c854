/** Pictures of a measurement, as inline SVG. */
import type { Guessed } from './train-figures.ts'

export interface CurvePoint {
  readonly texts: number
  readonly topic: number
  readonly institution: number
}

type Side = 'topic' | 'institution'

const colours = { topic: '#0a66c2', institution: '#b4540a' } as const satisfies Record<Side, string>
const names = { topic: 'тема', institution: 'учреждение' } as const satisfies Record<Side, string>
const sides = ['topic', 'institution'] as const

/** Where a share and a place along the bottom (both 0…1) are drawn. */
const plot = { left: 50, right: 650, top: 20, bottom: 270 } as const
const x = (place: number): number => round(plot.left + place * (plot.right - plot.left))
const y = (share: number): number => round(plot.bottom - share * (plot.bottom - plot.top))
const round = (value: number): number => Math.round(value * 10) / 10

export function drawCurve(points: readonly CurvePoint[]): string {
  const most = Math.max(1, ...points.map(({ texts }) => texts))
  const line = (side: Side): string => {
    const path = points.map((point) => `${x(point.texts / most)},${y(point[side])}`).join(' ')
    const dots = points.map((point) => dot(point.texts / most, point[side], { side, radius: 3 }))
    const last = points.at(-1)
    const end =
      last === undefined
        ? ''
        : `<text x="${plot.right + 10}" y="${y(last[side]) + 4}">${names[side]} ${Math.round(last[side] * 100)} %</text>`
    return `<polyline points="${path}" fill="none" stroke="${colours[side]}" stroke-width="2"/>${dots.join('')}${end}`
  }
  const ticks = points.map(({ texts }) => tick(texts / most, String(texts)))
  return frame('Доля верных по числу примеров', [...grid(), ...ticks, ...sides.map(line)])
}

const binCount = 10

/** Of the guesses of each confidence: how many are right. */
export function drawTrust(guesses: Readonly<Record<Side, readonly Guessed[]>>): string {
  const dots = sides.flatMap((side) => {
    const all = guesses[side]
    return Array.from({ length: binCount }, (_, bin) => bin).flatMap((bin) => {
      const own = all.filter(({ ranked }) => binOf(ranked[0]?.confidence ?? 0) === bin)
      if (own.length === 0) return []
      const mean = own.reduce((sum, { ranked }) => sum + (ranked[0]?.confidence ?? 0), 0) / own.length
      const right = own.filter(({ truth, ranked }) => ranked[0]?.label === truth).length / own.length
      const radius = round(3 + 14 * Math.sqrt(own.length / all.length))
      return [dot(mean, right, { side, radius })]
    })
  })
  const diagonal = `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#8a94a6" stroke-dasharray="4 4"/>`
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => tick(share, `${Math.round(share * 100)} %`))
  const legend = sides.map(
    (side, place) =>
      `<circle cx="${plot.right + 20}" cy="${40 + place * 22}" r="5" fill="${colours[side]}" fill-opacity="0.6"/><text x="${plot.right + 32}" y="${44 + place * 22}">${names[side]}</text>`,
  )
  return frame('Доля верных по уверенности', [...grid(), diagonal, ...ticks, ...dots, ...legend])
}

const binOf = (confidence: number): number => Math.min(binCount - 1, Math.floor(confidence * binCount))

function dot(
  place: number,
  share: number,
  { side, radius }: { readonly side: Side; readonly radius: number },
): string {
  return `<circle cx="${x(place)}" cy="${y(share)}" r="${radius}" fill="${colours[side]}" fill-opacity="${radius > 3 ? 0.55 : 1}"/>`
}

const grid = (): readonly string[] =>
  [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<line x1="${plot.left}" x2="${plot.right}" y1="${y(share)}" y2="${y(share)}" stroke="#d8dee8"/><text x="${plot.left - 8}" y="${y(share) + 4}" text-anchor="end">${Math.round(share * 100)} %</text>`,
  )

const tick = (place: number, name: string): string =>
  `<text x="${x(place)}" y="${plot.bottom + 18}" text-anchor="middle">${name}</text>`

const frame = (name: string, parts: readonly string[]): string =>
  `<svg viewBox="0 0 820 300" width="820" role="img" aria-label="${name}">${parts.join('')}</svg>`

const labelsShown = 20
const cell = 24
const labelWidth = 350

export function drawConfusion(guesses: readonly Guessed[]): string {
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
      return drawCell(own.filter(isIn).length / own.length, { row, column, isRight: label === truth })
    })
    const name = `<text x="${labelWidth - 6}" y="${row * cell + 40}" text-anchor="end">${row + 1}. ${escape(short(truth))} (${own.length})</text>`
    return `${name}${cells.join('')}`
  })
  const heads = [...shown.map((_, index) => String(index + 1)), 'др.'].map(
    (head, column) =>
      `<text x="${labelWidth + column * cell + 11}" y="16" text-anchor="middle">${head}</text>`,
  )
  const [width, height] = [labelWidth + (shown.length + 1) * cell + 10, shown.length * cell + 30]
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="Строка — как было на самом деле, столбец — что угадано, в процентах">${heads.join('')}${rows.join('')}</svg>`
}

interface Place {
  readonly row: number
  readonly column: number
  readonly isRight: boolean
}

function drawCell(share: number, { row, column, isRight }: Place): string {
  const [left, top] = [labelWidth + column * cell, row * cell + 24]
  const fill = `rgba(${isRight ? '10,102,194' : '196,60,20'},${share.toFixed(2)})`
  const number =
    share < shareMin
      ? ''
      : `<text x="${left + 11}" y="${top + 15}" text-anchor="middle"${share > dark ? ' style="fill:#fff"' : ''}>${Math.round(share * 100)}</text>`
  return `<rect x="${left}" y="${top}" width="22" height="22" fill="${fill}" stroke="#e3e7ee"/>${number}`
}

const shareMin = 0.005
const dark = 0.55
/** With its number and count a name fits in `labelWidth` in a broad font. */
const labelLettersMax = 34

const short = (label: string): string =>
  label.length > labelLettersMax ? `${label.slice(0, labelLettersMax - 1)}…` : label

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
