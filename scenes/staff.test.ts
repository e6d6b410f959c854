import { describe, expect, it } from 'vitest'
import { ticketId } from '../src/domain/ids.ts'
import { DialogueInMemory } from '../test/support/dialogue-in-memory.ts'
import { givenStaffMember, givenTicket } from '../test/support/given.ts'

const coordinator = givenStaffMember(7, {
  memberships: [{ role: 'coordinator', institutionId: null, municipalityId: null }],
})

describe('a member of staff', () => {
  it('answers by replying to the card, after the preview', async () => {
    const dialogue = givenStaffDialogue()
    dialogue.town.cards.set(900, ticketId(12))

    const preview = await dialogue.say('Засыпем завтра.', { replyTo: { cmid: 900, text: 'Новое обращение' } })
    expect(preview).toContain('Так ответ на № 12 увидит житель')
    expect(dialogue.town.answers).toEqual([])

    expect(await dialogue.press('Отправить')).toContain('Что это за ответ на № 12?')
    expect(dialogue.town.answers).toEqual([])
    expect(await dialogue.press('Решено')).toContain('отправлен')
    expect(dialogue.town.answers).toMatchObject([{ ticketId: 12, text: 'Засыпем завтра.' }])
  })

  it('finds the ticket by the number in the quoted text when the card is not known', async () => {
    const dialogue = givenStaffDialogue()

    expect(await dialogue.say('Готово', { replyTo: { cmid: 1, text: 'Новое обращение № 12' } })).toContain(
      'ответ на № 12',
    )
  })

  it('practises on sample questions without reaching anybody, and leaves for a real card', async () => {
    const dialogue = givenStaffDialogue()
    dialogue.town.cards.set(900, ticketId(12))

    expect(await dialogue.say('потренироваться')).toContain('Вопрос 1 из 5')
    expect(await dialogue.say('Ваше обращение принято к сведению.')).toContain('из 10.')
    expect(await dialogue.press('Следующий вопрос')).toContain('Вопрос 2 из 5')
    expect(
      await dialogue.say('Засыпем завтра.', { replyTo: { cmid: 900, text: 'Новое обращение' } }),
    ).toContain('ответ на № 12')
    expect(dialogue.town.answers).toEqual([])
  })

  it('is told that words without a card went nowhere', async () => {
    const dialogue = givenStaffDialogue()

    expect(await dialogue.say('Засыпем завтра.')).toContain('никуда не ушло')
    expect(dialogue.town.answers).toEqual([])
  })

  it('pressing «Отправить» twice sends once and is not alarmed', async () => {
    const dialogue = givenStaffDialogue()
    await dialogue.say('Ответить', { payload: { c: 'write', t: 12 } })
    await dialogue.say('Засыпем завтра.')
    await dialogue.press('Отправить')
    await dialogue.press('Разъяснено')

    expect(await dialogue.say('Отправить', { payload: { c: 'send', t: 12, m: 2 } })).toContain(
      'уже сработала',
    )
    expect(dialogue.town.answers).toHaveLength(1)
  })

  it('is told by whom a ticket was taken', async () => {
    const dialogue = givenStaffDialogue()
    dialogue.town.add(givenTicket({ id: ticketId(12), status: 'taken', takenById: givenStaffMember(3).id }))

    expect(await dialogue.say('Беру', { payload: { c: 'take', t: 12 } })).toContain(
      'уже занимается Коллега 3',
    )
  })

  it.each([
    ['statistics', 'Это могут только координаторы'],
    ['invite', 'Это могут только координаторы'],
  ])('who is no coordinator is refused %s', async (command, words) => {
    const dialogue = givenStaffDialogue(givenStaffMember(1))

    expect(await dialogue.say('Кнопка', { payload: { c: command } })).toContain(words)
  })

  it('who coordinates reads the figures of the month', async () => {
    expect(await givenStaffDialogue().say('статистика')).toMatch(
      /с 1 ноября по 24 ноября.*всего 12.*медиана 1 ч 30 мин/su,
    )
  })
})

function givenStaffDialogue(member = coordinator): DialogueInMemory {
  const dialogue = new DialogueInMemory({ member })
  dialogue.town.add(givenTicket({ id: ticketId(12) }))
  return dialogue
}
