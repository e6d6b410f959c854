/** Pictures of a month: day by day, hour by weekday, kind by kind. SVG for the page; drawn as pictures for the PDF. */
import type { PlainDate } from '../../domain/time.ts'
import { chartFont, escapedForSvg } from './week-chart.ts'

export interface Chart {
  readonly title: string
  readonly svg: string
  readonly width: number
  readonly height: number
  /** What it shows, for those who do not see it. */
  readonly words: string
}

const width = 800
const ink = '#1d2733'
const line = '#d5dbe3'
const pale = '#8fb4e3'
const strong = '#2d6cb5'

export interface DayCounts {
  readonly day: PlainDate
  readonly received: number
  readonly answered: number
}

export function daysChart(days: readonly DayCounts[]): Chart {
  const [height, top, bottom, left] = [320, 40, 270, 40]
  const most = Math.max(1, ...days.flatMap(({ received, answered }) => [received, answered]))
  const slot = (width - left - 10) / Math.max(1, days.length)
  const tall = (count: number): number => ((bottom - top) * count) / most
  const bars = days.map(({ day, received, answered }, index) => {
    const x = left + index * slot
    const bar = (from: number, count: number, colour: string): string =>
      rect({ x: x + slot * from, y: bottom - tall(count), width: slot * 0.38, height: tall(count) }, colour)
    const isWeekend = day.dayOfWeek > 5
    const date = text(x + slot / 2, bottom + 18, String(day.day), { anchor: 'middle', isBold: isWeekend })
    return `${bar(0.1, received, pale)}${bar(0.5, answered, strong)}${date}`
  })
  return picture(
    height,
    'Обращения по дням',
    [
      ...scale(most, { left, top, bottom }),
      ...bars,
      legend(left, height - 22, pale, 'пришло'),
      legend(left + 140, height - 22, strong, 'из них отвечено'),
      legendWords(left + 340, height - 8, 'жирным — выходные'),
    ],
    `Всего пришло ${sum(days.map(({ received }) => received))}, из них отвечено ${sum(days.map(({ answered }) => answered))}`,
  )
}

const weekdays = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'] as const

/** 168 counts, from Monday 0:00. */
export function heatChart(hours: readonly number[]): Chart {
  const [left, top, cell, tall] = [40, 10, 31, 26]
  const most = Math.max(1, ...hours)
  const cells = hours.map((count, hour) => {
    const [column, row] = [hour % 24, Math.floor(hour / 24)]
    const at = { x: left + column * cell, y: top + row * tall, width: cell - 2, height: tall - 2 }
    const share = count / most
    const number = text(at.x + at.width / 2, at.y + 16, count === 0 ? '' : String(count), {
      anchor: 'middle',
      colour: share > 0.6 ? '#ffffff' : ink,
      size: 12,
    })
    return `${rect(at, strong, 0.06 + 0.94 * share)}${number}`
  })
  const days = weekdays.map((day, row) => text(left - 10, top + row * tall + 17, day, { anchor: 'end' }))
  const marks = Array.from({ length: 12 }, (_, index) =>
    text(left + index * 2 * cell + cell / 2, top + 7 * tall + 16, String(index * 2), { anchor: 'middle' }),
  )
  const hottest = hours.indexOf(most)
  const words =
    hottest < 0
      ? 'Обращений не было'
      : `Чаще всего пишут: ${weekdays[Math.floor(hottest / 24)] ?? ''}, ${hottest % 24}:00–${(hottest % 24) + 1}:00`
  return picture(top + 7 * tall + 26, 'Когда пишут: час и день недели', [...cells, ...days, ...marks], words)
}

export interface ShareOfKind {
  readonly title: string
  readonly now: number | null
  readonly before: number | null
}

export function kindsChart(kinds: readonly ShareOfKind[]): Chart {
  const [left, row, top] = [190, 40, 10]
  const long = width - left - 70
  const bars = kinds.map(({ title, now, before }, index) => {
    const y = top + index * row
    const share = (value: number | null): string => (value === null ? '—' : `${Math.round(value * 100)} %`)
    return [
      text(left - 10, y + 20, title, { anchor: 'end' }),
      rect({ x: left, y: y + 2, width: long * (now ?? 0), height: 16 }, strong),
      rect({ x: left, y: y + 20, width: long * (before ?? 0), height: 8 }, pale),
      text(left + long * (now ?? 0) + 8, y + 16, share(now), {}),
    ].join('')
  })
  const end = top + kinds.length * row
  return picture(
    end + 34,
    'В срок по видам учреждений',
    [
      ...bars,
      legend(left, end + 12, strong, 'этот месяц'),
      legend(left + 160, end + 12, pale, 'месяц раньше'),
    ],
    kinds
      .map(({ title, now }) => `${title}: ${now === null ? 'нет данных' : `${Math.round(now * 100)} %`}`)
      .join('; '),
  )
}

function picture(height: number, title: string, parts: readonly string[], words: string): Chart {
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${chartFont}" font-size="14" role="img" aria-label="${escapedForSvg(`${title}. ${words}`)}">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('')
  return { title, svg, width, height, words }
}

/** A few round numbers at the side. */
function scale(
  most: number,
  { left, top, bottom }: { readonly left: number; readonly top: number; readonly bottom: number },
): readonly string[] {
  const steps = [...new Set([0, Math.round(most / 2), most])]
  return steps.map((count) => {
    const y = bottom - ((bottom - top) * count) / most
    return `<line x1="${left}" y1="${y.toFixed(1)}" x2="${width - 10}" y2="${y.toFixed(1)}" stroke="${line}"/>${text(left - 6, y + 5, String(count), { anchor: 'end' })}`
  })
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const rect = ({ x, y, width: wide, height }: Box, colour: string, opacity = 1): string =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${wide.toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}"${opacity === 1 ? '' : ` fill-opacity="${opacity.toFixed(3)}"`}/>`

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly colour?: string
  readonly size?: number
  readonly isBold?: boolean
}

const text = (
  x: number,
  y: number,
  words: string,
  { anchor = 'start', colour = ink, size = 14, isBold = false }: TextStyle,
): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}" font-size="${size}"${isBold ? ' font-weight="700"' : ''}>${escapedForSvg(words)}</text>`

const legend = (x: number, y: number, colour: string, words: string): string =>
  `${rect({ x, y, width: 14, height: 14 }, colour)}${text(x + 20, y + 13, words, {})}`

const legendWords = (x: number, y: number, words: string): string => text(x, y, words, {})

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
