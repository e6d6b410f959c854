import { expect, test } from 'vitest'
import { communityOfUrl, plainMessageText, textParts } from './text-parts.ts'

test('keeps plain text whole, markup included', () => {
  const text = 'Яма <b>тут</b>\nи [скобки]'

  expect(textParts(text)).toEqual([{ kind: 'text', text }])
})

test('finds addresses and leaves the full stop to the sentence', () => {
  expect(textParts('См. https://example.org/a?b=1. Спасибо')).toEqual([
    { kind: 'text', text: 'См. ' },
    { kind: 'link', text: 'https://example.org/a?b=1', url: 'https://example.org/a?b=1' },
    { kind: 'text', text: '. Спасибо' },
  ])
})

test('finds mentions of communities and people', () => {
  expect(textParts('[club1003|Школа № 3] и [id5|Анна], @club7 (Сад)')).toEqual([
    { kind: 'community', text: 'Школа № 3', groupId: 1003 },
    { kind: 'text', text: ' и ' },
    { kind: 'person', text: 'Анна', userId: 5 },
    { kind: 'text', text: ', ' },
    { kind: 'community', text: 'Сад', groupId: 7 },
  ])
})

test('never makes a link of anything but http', () => {
  expect(textParts('[javascript:alert(1)|нажми] javascript:alert(1)').map((part) => part.kind)).toEqual([
    'text',
  ])
})

test('knows addresses that lead to a dialog', () => {
  expect(communityOfUrl('https://vk.me/club1003')).toBe(1003)
  expect(communityOfUrl('https://vk.com/club1003?from=a')).toBe(1003)
  expect(communityOfUrl('https://example.org/club1003')).toBeNull()
})

test('writes a preview on one line with names for mentions', () => {
  expect(plainMessageText('Здравствуйте,\n[id5|Анна]!')).toBe('Здравствуйте, Анна!')
})
