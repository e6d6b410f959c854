import { describe, expect, it } from 'vitest'
import { givenMessage } from '../test/support/given.ts'
import { understandByWords } from '../test/support/small-town.ts'
import { arePlainWords, isBeginning } from './plain-words.ts'

const photo = { type: 'photo', reference: 'photo1_1', raw: {} }
const voice = { type: 'audio_message', reference: null, raw: {} }
const sticker = { type: 'sticker', reference: null, raw: {} }
const geo = { latitude: 54.6, longitude: 39.7, title: null }

describe('a beginning, after which more will follow', () => {
  it.each([
    ['a greeting', { text: 'Здравствуйте' }],
    ['a few words', { text: 'яма на дороге' }],
    ['a photo without a word', { attachments: [photo] }],
    ['a place without a word', { geo }],
  ])('is %s', (_what, fields) => {
    expect(isBeginning(givenMessage(fields), understandByWords, null)).toBe(true)
  })

  it.each([
    ['a whole question', { text: 'На улице Мира не горит фонарь, темно уже третий день' }],
    ['a voice message', { attachments: [voice] }],
    ['a sticker', { attachments: [sticker] }],
    ['a word of thanks', { text: 'спасибо' }],
  ])('is not %s', (_what, fields) => {
    expect(isBeginning(givenMessage(fields), understandByWords, null)).toBe(false)
  })

  it('is not what answers a question of the bot', () => {
    const session = { __scene: { current: 'question' } }

    expect(isBeginning(givenMessage({ text: 'Мира, 5' }), understandByWords, session)).toBe(false)
  })
})

describe('plain words', () => {
  it.each([
    ['a button', { text: 'Отмена', payload: { c: 'cancel' } }],
    ['a command', { text: 'мои обращения' }],
    ['an answer to «Помогло?»', { text: 'Нет' }],
    ['an invitation', { text: 'ОТК-7F3K-9Q2M' }],
    ['the label of a choice', { text: 'Другая тема' }],
  ])('are not %s', (_what, fields) => {
    const session = { choices: [{ label: 'Другая тема', payload: { c: 'otherTopic' } }] }

    expect(arePlainWords(givenMessage(fields), session)).toBe(false)
  })

  it('are whatever else is said', () => {
    expect(arePlainWords(givenMessage({ text: 'и во дворе тоже' }), null)).toBe(true)
  })
})
