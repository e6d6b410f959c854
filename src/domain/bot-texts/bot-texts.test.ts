import { describe, expect, it } from 'vitest'
import { botTextGroups } from './bot-text.ts'
import { botText, botTextKeys } from './bot-texts.ts'
import { checkBotText, tidyBotText } from './check-bot-text.ts'
import { blanksIn, fillBlanks } from './fill-blanks.ts'
import { ownWording, usualWording, worded } from './wording.ts'

const examplesOf = (key: (typeof botTextKeys)[number]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(botText(key).blanks).map(([name, { example }]) => [name, example]))

describe('the texts that a region may put in its own words', () => {
  it.each(botTextKeys)('%s: the usual words pass their own check and leave no blank', (key) => {
    const { usual, blanks, group } = botText(key)

    expect(checkBotText(key, usual)).toEqual([])
    expect(tidyBotText(usual)).toBe(usual)
    expect(blanksIn(usual).toSorted()).toEqual(Object.keys(blanks).toSorted())
    expect(fillBlanks(usual, examplesOf(key))).not.toMatch(/[{}]/u)
    expect(botTextGroups).toContain(group)
  })

  it('stand in groups that are not empty, each under a title of its own', () => {
    const texts = botTextKeys.map(botText)

    expect(new Set(texts.map(({ group }) => group)).size).toBe(botTextGroups.length)
    expect(new Set(texts.map(({ title }) => title)).size).toBe(texts.length)
    expect(texts.length).toBeGreaterThan(20)
  })

  it('leave the numbers of help to the bot', () => {
    const { usual, tail } = botText('ask-more-words')

    expect([usual.includes('112'), tail?.includes('112')]).toEqual([false, true])
    expect(botTextKeys.filter((key) => /\b1(?:01|02|03|04|12)\b/u.test(botText(key).usual))).toEqual([])
  })
})

describe('the check of words', () => {
  it.each([
    ['nothing at all', 'ask-words', '', /^Напишите хоть что-нибудь/u],
    ['a blank that is needed and missing', 'receipt', 'Принято!', /^Добавьте \{номер\} — номер обращения/u],
    [
      'a blank with a slip',
      'receipt',
      '№ {номер}, {Номир}',
      /^\{Номир\} здесь заменить нечем\. Может быть, \{номер\}\?$/u,
    ],
    ['a blank of another text', 'receipt', '№ {номер} {когда откроются}', /Есть: \{номер\}\.$/u],
    ['a blank where there are none', 'ask-words', 'Пишите, {имя}', /обычными словами, без фигурных скобок/u],
    ['the name of something of the language', 'ask-words', 'Пишите, {constructor}', /заменить нечем/u],
    ['a brace without a pair', 'receipt', 'Принято: {номер', /^Скобка осталась без пары/u],
    [
      'a bot that does not say so',
      'greeting',
      'Здравствуйте! Чем помочь? Наша работа — слушать.',
      /пишет бот/u,
    ],
    ['too many words', 'ask-words', 'а'.repeat(301), /301 знаков, а можно 300/u],
  ] as const)('refuses %s', (_what, key, words, expected) => {
    const problems = checkBotText(key, words)

    expect(problems.some((sentence) => expected.test(sentence))).toBe(true)
  })

  it('names every fault at once', () => {
    expect(checkBotText('human-called', '}{кто отвечит}'.padEnd(500, '!'))).toHaveLength(5)
  })

  it('keeps no sign that nobody sees or the database refuses', () => {
    expect(tidyBotText(' Пишите\r\nсюда\t\u0000\u001b[1m\ud800! ')).toBe('Пишите\nсюда [1m!')
  })
})

describe('what the bot says', () => {
  it('is the usual until the region says it otherwise, with the tail that is always there', () => {
    const wording = ownWording([{ code: 'ask-more-words', text: 'А подробнее?' }])

    expect(worded(usualWording, 'receipt', { номер: '7' })).toBe('Обращение № 7 принято.')
    expect(worded(wording, 'ask-more-words', {})).toBe('А подробнее? Если нужна срочная помощь, звоните 112.')
  })

  it('fills every blank once: what is filled in is never read as a blank', () => {
    const wording = ownWording([{ code: 'added', text: '{номер}, { номер }: {кто ответит}' }])

    expect(worded(wording, 'added', { номер: '7', 'кто ответит': '{номер}' })).toBe('7, 7: {номер}')
  })

  it('never is what was stored under other rules', () => {
    const stored = [
      { code: 'receipt', text: 'Спасибо!' },
      { code: 'no-such-text', text: 'Спасибо!' },
    ]

    expect(ownWording(stored).size).toBe(0)
  })

  it('makes no mention of anybody, and leaves an address of mail whole', () => {
    const wording = ownWording([{ code: 'ask-words', text: '[id1|Глава] @club1 или info@gorod.ru.' }])

    const said = worded(wording, 'ask-words', {})

    expect(said).not.toMatch(/\[id1\||@club1/u)
    expect(said).toContain('info@gorod.ru.')
  })
})
