import { describe, expect, it } from 'vitest'
import { ticketId } from '../../src/domain/ids.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { addSeconds } from '../../src/domain/time.ts'
import { DialogueInMemory } from '../../test/support/dialogue-in-memory.ts'
import { givenTicket, moment, noon } from '../../test/support/given.ts'

const id = ticketId(12)
const day = 24 * 3600

describe('after an answer', () => {
  it('«Да» is thanked for, and nothing is opened', async () => {
    const dialogue = givenAnswered()

    expect(await dialogue.say('Да', { payload: { c: 'rate', t: 12, r: 'helped' } })).toContain(
      'Рад, что помогло',
    )
    expect(dialogue.town.tickets.get(id)?.status).toBe('answered')
  })

  it('«Нет» asks one reason and opens the ticket again', async () => {
    const dialogue = givenAnswered()

    const asked = await dialogue.say('Нет', { payload: { c: 'rate', t: 12, r: 'no' } })
    expect(asked).toContain('Что не так с ответом на № 12?')
    expect(await dialogue.press('Ничего не сделали')).toContain('Вернул обращение № 12')

    expect(dialogue.town.tickets.get(id)).toMatchObject({ status: 'new', reopens: 1, answeredAt: null })
    expect(dialogue.wordsKept()).toContain('Ничего не сделали')
  })

  it.each([
    [1, 'займётся координатор'],
    [2, 'Госуслуги'],
  ])('after %i returns says what comes next', async (reopens, words) => {
    const dialogue = givenAnswered({ reopens })

    await dialogue.say('нет')

    expect(await dialogue.say('Яма на месте')).toContain(words)
  })

  it('«Частично» may be left as it is', async () => {
    const dialogue = givenAnswered()

    expect(await dialogue.say('частично')).toContain('помогло частично')
    await dialogue.press('Не возвращать')

    expect(dialogue.town.tickets.get(id)?.status).toBe('answered')
  })

  it.each(['Нет', 'не согласен', 'Ответили не о том'])('understands the typed word «%s»', async (word) => {
    expect(await givenAnswered().say(word)).toContain('Что не так')
  })

  it('keeps advice in danger before anything else', async () => {
    const dialogue = givenAnswered()
    await dialogue.say('нет')

    expect(await dialogue.say('Ничего не сделали, пахнет газом')).toMatch(/104[\s\S]*Вернул обращение/u)
  })

  it('is not opened after two weeks, but a new question is welcome', async () => {
    const dialogue = givenAnswered({ answeredAt: addSeconds(noon, -15 * day) })

    expect(await dialogue.say('Нет', { payload: { c: 'rate', t: 12, r: 'no' } })).toContain(
      'как новый вопрос',
    )
  })

  it('«Спасибо», a word of agreement and «да» to nothing open nothing', async () => {
    const dialogue = givenAnswered({ result: null })

    for (const word of ['Спасибо!', 'ок', 'да']) await dialogue.say(word)

    expect(dialogue.town.tickets.size).toBe(1)
    expect(dialogue.town.tickets.get(id)?.status).toBe('answered')
  })
})

describe('one’s own ticket', () => {
  it.each([
    [{ result: 'solved' }, 'решено: '],
    [{ result: 'refused' }, 'отказ: '],
    [
      { status: 'taken', answeredAt: null, result: null, promisedUntil: moment('2026-11-27 18:00') },
      'обещали сделать в пятницу, 27 ноября, до 18:00',
    ],
    [
      { status: 'taken', answeredAt: null, result: null, promisedUntil: moment('2026-11-23 18:00') },
      'обещанный срок прошёл, был 23 ноября до 18:00',
    ],
  ] as const)('says where it stands: %j', async (fields, words) => {
    expect(await givenAnswered(fields).say('мои обращения')).toContain(words)
  })

  it('can be returned from its page, also when the question about it was missed', async () => {
    const dialogue = givenAnswered()

    await dialogue.say('№ 12', { payload: { c: 'show', t: 12 } })
    await dialogue.press('Ответ не помог')

    expect(await dialogue.press('Ответили не о том')).toContain('Вернул обращение № 12')
  })
})

describe('after a promised day', () => {
  const promised = {
    status: 'taken',
    answeredAt: null,
    result: null,
    promisedUntil: moment('2026-11-23 18:00'),
  } as const

  it('«Да, сделали» closes the ticket', async () => {
    const dialogue = givenAnswered(promised)

    expect(await dialogue.say('Да', { payload: { c: 'promiseKept', t: 12 } })).toContain(
      'закрываю обращение № 12',
    )
    expect(dialogue.town.tickets.get(id)?.status).toBe('answered')
  })

  it('«Нет» is written down and leaves it open, typed as well', async () => {
    const dialogue = givenAnswered(promised)

    expect(await dialogue.say('нет')).toContain('обещанного по № 12 не сделали')
    expect(dialogue.town.tickets.get(id)?.status).toBe('taken')
  })
})

function givenAnswered(fields: Partial<Ticket> = {}): DialogueInMemory {
  const dialogue = new DialogueInMemory()
  dialogue.town.add(givenTicket({ id, status: 'answered', answeredAt: noon, result: 'solved', ...fields }))
  return dialogue
}
