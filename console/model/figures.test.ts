import { describe, expect, it } from 'vitest'
import { changeInWords, figureInWords, toCsv } from './figures.ts'

describe('figures in words', () => {
  it('say counts, shares and durations, and that there is nothing to say', () => {
    expect(figureInWords(0.874, 'share')).toBe('87 %')
    expect(figureInWords(8_400, 'seconds')).toBe('2 ч 20 мин')
    expect(figureInWords(1250, 'count')).toMatch(/^1\s250$/u)
    expect(figureInWords(null, 'share')).toBe('нет данных')
  })

  it('compare in the direction that people care about', () => {
    expect(changeInWords(0.9, 0.8, { unit: 'share', better: 'more' })).toEqual({
      text: 'на 10 п. п. больше',
      tone: 'better',
    })
    expect(changeInWords(120, 100, { unit: 'count', better: 'less' })?.tone).toBe('worse')
    expect(changeInWords(5, 0, { unit: 'count', better: null })).toBeNull()
    expect(changeInWords(5, null, { unit: 'count', better: null })).toBeNull()
  })
})

describe('a table for spreadsheets', () => {
  it('quotes what has to be and lets no cell be a formula', () => {
    expect(toCsv([['=1+1', 'а;б', 'он сказал "да"']])).toBe('\ufeff\'=1+1;"а;б";"он сказал ""да"""\r\n')
  })
})
