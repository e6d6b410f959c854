import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { TextModelDamaged, textModelFromBytes, textModelToBytes } from '../../src/text/text-model-bytes.ts'
import type { TextModel } from '../../src/text/text-model.ts'
import { trainTextModel } from '../../src/text/train-text-model.ts'
import { computingMs } from '../support/computing-ms.ts'
import { givenAppeals } from './given-appeals.ts'

let model: TextModel

beforeAll(() => {
  model = trainTextModel(givenAppeals())
})

describe('a model', () => {
  it.each([
    ['Опять не горит фонарь возле школы', 'Освещение', 'Дорожный комитет'],
    ['мусор не вывозят!!!', 'Мусор', 'Водоканал'],
    ['ЯМЫ НА ДОРОГАХ', 'Дороги', 'Дорожный комитет'],
    ['не вывозят мусср', 'Мусор', 'Водоканал'],
  ])('guesses what «%s» is about and who answers', (text, topic, institution) => {
    const [topics, institutions] = model.rank(text)

    expect(topics?.[0]?.label).toBe(topic)
    expect(institutions?.[0]?.label).toBe(institution)
  })

  it('knows a topic of one example', () => {
    expect(model.rank('где моя собака')[0]?.[0]?.label).toBe('Животные')
  })

  it('ranks any text: falling confidence between 0 and 1, no label twice, at most the limit', () => {
    const labels = new Set(givenAppeals().flatMap((each) => each.labels))

    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), (text, limit) => {
        for (const ranked of model.rank(`${text} вода`, limit)) {
          expect(ranked.length).toBeLessThanOrEqual(limit)
          expect(new Set(ranked.map(({ label }) => label)).size).toBe(ranked.length)
          ranked.forEach(({ label, confidence }, place) => {
            expect(labels.has(label)).toBe(true)
            expect(confidence).toBeGreaterThanOrEqual(0)
            expect(confidence).toBeLessThanOrEqual(place === 0 ? 1 : (ranked[place - 1]?.confidence ?? 0))
          })
        }
      }),
    )
  })

  it('is the same after a round trip through bytes', () => {
    const again = textModelFromBytes(textModelToBytes(model))

    fc.assert(
      fc.property(fc.constantFrom(...givenAppeals()), fc.string(), ({ text }, more) => {
        expect(again.rank(`${text} ${more}`)).toEqual(model.rank(`${text} ${more}`))
      }),
    )
  })

  it('is the same when trained again', () => {
    const again = trainTextModel(givenAppeals())

    expect(Buffer.compare(textModelToBytes(again), textModelToBytes(model))).toBe(0)
  })

  it('reads a text of a million characters in bounded time', () => {
    const text = 'нет воды '.repeat(120_000)

    expect(model.rank(text)[0]?.[0]?.label).toBe('Вода')
    expect(computingMs(() => model.rank(text))).toBeLessThan(2_000)
  })
})

describe('training', () => {
  it('takes one example, one label and an empty side', () => {
    const tiny = trainTextModel([{ text: 'нет воды', labels: ['Вода', null] }])

    expect(tiny.rank('нет воды').map((ranked) => ranked.map(({ label }) => label))).toEqual([['Вода'], []])
  })

  it('takes texts without a single word', () => {
    const wordless = trainTextModel([
      { text: '!!!', labels: ['А'] },
      { text: '', labels: ['Б'] },
    ])

    expect(wordless.rank('')[0]).toHaveLength(2)
  })
})

describe('a damaged file', () => {
  it('is refused, however it is cut or changed at the beginning', () => {
    const bytes = textModelToBytes(model)

    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(() => textModelFromBytes(bytes.slice(0, length))).toThrow(TextModelDamaged)
      }),
      { numRuns: 50 },
    )
    expect(() => textModelFromBytes(Buffer.from('id,text'))).toThrow(TextModelDamaged)
  })
})
