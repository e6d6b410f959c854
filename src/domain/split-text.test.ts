import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, messageLengthMax, splitText } from './split-text.ts'

describe('splitText', () => {
  it('leaves a text alone that VK takes as it is', () => {
    expect(splitText('Ответ\n\nготов')).toEqual(['Ответ\n\nготов'])
    expect(splitText('я'.repeat(messageLengthMax))).toHaveLength(1)
  })

  it('gives one empty part for no text: a photo goes without words', () => {
    expect(splitText('')).toEqual([''])
  })

  it.each([
    ['a paragraph', 'Первый абзац.\nВторой абзац', 20, ['Первый абзац.', 'Второй абзац']],
    ['a sentence', 'Мы всё сделали. Спасибо вам', 20, ['Мы всё сделали.', 'Спасибо вам']],
    ['a word', 'бездорожье бездорожье', 20, ['бездорожье', 'бездорожье']],
  ])('cuts at %s where it can', (_where, text, lengthMax, parts) => {
    expect(splitText(text, lengthMax)).toEqual(parts)
  })

  it('sends no empty part for spaces at the end or in the middle', () => {
    expect(splitText(`${'я'.repeat(messageLengthMax)}   `)).toEqual(['я'.repeat(messageLengthMax)])
    expect(splitText(`да${' '.repeat(3 * messageLengthMax)}нет`)).toEqual(['да', 'нет'])
    expect(splitText(' '.repeat(messageLengthMax + 1))).toEqual([''])
  })

  it('keeps every part within the limit and loses nothing but white space', () => {
    fc.assert(
      fc.property(longText, fc.integer({ min: 2, max: 60 }), (text, lengthMax) => {
        const parts = splitText(text, lengthMax)

        for (const part of parts) expect(part.length).toBeLessThanOrEqual(lengthMax)
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text))
      }),
    )
  })

  it('never leaves half of a character, and never says nothing in several parts', () => {
    fc.assert(
      fc.property(longText, fc.integer({ min: 2, max: 60 }), (text, lengthMax) => {
        const parts = splitText(text, lengthMax)

        for (const part of parts) expect(part).not.toMatch(/\p{Surrogate}/u)
        expect(parts.length === 1 || parts.every((part) => part.trim() !== '')).toBe(true)
      }),
    )
  })
})

describe('cutText', () => {
  it('keeps a text that is short enough', () => {
    expect(cutText('Яма', 3)).toBe('Яма')
  })

  it('gives the beginning, never half of a character', () => {
    expect(cutText('да👍', 3)).toBe('да')
    fc.assert(
      fc.property(longText, fc.integer({ min: 0, max: 60 }), (text, lengthMax) => {
        const cut = cutText(text, lengthMax)

        expect(text.startsWith(cut)).toBe(true)
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, lengthMax - 1))
        expect(cut.length).toBeLessThanOrEqual(lengthMax)
        expect(cut).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })
})

const longText = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '\n', '. ', '👍', '👩‍👩‍👧', '    ', 'слово', '? '),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))

const withoutSpace = (text: string): string => text.replace(/\s+/gu, '')
