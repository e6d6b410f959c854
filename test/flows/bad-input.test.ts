import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'

const staffCommunity = 1000
const roadsFirst = 5040
const roadsSecond = 5041

describe('bad input of staff', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  const staff = (userId = roadsFirst): Talk => region.talk(userId, staffCommunity)

  const preview = async (number: string, talk = staff()): Promise<number> => {
    await talk.hear(`Новое обращение № ${number}`)
    await talk.press('Ответить')
    await talk.hear('Напишите ответ')
    await talk.say('Здравствуйте! Яму засыпали 24 ноября.')
    return (await talk.hear('увидит житель')).cmid
  }

  const answersOf = async (number: string) => {
    const { rows } = await region.pool.query(
      `select count(*)::int as answers from ticket_events where ticket_id = $1 and type = 'ticketAnswered'`,
      [number],
    )
    return rows[0].answers
  }

  it('a button of yesterday’s keyboard sends nothing a second time', async () => {
    const { number } = await askAboutRoad(region)
    const talk = staff()
    await preview(number, talk)
    const old = { c: 'send', t: Number(number), m: 1 }
    await talk.press('Отправить')
    await talk.hear('Что это за ответ')
    await talk.press('Разъяснено')
    await talk.hear('отправлен')

    await talk.say('Отправить', { payload: old })

    await talk.hear('уже сработала или устарела')
    expect(await answersOf(number)).toBe(1)
  })

  it.each([
    ['a ticket that is not there', { c: 'take', t: 99_999_999 }, 'Обращения № 99999999 нет'],
    ['a number that is none', { c: 'take', t: -5 }, 'никуда не ушло'],
    ['a command that is none', { c: 'dropTables' }, 'никуда не ушло'],
    ['a preview that was never shown', { c: 'send', t: 1, m: 1 }, 'уже сработала или устарела'],
    [
      'a question to colleagues that is not there',
      { c: 'answerColleagues', p: 77 },
      'Напишите ответ коллегам',
    ],
  ])('a payload forged by hand for %s gets a sentence', async (_what, payload, words) => {
    const talk = staff(roadsSecond)
    await talk.say('Отмена')
    await talk.hear(/.+/u)

    await talk.say('Кнопка', { payload })

    await talk.hear(words)
  })

  it('a citizen who forges the buttons of staff moves nothing', async () => {
    const { citizen, number } = await askAboutRoad(region)

    for (const c of ['take', 'takeOver', 'notOurs', 'keepTemplate', 'clarify']) {
      await citizen.say('Кнопка', { payload: { c, t: Number(number) } })
      await citizen.hear(/.+/u)
    }

    const { rows } = await region.pool.query('select taken_by_id, paused_at from tickets where id = $1', [
      number,
    ])
    expect(rows).toEqual([{ taken_by_id: null, paused_at: null }])
  })

  it('an administrator dismissed in the middle of an answer sends nothing', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const heard = (await citizen.dialog()).messages.length
    const talk = staff(roadsSecond)
    await preview(number, talk)
    await talk.press('Отправить')
    await talk.hear('Что это за ответ')
    await region.pool.query(
      `update memberships set ended_at = now() where staff_id = (select id from staff where vk_user_id = $1)`,
      [roadsSecond],
    )
    await region.pool.query(
      `update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion'`,
    )

    await talk.press('Решено')

    await talk.hear(/.+/u)
    expect(await answersOf(number)).toBe(0)
    expect((await citizen.dialog()).messages).toHaveLength(heard)
  })

  it('a reply to a message that is no card goes nowhere', async () => {
    const { citizen } = await askAboutRoad(region)
    const heard = (await citizen.dialog()).messages.length
    const talk = staff()
    await talk.say('Очередь')
    const queue = await talk.hear('Ждут ответа')

    await talk.say('Завтра засыплем', { replyToCmid: queue.cmid })

    await talk.hear('никуда не ушло')
    expect((await citizen.dialog()).messages).toHaveLength(heard)
  })

  it('codes cannot be guessed: after ten wrong ones nobody listens', async () => {
    const stranger = await region.newcomer(staffCommunity)
    for (const letter of 'ABCDEFGHJK') {
      await stranger.say(`ОТК-7F3K-9Q${letter}2`)
      await stranger.hear('Такого кода нет')
    }

    await stranger.say('ОТК-7F3K-9Q2M')

    await stranger.hear('Слишком много неверных кодов')
  })

  it('carries photos «до/после» along with the answer', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const talk = staff()
    const card = await talk.hear(`Новое обращение № ${number}`)
    await talk.say('Здравствуйте! Яму засыпали 24 ноября, вот фото до и после.', {
      replyToCmid: card.cmid,
      attachments: [await region.uploadPhoto(), await region.uploadPhoto()],
    })
    expect((await talk.hear('увидит житель')).text).toContain('Вложений: 2.')
    await talk.press('Отправить')
    await talk.hear('Что это за ответ')
    await talk.press('Разъяснено')

    const answer = await citizen.hear(`Ответ на обращение № ${number}`)

    expect(answer.attachments).toHaveLength(2)
  })
})
