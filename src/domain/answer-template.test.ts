import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillBlank, fillKnown, firstBlank, templateOf } from './answer-template.ts'

describe('a template', () => {
  it('fills what is known of the ticket and asks for the rest', () => {
    const text = 'Здравствуйте, {имя}! Яму ({адрес}) засыплем {дата}. № {номер}'

    const filled = fillKnown(text, { citizenFirstName: 'Зоя', place: 'Мира, 4', number: 12 })

    expect(filled).toBe('Здравствуйте, Зоя! Яму (Мира, 4) засыплем {дата}. № 12')
    expect(firstBlank(filled)).toBe('дата')
    expect(firstBlank(fillBlank(filled, 'дата', '27 ноября'))).toBeNull()
  })

  it('leaves as a blank what is not known', () => {
    const nothing = { citizenFirstName: null, place: null, number: 12 }

    expect(fillKnown('Здравствуйте, {имя}!', nothing)).toBe('Здравствуйте, {имя}!')
  })

  it('is made of an answer: name, place, dates and hours become blanks', () => {
    const answer = 'Здравствуйте, Зоя! На Мира, 4 засыплем 27 ноября 2026 года до 18:00, проверим 28.11.'

    const template = templateOf(answer, { citizenFirstName: 'Зоя', place: 'Мира, 4' })

    expect(template).toBe('Здравствуйте, {имя}! На {адрес} засыплем {дата} до {время}, проверим {дата}.')
  })

  it('does not take a name out of a longer word', () => {
    expect(templateOf('Ольгинская улица', { citizenFirstName: 'Ольга', place: null })).toBe(
      'Ольгинская улица',
    )
    expect(templateOf('Иванова улица', { citizenFirstName: 'Иван', place: null })).toBe('Иванова улица')
  })

  it('takes any words for a blank as they are', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        fc.pre(!words.includes('{'))
        expect(fillBlank('до {дата (число)}.', 'дата (число)', words)).toBe(`до ${words}.`)
      }),
    )
  })
})
