import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from './text-pieces.ts'

const cut = (text: string): readonly string[] => piecesOf(text).map((piece) => piece.text)
const said = (text: string): readonly string[] =>
  piecesOf(text)
    .filter((piece) => piece.break === 'said')
    .map((piece) => piece.text)

describe('pieces of a text', () => {
  it.each([
    ['Яма на дороге. Когда каникулы?', ['Яма на дороге. ', 'Когда каникулы?']],
    ['Темно!!! Страшно… Помогите', ['Темно!!! ', 'Страшно… ', 'Помогите']],
    ['Яма\nКаникулы\n\nВода', ['Яма\n', 'Каникулы\n\n', 'Вода']],
    ['На ул. Мира, д. 5 яма и т. д. рядом', ['На ул. Мира, д. 5 яма и т. д. рядом']],
    ['Памятник А. С. Пушкину в г. Зарянске', ['Памятник А. С. Пушкину в г. Зарянске']],
    ['Дом 5. Нет воды', ['Дом 5. ', 'Нет воды']],
    ['Цена 8.30 за куб', ['Цена 8.30 за куб']],
    ['', ['']],
  ])('of «%s» are sentences and lines', (text, pieces) => {
    expect(cut(text)).toEqual(pieces)
  })

  it.each([
    ['Яма, и ещё нет воды', ['и ещё нет воды']],
    ['Яма. А ЕЩЕ: вода', ['А ЕЩЕ: вода']],
    ['Яма. Второй вопрос — про воду', ['Второй вопрос — про воду']],
    ['Яма; ещё один вопрос, про воду', ['ещё один вопрос, про воду']],
    ['Яма на дороге, а также нет воды', ['а также нет воды']],
    ['Яма. Кроме того, нет воды', ['Кроме того, нет воды']],
    ['Во-первых, яма. Во-вторых, вода', ['Во-вторых, вода']],
    ['У меня два вопроса: 1) Яма. 2) Вода', ['1) ', '2) ']],
    ['1. Яма\n2. Вода\n3. Снег', ['1. Яма\n', '2. Вода\n', '3. Снег']],
    ['Ещё вчера была вода', []],
    ['На второе дали суп', []],
    ['Живу в доме 5. Прошу дать воду', []],
    ['Итак, также', ['также']],
  ])('of «%s» begin where it is said that another thing follows', (text, pieces) => {
    expect(said(text).map((piece) => (/^\d\)/u.test(piece) ? piece.slice(0, 3) : piece))).toEqual(pieces)
  })

  it('put together are the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(anySentences, fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
        const pieces = cut(text)

        expect(pieces.join('')).toBe(text)
        expect(pieces.length === 1 || pieces.every((piece) => piece !== '')).toBe(true)
      }),
    )
  })
})

const anySentences = fc
  .array(
    fc.constantFrom(
      'Яма',
      'ул. Мира',
      'и ещё',
      '1.',
      '2)',
      '.',
      '?',
      '\n',
      ' ',
      'а также',
      'второй вопрос',
      'д. 5',
      '«',
      '»',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))
