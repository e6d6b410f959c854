import { describe, expect, it } from 'vitest'
import { withoutMentions } from './mentions.ts'

describe('words of a citizen', () => {
  it.each([
    '[id1|Павел]',
    '[club1|Новости]',
    '[https://example.org|ссылка]',
    '@durov',
    '*id1 (Павел)',
    '@all',
  ])('mention nobody: %s', (text) => {
    const plain = withoutMentions(text)

    expect(plain).not.toMatch(/\[[a-z]|[@*][a-z]/u)
    expect(plain.replaceAll('\u2060', '')).toBe(text)
  })

  it.each(['Дом [корпус 2]', 'почта: а @ б', '5 * 3', 'Яма на дороге'])('stay as they are: %s', (text) => {
    expect(withoutMentions(text)).toBe(text)
  })
})
