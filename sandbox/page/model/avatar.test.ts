import { expect, test } from 'vitest'
import { avatarColour, avatarColours, initials } from './avatar.ts'

test('takes the first letters of the first two words', () => {
  expect(initials('Мария Иванова')).toBe('МИ')
  expect(initials('Школа № 3 «Родник»')).toBe('Ш3')
  expect(initials('«администрация»')).toBe('А')
  expect(initials('')).toBe('')
})

test('gives neighbours different colours of the palette', () => {
  const colours = [5001, 5002, 5003, 5004].map(avatarColour)

  expect(new Set(colours).size).toBe(4)
  expect(colours.every((colour) => colour >= 0 && colour < avatarColours)).toBe(true)
})
