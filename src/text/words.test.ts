import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from './normalize.ts'
import { WordScanner } from './word-scanner.ts'
import { wordsOf } from './words.ts'

const signs = Array.from(
  'аеёйоЁЙЯяaekxwvбщEKxр019 .,/@*[]|<>&;\u0306\u0308\u00AD\u200B\u200D\u212A\uFEFFéїқ中🔥-',
)
const written = fc.string({
  unit: fc.constantFrom(...signs, 'vk.com/a ', 'www.', '[id1|Имя]', '<br>', '&nbsp;'),
})

describe('words of a text', () => {
  it('are the same by the quick way as by the careful one', () => {
    fc.assert(
      fc.property(written, (text) => {
        const carefully = normalize(text).match(/[a-zа-я0-9]+/gu) ?? []

        expect(wordsOf(text).map((word) => word.text)).toEqual(carefully)
      }),
      { numRuns: 2_000 },
    )
  })

  it('are the same objects again, so that what was learnt of a word is found by it', () => {
    const [first, again, mixed] = wordsOf('Дорога дорога д\u043Eр\u006Fга')

    expect(first).toBe(again)
    expect(mixed).toBe(first)
  })
})

describe('a table of words', () => {
  it('forgets everything when it is full, and spells words right ever after', () => {
    const scanner = new WordScanner({ make: (text) => ({ text }), makeMixed: () => [] }, 3)
    const text = Array.from({ length: 40 }, (_, at) => 'абвгдежз'.slice(at % 5, (at % 5) + 3)).join(' ')

    expect(scanner.scan(text)?.map((word) => word.text)).toEqual(text.split(' '))
  })

  it('grows with the words', () => {
    const scanner = new WordScanner({ make: (text) => ({ text }), makeMixed: () => [] }, 100_000)
    const letters = Array.from('абвгдежзик')
    const words = letters.flatMap((a) =>
      letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => a + b + c + d))),
    )

    const first = scanner.scan(words.slice(0, 1_200).join(' '))
    for (let from = 0; from < words.length; from += 1_000)
      scanner.scan(words.slice(from, from + 1_000).join(' '))

    expect(scanner.scan(words.slice(0, 1_200).join(' '))).toEqual(first)
    expect(scanner.recall('абвг')).toBe(first?.find(({ text }) => text === 'абвг'))
  })
})
