import { describe, expect, it } from 'vitest'
import { ticketId } from '../src/domain/ids.ts'
import { keyboardProblems } from '../src/domain/keyboard.ts'
import { messageLengthMax } from '../src/domain/split-text.ts'
import { givenTicket, givenTicketInFull, moment, noon } from '../test/support/given.ts'
import { ticketCard } from './notices.ts'

const plain = { occasion: 'new', note: null, attachments: [] } as const

describe('the card of a ticket', () => {
  it('says at a glance what, where, whose and by when', () => {
    const ticket = givenTicket({ id: ticketId(12), place: 'Лесная, 5' })
    const conversation = [{ by: 'citizen', text: 'Во дворе яма', attachmentTypes: [], vkAt: noon }] as const

    const { text, about } = ticketCard(givenTicketInFull({ ticket, conversation }), plain, noon)

    expect(text).toMatch(/^Новое обращение № 12\n/u)
    expect(text).toContain('Тема: Ямы на дорогах')
    expect(text).toContain('сегодня до 16:00 (осталось 4 ч)')
    expect(text).toContain('Место: Лесногорск, Лесная, 5')
    expect(text).toContain('Во дворе яма')
    expect(about).toBe(12)
  })

  it('says how late it is', () => {
    const card = ticketCard(givenTicketInFull(), plain, moment('2026-11-24 17:30'))

    expect(card.text).toContain('просрочено на 1 ч 30 мин')
  })

  it('carries the reason of a colleague who forwarded it', () => {
    const forwarded = { ...plain, occasion: 'forwarded', note: 'Дорога городская' } as const

    expect(ticketCard(givenTicketInFull(), forwarded, noon).text).toContain('Дорога городская')
  })

  it('fits one message with sound buttons, however long the story', () => {
    const said = { by: 'citizen', text: '👍'.repeat(3000), attachmentTypes: [], vkAt: noon } as const
    const attachments = Array.from({ length: 12 }, (_, index) => ({
      type: 'photo',
      reference: `photo1_${index}`,
      raw: {},
    }))

    const card = ticketCard(givenTicketInFull({ conversation: [said] }), { ...plain, attachments }, noon)

    expect(card.text.length).toBeLessThanOrEqual(messageLengthMax)
    expect(card.text).not.toMatch(/\p{Surrogate}/u)
    expect(card.text).toContain('«Подробнее»')
    expect(card.attachments).toHaveLength(9)
    expect(card.keyboard === undefined ? ['none'] : keyboardProblems(card.keyboard)).toEqual([])
  })

  it('of a photo alone says so', () => {
    expect(ticketCard(givenTicketInFull(), plain, noon).text).toContain('Без текста')
  })
})
