import { describe, expect, it } from 'vitest'
import { ticketId } from '../src/domain/ids.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { givenMessage, photo } from '../test/support/given.ts'
import { button, citizenMenu, inline } from './keyboards.ts'
import { choicesOf, typedChoice, withNumberedChoices } from './scene-kit.ts'

const question: OutgoingMessage = {
  text: 'К какому это добавить?',
  keyboard: inline(
    [button('К № 12', { kind: 'addTo', ticketId: ticketId(12) })],
    [button('Это новый вопрос', { kind: 'new' })],
  ),
}
const offered = choicesOf(question)

describe('typedChoice', () => {
  it('understands the label of a choice, in any case', () => {
    expect(typedChoice(offered, givenMessage({ text: ' это НОВЫЙ вопрос ' }))).toEqual({ c: 'new' })
  })

  it('understands a number where buttons are not shown', () => {
    const message = givenMessage({ text: '1', showsButtons: false })

    expect(typedChoice(offered, message)).toEqual({ c: 'addTo', t: 12 })
  })

  it('takes a number for words where buttons are shown: it may be a house', () => {
    expect(typedChoice(offered, givenMessage({ text: '1' }))).toBeNull()
  })

  it.each(['0', '3', '-1', '1.5', '007', 'первое'])('takes «%s» for words', (text) => {
    expect(typedChoice(offered, givenMessage({ text, showsButtons: false }))).toBeNull()
  })

  it('takes a label under a photo for words: the photo must not be lost', () => {
    const message = givenMessage({ text: 'Это новый вопрос', attachments: [photo] })

    expect(typedChoice(offered, message)).toBeNull()
  })

  it.each([undefined, null, 'junk', [{ label: 7 }], { label: 'x' }])(
    'offers nothing when the session holds %j',
    (stored) => {
      expect(typedChoice(stored, givenMessage({ text: 'x', showsButtons: false }))).toBeNull()
    },
  )
})

describe('withNumberedChoices', () => {
  it('writes the choices out, numbered as they are understood', () => {
    expect(withNumberedChoices(question).text).toBe(
      'К какому это добавить?\n\nОтветьте цифрой:\n1. К № 12\n2. Это новый вопрос',
    )
  })

  it('leaves a message alone that offers nothing but the menu', () => {
    const greeting = { text: 'Здравствуйте!', keyboard: citizenMenu }

    expect(withNumberedChoices(greeting)).toBe(greeting)
  })

  it('does not number what cannot be chosen by a word, like a place on the map', () => {
    const where: OutgoingMessage = {
      text: 'Где это?',
      keyboard: {
        inline: true,
        rows: [[{ type: 'location', payload: { c: 'place' } }], [button('Пропустить', { kind: 'skip' })]],
      },
    }

    expect(withNumberedChoices(where).text).toBe('Где это?\n\nОтветьте цифрой:\n1. Пропустить')
  })
})
