import { describe, expect, it } from 'vitest'
import { staffId, ticketId } from '../src/domain/ids.ts'
import { keyboardProblems } from '../src/domain/keyboard.ts'
import { messageLengthMax } from '../src/domain/split-text.ts'
import { givenTicket, givenTicketInFull, moment, noon } from '../test/support/given.ts'
import { changedCard, ticketCard } from './notices.ts'

const plain = { occasion: 'new', note: null, attachments: [] } as const

describe('the card of a ticket', () => {
  it('says at a glance what, where, whose and by when', () => {
    const ticket = givenTicket({ id: ticketId(12), place: 'Лесная, 5' })
    const conversation = [{ by: 'citizen', text: 'Во дворе яма', attachmentTypes: [], vkAt: noon }] as const

    const { text, about } = ticketCard(givenTicketInFull({ ticket, conversation }), plain, noon)

    expect(text).toMatch(/^Новое обращение № 12\n/u)
    expect(text).toContain('Тема: Ямы на дорогах')
    expect(text).toContain('Первый ответ: осталось 4 ч, сегодня до 16:00')
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

  it('tells which of several questions is the reader’s, and who takes care of the rest', () => {
    const part = { text: 'Когда приём у главы?', others: ['Водоканал', 'Школа № 3'] }

    const { text } = ticketCard(givenTicketInFull(), { ...plain, part }, noon)

    expect(text).toContain('Ваш: «Когда приём у главы?» На остальное отвечает: Водоканал, Школа № 3.')
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

describe('the card after a change', () => {
  const here = { kind: 'here' } as const
  const labels = (card: ReturnType<typeof changedCard>): readonly string[] =>
    (card.keyboard?.rows ?? []).flat().map((button) => (button.type === 'location' ? '' : button.label))

  it('says who took it, and offers that to nobody else', () => {
    const ticket = givenTicket({ status: 'taken', takenById: staffId(3) })

    const card = changedCard(givenTicketInFull({ ticket, takenByName: 'Ольга Иванова' }), here, noon)

    expect(card.text).toMatch(/^Обращение № 4821: уже взяли, занимается Ольга Иванова\n/u)
    expect(labels(card)).not.toContain('Беру')
    expect(labels(card)).toContain('Ответить')
  })

  it('of an answered ticket says that there is nothing left to do', () => {
    const ticket = givenTicket({ status: 'answered', answeredAt: noon, result: 'solved' })

    const card = changedCard(givenTicketInFull({ ticket }), here, noon)

    expect(card.text).toMatch(/^Обращение № 4821 закрыто: ответ дали, решено\. Отвечать больше не нужно\.\n/u)
    expect(labels(card)).toEqual(['Подробнее'])
  })

  it('of a ticket that went on names the new owner and has no buttons', () => {
    const card = changedCard(givenTicketInFull(), { kind: 'elsewhere', ownerTitle: 'Комитет ЖКХ' }, noon)

    expect(card.text).toContain('передали: Комитет ЖКХ. Отвечать на него вам больше не нужно.')
    expect(labels(card)).toEqual([])
  })

  it('that a new one replaced sends its reader there', () => {
    const card = changedCard(givenTicketInFull(), { kind: 'replaced' }, noon)

    expect(card.text).toContain('вернулось к вам. Новая карточка ниже')
    expect(labels(card)).toEqual(['Подробнее'])
  })

  it('names what the same person asked the same owner before', () => {
    const earlier = [
      { id: ticketId(4790), status: 'answered' },
      { id: ticketId(4712), status: 'withdrawn' },
    ] as const

    const { text } = ticketCard(givenTicketInFull({ earlier }), plain, noon)

    expect(text).toContain('Прежние обращения к вам: № 4790 (ответили), № 4712 (отозвано)')
  })
})
