import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenUnderstanding } from '../../test/support/given.ts'
import { type Matter, type MatterRules, findMatters } from './find-matters.ts'
import { institutionId, municipalityId, topicId } from './ids.ts'
import type { Understand } from './understanding.ts'

const roads = institutionId(1)
const water = institutionId(2)
const school = institutionId(3)
/** A word that tells the topic, and who answers it; snow is the business of those who mend roads. */
const subjects = [
  ['яма', topicId('PIT'), roads],
  ['снег', topicId('SNOW'), roads],
  ['вод', topicId('WATER'), water],
  ['каникул', topicId('HOLIDAY'), school],
  ['лагер', topicId('CAMP'), institutionId(4)],
] as const
const here = municipalityId(7)

/** Sure of a text about one thing; torn between the things of a text about several. */
const understand: Understand = (text) => {
  const lower = text.toLowerCase()
  const met = subjects.filter(([word]) => lower.includes(word))
  return givenUnderstanding({
    utterance: /^здравствуйте[!.]?\s*$/u.test(lower) ? 'greeting' : 'question',
    topics: met.map(([, id]) => ({ topicId: id, confidence: 0.9 / met.length })),
    place: {
      municipalityIds: lower.includes('зарянск') ? [here] : [],
      text: /мира, \d+/u.exec(lower)?.[0] ?? null,
    },
    danger: lower.includes('пожар') ? 'fire' : null,
    ...(lower.includes('hello') ? { isForeign: true } : {}),
  })
}

const rules: MatterRules = {
  understand,
  sureConfidence: 0.7,
  ownerOf: (id) => subjects.find(([, topic]) => topic === id)?.[2] ?? null,
}
const find = (text: string): readonly Matter[] => findMatters(text, understand(text), rules)
const topicsOf = (text: string): readonly string[] => find(text).map((matter) => matter.topicId)

describe('two matters in one message', () => {
  it.each([
    'На Ленина яма на дороге. И ещё: когда в школе № 5 начнутся каникулы?',
    'На Ленина огромная яма, а также когда начнутся каникулы в школе',
    'Здравствуйте! Два вопроса. 1. Огромная яма на Ленина 2. Когда начнутся каникулы?',
    'Здравствуйте!\nНа Ленина огромная яма.\nКогда начнутся школьные каникулы?\nС уважением, Анна Петрова',
    'На Ленина огромная яма. Машины ломаются. Второй вопрос: когда начнутся каникулы? Ждём ответа.',
    'На Ленина огромная яма! Подскажите, когда начнутся каникулы?',
  ])('are told apart in «%s»', (text) => {
    expect(topicsOf(text)).toEqual(['PIT', 'HOLIDAY'])
  })

  it('keep what stands around them: the words before go with the first, those after with the last', () => {
    const [first, second] = find(
      'Добрый день, это Анна. На Ленина огромная яма. Второй вопрос: когда начнутся каникулы? Мира, 5',
    )

    expect(first).toMatchObject({ text: 'Добрый день, это Анна. На Ленина огромная яма. ', ownerId: roads })
    expect(second).toMatchObject({ text: 'Второй вопрос: когда начнутся каникулы? Мира, 5', ownerId: school })
  })

  it('share the place when only one of them names it', () => {
    const matters = find('В Зарянске, Мира, 5 огромная яма. И ещё у нас третий день нет воды.')

    expect(matters.map(({ place, municipalityIds }) => [place, municipalityIds])).toEqual([
      ['мира, 5', [here]],
      ['мира, 5', [here]],
    ])
  })

  it('may be three', () => {
    expect(
      topicsOf('1. Огромная яма на Ленина. 2. Третий день нет воды. 3. Когда начнутся каникулы?'),
    ).toEqual(['PIT', 'WATER', 'HOLIDAY'])
  })
})

describe('one matter', () => {
  it.each([
    [
      'a story with its background',
      'На Ленина огромная яма. Дети ходят мимо. Писали уже три раза. Когда починят?',
    ],
    ['a greeting and a question', 'Здравствуйте! На Ленина огромная яма на дороге.'],
    ['a matter said twice', 'На Ленина огромная яма. Дети ходят мимо. Повторяю, огромная яма на Ленина!'],
    [
      'a matter to which the story comes back',
      'Огромная яма на Ленина. Нет воды третий день. И опять эта яма на Ленина.',
    ],
    ['a name and an address at the end', 'На Ленина огромная яма на дороге.\nАнна Петрова\nМира, 5'],
    ['two topics of the same people', 'На Ленина огромная яма. И ещё: не чистят снег у дома.'],
    ['a few words beside the question', 'На Ленина огромная яма на дороге. И ещё: каникулы?'],
    ['two subjects of one sentence', 'Яма на Ленина, и вода стоит в ней неделю'],
    ['an unsure second part', 'На Ленина огромная яма. И ещё: вода, снег, каникулы, всё плохо.'],
    ['danger', 'На Ленина огромная яма. И ещё: когда каникулы, у соседей пожар?'],
    ['another language', 'Hello, на Ленина огромная яма. И ещё: когда начнутся каникулы?'],
    [
      'more than three',
      '1. Огромная яма на Ленина. 2. Три дня нет воды. 3. Когда начнутся каникулы? 4. Где летний лагерь?',
    ],
    [
      'a long text',
      `На Ленина огромная яма. ${'Жду ответа и надеюсь. '.repeat(100)}И ещё: когда начнутся каникулы?`,
    ],
    ['nothing', ''],
  ])('is %s', (_, text) => {
    expect(find(text)).toEqual([])
  })

  it('is what is sure as a whole when nobody says that another question follows', () => {
    const text = 'На Ленина огромная яма! Когда начнутся каникулы?'
    const sure = givenUnderstanding({ topics: [{ topicId: topicId('PIT'), confidence: 0.75 }] })

    expect(findMatters(text, understand(text), rules)).toHaveLength(2)
    expect(findMatters(text, sure, rules)).toEqual([])
  })

  it('is what nobody but the coordinators would answer', () => {
    const text = 'На Ленина огромная яма. И ещё: когда начнутся каникулы?'

    expect(findMatters(text, understand(text), { ...rules, ownerOf: () => null })).toEqual([])
  })
})

describe('any text', () => {
  it('comes apart into all its words in their order, with different people for each part, or not at all', () => {
    let apart = 0
    fc.assert(
      fc.property(anyText, (text) => {
        const matters = find(text)
        if (matters.length === 0) return
        apart += 1

        expect(matters.map((matter) => matter.text).join('')).toBe(text)
        expect(matters.length).toBeGreaterThanOrEqual(2)
        expect(matters.length).toBeLessThanOrEqual(3)
        expect(new Set(matters.map(({ ownerId }) => ownerId)).size).toBe(matters.length)
        expect(new Set(matters.map((matter) => matter.topicId)).size).toBe(matters.length)
        expect(matters.every(({ confidence }) => confidence >= 0.7)).toBe(true)
      }),
      { numRuns: 500 },
    )
    expect(apart).toBeGreaterThan(10)
  })
})

const anyText = fc
  .array(
    fc.constantFrom(
      'На Ленина огромная яма',
      'Третий день нет воды',
      'Когда начнутся каникулы?',
      'не чистят снег',
      'И ещё:',
      'Второй вопрос,',
      'Здравствуйте!',
      '1.',
      '2.',
      '. ',
      '\n',
      'Мира, 5',
      'С уважением, Анна',
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((parts) => parts.join(' '))
