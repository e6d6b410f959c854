import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Button, fitLabel, keyboardJson, keyboardProblems, labelLengthMax } from './keyboard.ts'

describe('keyboardProblems', () => {
  it('has nothing against a keyboard at the very limits of VK', () => {
    const label = 'я'.repeat(labelLengthMax)

    const inline = [...rowsOf(5, 1, label), ...rowsOf(1, 5, label)]

    expect(keyboardProblems({ inline: true, rows: inline })).toEqual([])
    expect(keyboardProblems({ inline: false, rows: rowsOf(10, 4, label) })).toEqual([])
  })

  it.each([
    ['a seventh inline row', true, rowsOf(7, 1), ['7 rows']],
    ['an eleventh inline button', true, rowsOf(6, 2), ['12 buttons']],
    ['an eleventh plain row', false, rowsOf(11, 1), ['11 rows']],
    ['more than forty plain buttons', false, rowsOf(9, 5), ['45 buttons']],
    ['a sixth button in a row', false, rowsOf(1, 6), ['more than 5 buttons in a row']],
    ['nothing at all under a message', true, [], ['no buttons under a message']],
    ['an empty row', false, [[]], ['an empty row']],
    ['an empty label', true, rowsOf(1, 1, ''), ['a label of 0 characters']],
    ['a long label', true, rowsOf(1, 1, 'я'.repeat(41)), ['a label of 41 characters']],
  ])('names %s', (_what, inline, rows, problems) => {
    expect(keyboardProblems({ inline, rows })).toEqual(problems)
  })

  it('names a payload that is too long as VK counts it', () => {
    const rows = [[{ type: 'text', label: 'Да', payload: { c: 'я'.repeat(248) } }]] as const

    expect(keyboardProblems({ inline: true, rows })).toEqual(['a payload over 255 characters'])
  })
})

describe('fitLabel', () => {
  it('leaves a label alone that fits', () => {
    expect(fitLabel('Позвать человека')).toBe('Позвать человека')
  })

  it('cuts at a word and shows that it did', () => {
    expect(fitLabel('Комитет дорожного хозяйства города Лесногорска')).toBe(
      'Комитет дорожного хозяйства города…',
    )
  })

  it('cuts inside of a word that is longer than a label', () => {
    expect(fitLabel('я'.repeat(60))).toBe(`${'я'.repeat(39)}…`)
  })

  it('cuts no character in half', () => {
    expect(fitLabel(`${'я'.repeat(38)}👍${'я'.repeat(9)}`)).toBe(`${'я'.repeat(38)}…`)
  })

  it('gives a label that VK takes, with no half of a character', () => {
    fc.assert(
      fc.property(anyLabel, (label) => {
        const fitted = fitLabel(label)

        expect(fitted.length).toBeGreaterThan(0)
        expect(fitted.length).toBeLessThanOrEqual(labelLengthMax)
        expect(fitted).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })
})

describe('keyboardJson', () => {
  it('is what VK documents for each type of button', () => {
    const json = keyboardJson({
      inline: true,
      rows: [
        [{ type: 'text', label: 'Беру', payload: { c: 'take', t: 7 }, color: 'primary' }],
        [{ type: 'location', payload: { c: 'place' } }],
        [{ type: 'link', label: 'Госуслуги', url: 'https://www.gosuslugi.ru' }],
      ],
    })

    expect(JSON.parse(json)).toEqual({
      inline: true,
      buttons: [
        [{ action: { type: 'text', label: 'Беру', payload: '{"c":"take","t":7}' }, color: 'primary' }],
        [{ action: { type: 'location', payload: '{"c":"place"}' } }],
        [{ action: { type: 'open_link', label: 'Госуслуги', link: 'https://www.gosuslugi.ru' } }],
      ],
    })
  })

  it('keeps a plain keyboard on the screen', () => {
    expect(JSON.parse(keyboardJson({ inline: false, rows: rowsOf(1, 1) }))).toMatchObject({ one_time: false })
  })
})

const anyLabel = fc
  .array(fc.oneof(fc.constantFrom('👍', ' ', 'школа'), fc.string({ unit: 'grapheme', maxLength: 3 })), {
    maxLength: 60,
  })
  .map((pieces) => `№${pieces.join('')}`)

function rowsOf(rows: number, buttonsInRow: number, label = 'Да'): readonly (readonly Button[])[] {
  const button: Button = { type: 'text', label, payload: { c: 'x' } }
  return Array.from({ length: rows }, () => Array.from({ length: buttonsInRow }, () => button))
}
