import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../src/app/train-figures.ts'
import { writeReport } from '../../src/app/train-report.ts'

const guess = (truth: string, first: string, confidence: number) => ({
  truth,
  ranked: [{ label: first, confidence }],
})
const topics = [
  guess('Дороги', 'Дороги', 0.9),
  guess('Дороги', 'Дворы', 0.6),
  guess('Дороги', 'Дворы', 0.6),
  guess('<b>"Вода" & газ</b>', 'Дороги', 0.2),
]

function reportOf(guesses: typeof topics): string {
  const figures = figuresOf(guesses)
  const evaluation = {
    topic: figures,
    institution: figures,
    trainSeconds: 1.25,
    textsPerSecond: 9_999.6,
    modelBytes: 2_500_000,
    test: guesses.length,
  }
  const curve = [
    { texts: 10, topic: 0.2, institution: 0.1 },
    { texts: 20, topic: 0.4, institution: 0.3 },
  ]
  return writeReport({ evaluation, guesses: { topic: guesses, institution: guesses } }, curve)
}

describe('a report', () => {
  it('draws the curve, how far confidence can be trusted, and the confusion of both sides', () => {
    const pictures = reportOf(topics).match(/<svg.*?<\/svg>/gsu) ?? []

    expect(pictures).toHaveLength(4)
    const [curve = '', trust = '', confusion = ''] = pictures
    expect(curve.match(/<polyline/gu)).toHaveLength(2)
    expect(curve).toContain('тема 40 %')
    // Three groups of confidence for each side, and the legend.
    expect(trust.match(/<circle/gu)).toHaveLength(3 * 2 + 2)
    expect(confusion).toContain('1. Дороги (3)')
    expect(confusion).toContain('>33</text>')
  })

  it('names the commonest mistake first', () => {
    const [first] = reportOf(topics).match(/<tr><td>.*?<\/tr>/gsu) ?? []

    expect(first).toBe('<tr><td>Дороги</td><td>Дворы</td><td class="number">2</td></tr>')
  })

  it('shows labels as they are, whatever signs are in them, and loads nothing', () => {
    const html = reportOf(topics)

    expect(html).toContain('&lt;b&gt;&quot;Вода&quot; &amp; газ')
    expect(html).not.toContain('<b>')
    expect(html).not.toMatch(/\b(?:src|href)=|url\(|@import/u)
  })

  it('is a page when nothing was measured', () => {
    expect(reportOf([])).toContain('Проверено обращений: 0')
  })
})
