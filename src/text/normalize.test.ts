import { describe, expect, it } from 'vitest'
import { normalize, textCharactersMax } from './normalize.ts'

describe('normalize', () => {
  it('writes in lower case, composed, with е for ё and 0 for digits', () => {
    expect(normalize('Моё крыльцо\u0438\u0306 25')).toBe('мое крыльцой 00')
  })

  it('leaves out mentions and links', () => {
    expect(
      normalize('[club1|Дороги] яма https://example.org/a @id5 (Анна) тут').replaceAll(/\s+/gu, ' '),
    ).toBe(' яма тут')
  })

  it('leaves out remnants of HTML and signs without width, and keeps what only looks like them', () => {
    expect(normalize('<p>До\u00ADро\u200Bга</p>яма<br/>двор&nbsp;5&quot;').replaceAll(/\s+/gu, ' ')).toBe(
      ' дорога яма двор 0 ',
    )
    expect(normalize('5 < дома & 7 > двора')).toBe('0 < дома & 0 > двора')
  })

  it('looks at the beginning of a very long text', () => {
    expect(normalize('а'.repeat(1_000_000))).toHaveLength(textCharactersMax)
  })
})
