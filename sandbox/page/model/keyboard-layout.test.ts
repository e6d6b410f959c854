import { expect, test } from 'vitest'
import { hasButtons, keyboardRows } from './keyboard-layout.ts'

test('keeps places, labels and colours', () => {
  const rows = keyboardRows({
    buttons: [
      [
        { color: 'positive', action: { type: 'text', label: 'Да' } },
        { color: 'negative', action: { type: 'callback', label: 'Нет' } },
      ],
      [{ action: { type: 'text', label: 'Меню' } }],
    ],
  })

  expect(rows.flat().map(({ row, column, label, colour }) => [row, column, label, colour])).toEqual([
    [0, 0, 'Да', 'positive'],
    [0, 1, 'Нет', 'negative'],
    [1, 0, 'Меню', 'secondary'],
  ])
})

test('opens only http links and does nothing for unknown kinds', () => {
  const rows = keyboardRows({
    buttons: [
      [{ action: { type: 'open_link', label: 'Сайт', link: 'https://example.org' } }],
      [{ action: { type: 'open_link', label: 'Хитрость', link: 'javascript:alert(1)' } }],
      [{ action: { type: 'location' } }],
      [{ action: { type: 'new_kind', label: 'Новое' } }],
    ],
  })

  expect(rows.flat().map(({ press }) => press.kind)).toEqual(['link', 'nothing', 'place', 'nothing'])
})

test('takes a keyboard without buttons for none', () => {
  expect(hasButtons({ buttons: [] })).toBe(false)
  expect(hasButtons({ buttons: [[]] })).toBe(false)
  expect(hasButtons(null)).toBe(false)
  expect(hasButtons({ buttons: [[{ action: { type: 'text', label: 'Да' } }]] })).toBe(true)
})
