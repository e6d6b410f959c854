/** The week as a picture: what came and what was answered, day by day. SVG, so that it can be tested and printed, too. */
import type { WeekReport } from './week-report.ts'

export const chartWidth = 800
export const chartHeight = 420
const weekdays = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'] as const
const area = { left: 40, right: 780, top: 90, bottom: 350 } as const
const colours = { received: '#8fb4e3', answered: '#2d6cb5', text: '#1d2733', line: '#d5dbe3' } as const
/** The name of the font that comes with the product. */
export const chartFont = 'PT Sans'

export function weekChart({ title, days }: Pick<WeekReport, 'title' | 'days'>): string {
  const most = Math.max(1, ...days.flatMap(({ received, answered }) => [received, answered]))
  const slot = (area.right - area.left) / days.length
  const bars = days.map(({ received, answered }, index) => {
    const x = area.left + index * slot + slot * 0.15
    const width = slot * 0.33
    return [
      bar(x, width, received / most, { count: received, colour: colours.received }),
      bar(x + width + 4, width, answered / most, { count: answered, colour: colours.answered }),
      label(area.left + (index + 0.5) * slot, area.bottom + 28, weekdays[index] ?? '', 'middle'),
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${chartWidth}" height="${chartHeight}" viewBox="0 0 ${chartWidth} ${chartHeight}" font-family="${chartFont}" font-size="20">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${area.left}" y="40" font-size="24" fill="${colours.text}">${escapedForSvg(title)}: неделя</text>`,
    `<line x1="${area.left}" y1="${area.bottom}" x2="${area.right}" y2="${area.bottom}" stroke="${colours.line}"/>`,
    ...bars,
    legend(area.left, colours.received, 'пришло'),
    legend(area.left + 160, colours.answered, 'из них отвечено'),
    '</svg>',
  ].join('')
}

function bar(
  x: number,
  width: number,
  share: number,
  { count, colour }: { readonly count: number; readonly colour: string },
): string {
  const height = (area.bottom - area.top) * share
  const y = area.bottom - height
  const number = count === 0 ? '' : label(x + width / 2, y - 6, String(count), 'middle')
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}"/>${number}`
}

const label = (x: number, y: number, words: string, anchor: 'middle' | 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colours.text}">${escapedForSvg(words)}</text>`

const legend = (x: number, colour: string, words: string): string =>
  `<rect x="${x}" y="388" width="18" height="18" fill="${colour}"/>${label(x + 26, 404, words, 'start')}`

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

export const escapedForSvg = (words: string): string =>
  words.replaceAll(/[&<>"]/gu, (sign: string) => entities.get(sign) ?? sign)
