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

  it('looks at the beginning of a very long text', () => {
    expect(normalize('а'.repeat(1_000_000))).toHaveLength(textCharactersMax)
  })
})
