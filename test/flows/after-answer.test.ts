import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { SeenMessage, Talk } from '../support/talk.ts'

const staffCommunity = 1000
const roads = 5040
const coordinator = 5002
const daySeconds = 24 * 3600
/** Longer than anything between sending and calling back takes on a busy machine. */
const undoSeconds = 60

describe('after an answer', () => {
  const clock = new TestClock()
  /** A Tuesday morning. */
  clock.startAt(moment('2026-11-10 09:30'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock, undoSeconds })
  })

  afterAll(async () => {
    await region.stop()
  })

  /** Timers look at the product's clock, which the test has moved. */
  const later = async (seconds: number): Promise<void> => {
    clock.advance(seconds)
    await region.product.timers.drain()
  }

  const ask = async (): Promise<{ citizen: Talk; staff: Talk; number: string; card: SeenMessage }> => {
    const { citizen, number } = await askAboutRoad(region)
    const staff = region.talk(roads, staffCommunity)
    return { citizen, staff, number, card: await staff.hear(`Новое обращение № ${number}`) }
  }

  const answer = async (
    staff: Talk,
    card: SeenMessage,
    kind: string,
    words = 'Здравствуйте! Яму на Мира, 4 засыпали сегодня утром.',
  ): Promise<void> => {
    await staff.say(words, { replyToCmid: card.cmid })
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press(kind)
  }

  it('an answer can be called back for some seconds, mended and sent; the citizen sees only the last words', async () => {
    const { citizen, staff, card, number } = await ask()

    await answer(staff, card, 'Разъяснено', 'Здравствуйте! Яму на Мира засыпали в четрвег.')
    await staff.hear('уйдёт через 60 с')
    await staff.press('Отменить отправку')
    await staff.hear('увидит житель')
    await staff.say('Здравствуйте! Яму на Мира засыпали в четверг.')
    await staff.hear('в четверг')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Разъяснено')
    await staff.hear('уйдёт через')
    await later(undoSeconds + 1)

    expect((await citizen.hear(`Ответ на обращение № ${number}`)).text).toContain('в четверг')
    await staff.hear('ушёл жителю')
    const { messages } = await citizen.dialog()
    expect(messages.filter(({ text }) => text.includes('четрвег'))).toEqual([])
  })

  it('«Решено» is asked about a day later, «Нет» returns it to the owner, the coordinator knows', async () => {
    const { citizen, staff, card, number } = await ask()
    await answer(staff, card, 'Решено')
    await staff.hear('уйдёт через')
    await later(undoSeconds + 1)
    await citizen.hear(`Ответ на обращение № ${number}`)

    await later(2 * daySeconds)
    await citizen.hear(`Помог ли ответ на обращение № ${number}`)
    await citizen.press('Нет')
    await citizen.hear('Что не так')
    await citizen.say('Засыпали песком, уже вымыло')
    await citizen.hear(`Вернул обращение № ${number}`)

    const again = await staff.hear(`Житель вернул обращение № ${number}`)
    expect(again.text).toContain('Чем недоволен: Засыпали песком')
    await region.talk(coordinator, staffCommunity).hear(`Житель вернул обращение № ${number}`)
    const { rows } = await region.pool.query(
      `select type, facts ->> 'rating' as rating from ticket_events where ticket_id = $1
       and type in ('ratingAsked', 'ticketRated', 'ticketReopened', 'ticketAnswered') order by id`,
      [number],
    )
    expect(rows).toEqual([
      { type: 'ticketAnswered', rating: null },
      { type: 'ratingAsked', rating: null },
      { type: 'ticketRated', rating: 'no' },
      { type: 'ticketReopened', rating: null },
    ])
  })

  it('«Ответ не помог»: first back to the owner, then to the coordinator, then the official ways are named', async () => {
    const { citizen, staff, card, number } = await ask()
    const boss = region.talk(coordinator, staffCommunity)
    const complain = async (): Promise<string> => {
      await citizen.say('Мои обращения')
      await citizen.hear('Ваши обращения')
      await citizen.press(`№ ${number}`)
      await citizen.hear('Тема:')
      await citizen.press('Ответ не помог')
      await citizen.hear('Что не так')
      await citizen.press('Ничего не сделали')
      return (await citizen.hear(/Вернул обращение|официальн/u)).text
    }
    const answerAgain = async (who: Talk, words: string): Promise<void> => {
      await answer(who, await who.hear(`Житель вернул обращение № ${number}`), 'Разъяснено', words)
      await who.hear('уйдёт через')
      await later(undoSeconds + 1)
      await citizen.hear(words)
    }
    await answer(staff, card, 'Разъяснено')
    await staff.hear('уйдёт через')
    await later(undoSeconds + 1)
    await citizen.hear(`Ответ на обращение № ${number}`)

    expect(await complain()).toContain('Комитет дорог Зарянска ответит ещё раз')
    await answerAgain(staff, 'Здравствуйте! Яму на Мира засыплем до 20 ноября.')
    expect(await complain()).toContain('займётся координатор')
    await answerAgain(boss, 'Здравствуйте! Яму на Мира засыплют завтра, проверю сам.')
    const last = await complain()

    expect(last).toContain('официальн')
    expect(last).not.toContain('Вернул')
    const { rows } = await region.pool.query('select status, reopens from tickets where id = $1', [number])
    expect(rows).toEqual([{ status: 'answered', reopens: 2 }])
  })

  it('after a refusal asks whether it is understood, not whether it helped', async () => {
    const { citizen, staff, card, number } = await ask()
    await answer(staff, card, 'Отказ', 'Здравствуйте! Яму на Мира в этом году не заделаем: нет денег.')
    await staff.hear('Почему отказ')
    await staff.press('Нет денег в этом году')
    await staff.hear('уйдёт через')
    await later(undoSeconds + 1)
    await citizen.hear(`Ответ на обращение № ${number}`)
    await later(1)

    const { text } = await citizen.hear('понятен')
    expect(text).not.toContain('Помог')
    await citizen.press('Понятен')
    await citizen.hear('Спасибо')
  })

  it('an interim answer starts a promise, and «Сделали?» is asked when its day is over', async () => {
    const { citizen, staff, card, number } = await ask()
    await answer(staff, card, 'В работе до…', 'Здравствуйте! Яму на Мира заделаем, ждём асфальт.')
    await staff.hear('К какому дню')
    await staff.say('завтра')
    await staff.hear('уйдёт через')
    await later(undoSeconds + 1)
    await citizen.hear(`Ответ на обращение № ${number}`)

    await later(5 * daySeconds)
    await citizen.hear('сделали?')
    await citizen.press('Нет')
    await citizen.hear('обещанного')
    await staff.hear('обещали и не сделали')

    const { rows } = await region.pool.query(
      `select type from ticket_events where ticket_id = $1 and type in ('interimAnswered', 'promiseJudged') order by id`,
      [number],
    )
    expect(rows).toEqual([{ type: 'interimAnswered' }, { type: 'promiseJudged' }])
  })

  it('coordinators hear in November, once, that the next year has no calendar', async () => {
    await later(daySeconds)
    await later(daySeconds)

    const boss = region.talk(5001, staffCommunity)
    await boss.hear('календаря на 2027 год')
    await region.product.outbox.drain()
    const { messages } = await boss.dialog()
    expect(messages.filter(({ text }) => text.includes('календаря на 2027 год'))).toHaveLength(1)
    const { rows } = await region.pool.query(
      `select due_at = '2027-11-01 10:00+03' as "isNextNovember" from timers where kind = 'calendar'`,
    )
    expect(rows).toEqual([{ isNextNovember: true }])
  })
})
