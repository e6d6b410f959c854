import { describe, expect, it } from 'vitest'
import { weekChart } from '../app/statistics/week-chart.ts'
import { drawChart } from './draw-chart.ts'

const days = Array.from({ length: 7 }, (_, index) => ({
  date: `2026-11-${16 + index}`,
  received: index * 3,
  answered: index * 2,
}))

describe('the picture of a week', () => {
  it('is a PNG of the size that was asked for', () => {
    const png = Buffer.from(drawChart(weekChart({ title: 'Школа № 3', days })))

    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([800, 420])
  })

  it('has letters: another title is another picture', () => {
    const [one, other] = ['Школа № 3', 'Поликлиника'].map((title) => drawChart(weekChart({ title, days })))

    expect(Buffer.from(one ?? []).equals(Buffer.from(other ?? []))).toBe(false)
  })

  it('takes a title for words, not for markup, and a week of nothing', () => {
    const nothing = days.map((day) => ({ ...day, received: 0, answered: 0 }))

    const svg = weekChart({ title: '</text><script>', days: nothing })

    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;')
    expect(drawChart(svg).length).toBeGreaterThan(500)
  })
})
