import { beforeAll, describe, expect, it } from 'vitest'
import { givenDirectory } from '../../test/support/given.ts'
import { openings } from '../../test/chaos/phrases.ts'
import { taxonomyTopics } from '../../test/support/taxonomy-topics.ts'
import { givenAppeals } from '../../test/text/given-appeals.ts'
import { findMatters } from '../domain/find-matters.ts'
import { institutionId } from '../domain/ids.ts'
import type { Understand } from '../domain/understanding.ts'
import { buildUnderstand } from './build-understand.ts'
import { textCharactersMax } from './normalize.ts'
import type { TextModel } from './text-model.ts'
import { trainTextModel } from './train-text-model.ts'

let understand: Understand
let model: TextModel

beforeAll(() => {
  understand = buildUnderstand(givenDirectory({ topics: [...taxonomyTopics()] }))
  model = trainTextModel(givenAppeals())
})

/** What the topics of the taxonomy are called by citizens: 130 short texts of all kinds. */
const phrases = taxonomyTopics().flatMap(({ phrases: [first] }) => first ?? [])
const appeals = givenAppeals().map(({ text }) => text)
const firstOf = (text: string): string | undefined => understand(text).topics[0]?.topicId
const rankedFirst = (text: string): string | undefined => model.rank(text)[0]?.[0]?.label

const lookalikes = new Map(Array.from('асекнорхт', (letter, at) => [letter, 'acekhopxt'[at] ?? letter]))

describe('the same words written otherwise', () => {
  it.each([
    ['in capitals', (text) => text.toUpperCase()],
    ['with ё wherever е is', (text) => text.replaceAll('е', 'ё').replaceAll('Е', 'Ё')],
    ['without ё', (text) => text.replaceAll('ё', 'е')],
    ['with emoji between the words', (text) => `🔥${text.replaceAll(' ', ' 😡👇 ')}!!!🤬🤬`],
    ['with composed letters', (text) => text.normalize('NFD')],
    ['with signs without width inside', (text) => Array.from(text).join('\u200B')],
    ['with remnants of HTML', (text) => `<p class="x">${text.replaceAll(' ', '&nbsp;<br/>')}</p>`],
    ['with a mention and a link', (text) => `[club1|Дороги], ${text} https://example.org/яма?x=1`],
    ['with one Latin letter in each word', (text) => text.replaceAll(/[а-яё]+/gu, withOneLookalike)],
  ] satisfies readonly (readonly [string, (text: string) => string])[])('mean the same %s', (_, written) => {
    for (const phrase of phrases)
      expect(understand(written(phrase)).topics).toEqual(understand(phrase).topics)
    for (const text of appeals) expect(model.rank(written(text))).toEqual(model.rank(text))
  })
})

/** Where a word has other Russian letters beside: «вода» has, «сор» could be an English word. */
function withOneLookalike(word: string): string {
  const at = Array.from(word).findIndex((letter) => lookalikes.has(letter))
  if (at === -1 || word.length < 4) return word
  return `${word.slice(0, at)}${lookalikes.get(word[at] ?? '') ?? ''}${word.slice(at + 1)}`
}

describe('words with mistakes', () => {
  /** Three phrases of each topic: short appeals. The longest word of each phrase is spoilt in the middle. */
  const short = taxonomyTopics().map(({ phrases: all }) => all.slice(0, 3).join(', '))
  const keptBy = (texts: readonly string[], written: (text: string) => string): number =>
    texts.filter((text) => firstOf(written(text)) === firstOf(text)).length / texts.length

  it.each([
    ['two letters changed places', swapped],
    ['a letter is missing', (text) => inLongest(text, (word, at) => word.slice(0, at) + word.slice(at + 1))],
    ['a letter is doubled', (text) => inLongest(text, (word, at) => word.slice(0, at) + word.slice(at - 1))],
    [
      'a finger slipped',
      (text) => inLongest(text, (word, at) => `${word.slice(0, at)}ю${word.slice(at + 1)}`),
    ],
  ] satisfies readonly (readonly [string, (text: string) => string])[])(
    'are forgiven in six texts of seven: %s',
    (_, written) => {
      expect(keptBy(short, written)).toBeGreaterThan(0.85)
      for (const text of appeals) expect(rankedFirst(written(text))).toBe(rankedFirst(text))
    },
  )

  it('and Russian in Latin letters is read', () => {
    expect(keptBy(short, inLatin)).toBeGreaterThan(0.95)
    expect(keptBy(phrases, inLatin)).toBeGreaterThan(0.85)
  })
})

describe('swearing in disguise', () => {
  it.each([
    'х*й знает',
    'бл@дь',
    'бл#дь',
    'п.и.з.д.е.ц',
    'п и з д е ц',
    'пи3дец',
    'нaхyй',
    'сyкa',
    'с*ки',
    'ёб@ный стыд',
    'пиzдец',
    'xyйня',
  ])('«%s» hides no matter', (foul) => {
    for (const [text, topic] of matters)
      expect([text, firstOf(`${foul}, ${text}, ${foul}!!!`)]).toEqual([text, topic])
  })
})

describe('two matters in one message', () => {
  /** Each group of topics is the business of somebody else. */
  const groups = [...new Set(taxonomyTopics().map(({ groupId }) => groupId))]
  const ownerBy = new Map(
    taxonomyTopics().map(({ id, groupId }) => [id, institutionId(groups.indexOf(groupId) + 1)]),
  )
  const apart = (text: string): readonly string[] =>
    findMatters(text, understand(text), {
      understand,
      sureConfidence: 0.7,
      ownerOf: (id) => ownerBy.get(id) ?? null,
    }).map((matter) => matter.topicId)

  it('are told apart when each is clear by itself', () => {
    for (const [one, first] of clear)
      for (const [other, second] of clear) {
        if (first === second) continue

        expect([one, other, apart(`${one}. И ещё: ${other}`)]).toEqual([one, other, [first, second]])
        expect([one, other, apart(`Здравствуйте! 1) ${one} 2) ${other}`)]).toEqual([
          one,
          other,
          [first, second],
        ])
      }
  })

  it('are told apart as people write them', () => {
    expect(apart('На Ленина яма на дороге. И ещё: ребёнку в школьной столовой дают холодные обеды')).toEqual([
      'DOROGI-01',
      'OBR-03',
    ])
    expect(apart('Здравствуйте!\nОгромная яма на дороге\nВ школьной столовой дают холодные обеды')).toEqual([
      'DOROGI-01',
      'OBR-03',
    ])
  })

  it('are not seen in phrases of the taxonomy, in what people of the chaos runs say, and in texts about one matter', () => {
    const single = [
      ...phrases,
      ...appeals,
      ...openings,
      ...openings.map((words) => `${words} (метка ж1.2)`),
      rambling,
    ]

    expect(single.filter((text) => apart(text).length > 0)).toEqual([])
  })
})

describe('long and mixed texts', () => {
  it('keep both matters of two questions among the first three', () => {
    for (const [one, first] of matters)
      for (const [other, second] of matters) {
        const found = understand(`${one}. И ещё вопрос: ${other}`)
          .topics.slice(0, 3)
          .map(({ topicId }) => topicId)

        expect(found).toEqual(expect.arrayContaining([first, second]))
      }
  })

  it('keep the matter among the first three when it is a fortieth of what is said, and are not sure', () => {
    for (const [text, topic] of matters) {
      const told = `${rambling} ${text}. ${rambling}`
      const found = understand(told).topics.slice(0, 3)

      expect(found.map(({ topicId }) => topicId)).toContain(topic)
      // Rather a question with buttons than a guess.
      expect(found[0]?.confidence).toBeLessThan(0.5)
    }
  })

  it('tell nothing when they are nothing but signs', () => {
    for (const text of [
      '',
      ' ',
      '\n\t',
      '…',
      '?!',
      '😡',
      '🤬🤬🤬',
      '👨‍👩‍👧‍👦',
      '❓❓',
      '🔥🏠',
      '\u200B',
      '<br/>',
      '&nbsp;',
    ]) {
      expect([text, understand(text)]).toMatchObject([text, { topics: [], danger: null }])
      expect(model.rank(text).map((ranked) => ranked.length)).toEqual([5, 2])
    }
  })

  it('cost no more than the beginning that is looked at', () => {
    const text = 'нет воды '.repeat(120_000)

    expect(understand(text)).toEqual(understand(text.slice(0, textCharactersMax)))
    expect(model.rank(text)).toEqual(model.rank(text.slice(0, textCharactersMax)))
  })
})

const matters = [
  ['не вывозят мусор', 'MUSOR-01'],
  ['не горит фонарь на улице', 'SVET-01'],
  ['нет горячей воды', 'VODA-02'],
  ['яма на дороге', 'DOROGI-01'],
  ['как записать ребёнка в садик', 'OBR-01'],
] as const

const clear = [
  ['баки у дома переполнены, вторую неделю не вывозят мусор', 'MUSOR-01'],
  ['третий день не горит ни один фонарь на улице, темно', 'SVET-01'],
  ['огромная яма на дороге, пробил колесо', 'DOROGI-01'],
  ['в квартирах нет горячей воды, чуть тёплая', 'VODA-02'],
] as const

/** Tells much and nothing to the point. */
const rambling = `Здравствуйте, уважаемые! Пишу вам уже не в первый раз, потому что больше не знаю, к кому обратиться.
Я пенсионерка, всю жизнь прожила честно, вырастила двоих сыновей, старший давно уехал, младший приезжает редко. Раньше мы
жили дружно, соседи помогали друг другу, а теперь никому ничего не нужно, все только обещают. Вчера опять думала об этом,
ночь не спала, пила чай и вспоминала молодость. Муж мой, царствие ему небесное, всегда говорил: не молчи, а то так и будет.
Вот и не молчу. Подруга Валентина Петровна тоже согласна, мы с ней каждый вечер это обсуждаем.`

const swapped = (text: string): string =>
  inLongest(
    text,
    (word, at) => `${word.slice(0, at - 1)}${word[at] ?? ''}${word[at - 1] ?? ''}${word.slice(at + 1)}`,
  )

/** Changes the longest word, where it hurts most, in the middle. */
function inLongest(text: string, change: (word: string, at: number) => string): string {
  return text
    .split(', ')
    .map((part) => {
      const words = part.split(' ')
      const longest = words.toSorted((left, right) => right.length - left.length)[0] ?? ''
      return words
        .map((word) => (word === longest ? change(word, Math.floor(word.length / 2)) : word))
        .join(' ')
    })
    .join(', ')
}

const latin = new Map(
  Object.entries({
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'yo',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'h',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'sch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
    ю: 'yu',
    я: 'ya',
  }),
)
function inLatin(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => latin.get(letter) ?? letter).join('')
}
