import { expect, test } from 'vitest'
import { readEventAnswer } from './event-answer.ts'

test('shows a snackbar and offers a link', () => {
  expect(readEventAnswer({ type: 'show_snackbar', text: 'Готово' })).toEqual({
    kind: 'snackbar',
    text: 'Готово',
  })
  expect(readEventAnswer({ type: 'open_link', link: 'https://example.org' })).toEqual({
    kind: 'link',
    url: 'https://example.org',
  })
})

test('shows nothing for an empty answer, an app or a link that runs a script', () => {
  const answers = [
    null,
    {},
    { type: 'open_app', app_id: 1 },
    { type: 'open_link', link: 'javascript:alert(1)' },
  ]

  expect(answers.map(readEventAnswer)).toEqual([null, null, null, null])
})
