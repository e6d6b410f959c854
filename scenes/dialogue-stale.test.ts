import { describe, expect, it } from 'vitest'
import { DialogueInMemory } from '../test/support/dialogue-in-memory.ts'
import { pits } from '../test/support/small-town.ts'

const hours = 3600

describe('a dialogue that went stale', () => {
  it('is registered as it is after a day, with a word about it, and the new words are heard too', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Всё плохо')
    dialogue.wait(25 * hours)

    const heard = await dialogue.say('Спасибо')

    expect(heard).toMatch(/прошлый вопрос остался недосказан/iu)
    expect(dialogue.town.questions).toMatchObject([{ messages: [{ text: 'Всё плохо' }] }])
  })

  it('says that the button is too old when it is pressed after a day, and keeps the question', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Всё плохо')
    dialogue.wait(25 * hours)

    const heard = await dialogue.press(pits.button)

    expect(heard).toMatch(/Обращение № 1 принято.*уже не действует/su)
    expect(dialogue.town.questions).toHaveLength(1)
  })

  it.each([
    ['an unknown version', { version: 99 }],
    ['an unknown step', { step: 'horoscope' }],
    ['a moment that is none', { at: 'вчера' }],
  ])('with %s loses no words', async (_what, fields) => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Всё плохо')
    dialogue.spoilScene(fields)

    await dialogue.say('Когда приём у главы?')

    expect(dialogue.wordsKept()).toEqual(expect.arrayContaining(['Всё плохо', 'Когда приём у главы?']))
  })

  it.each([
    ['a draft of another shape', { draft: { horoscope: 1 } }],
    ['no draft', { draft: null }],
  ])('with %s starts over with the new words', async (_what, fields) => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Всё плохо')
    dialogue.spoilScene(fields)

    expect(await dialogue.say('Когда приём у главы?')).toContain('принято')
  })

  it.each([
    '{"__scene":{"current":"horoscope","state":{}}}',
    '{"__scene":{"current":"answer","state":{"version":1,"step":"preview","at":"2026-11-24T09:00:00Z","draft":{}}}}',
    '{"__scene":{"current":"question"}}',
    '{"choices":"junk","triedCodes":"many","lastAdded":7}',
    '{}',
  ])('answers politely over the session %s', async (session) => {
    const dialogue = new DialogueInMemory()
    dialogue.storedSession = session

    expect(await dialogue.say('Здравствуйте')).toContain('Здравствуйте!')
  })
})
