import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'

const staffCommunity = 1000
const administration = 1001
const lights = 5047

describe('the same trouble reported by several people', () => {
  let region: TestProduct
  let first: Talk
  let number: string

  beforeAll(async () => {
    region = await startTestProduct()
    first = await region.newcomer(administration)
    await first.say(
      'На улице Кленовой, 12 третий день не горит ни один фонарь, темно. Звоните 8 910 123-45-67, Анна',
    )
    const asked = await first.hear(/принято|о чём/u)
    if (asked.text.includes('о чём')) await first.press('Не горят фонари')
    number = /№ (\d+)/u.exec((await first.hear('принято')).text)?.[1] ?? ''
  })

  afterAll(async () => {
    await region.stop()
  })

  it('is offered to join, and one answer comes to each, without anything of the others', async () => {
    const second = await region.newcomer(administration)
    await second.say('На улице Кленовой, 14 не горит ни один фонарь, темно, идти страшно')
    const offer = await second.hear('Присоединиться?')
    expect(offer.text).toContain('другой житель')
    expect(offer.text).not.toMatch(/Анна|910|третий день/u)
    await second.press('Присоединиться')
    await second.hear(`Присоединил вас к обращению № ${number}`)
    const third = await region.newcomer(administration)
    await third.say('На улице Кленовой, 12 не горит ни один фонарь, темно')
    expect((await third.hear('Присоединиться?')).text).toContain('2 жителя')
    await third.press('Присоединиться')
    await third.hear('Присоединил')

    const staff = region.talk(lights, staffCommunity)
    const card = await staff.hear(`Новое обращение № ${number}`)
    await staff.hear('идти страшно')
    await staff.say('Здравствуйте, Анна! Фонари починим 27 ноября.', { replyToCmid: card.cmid })
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Решено')

    expect((await first.hear('Фонари починим')).text).toContain('Здравствуйте, Анна!')
    for (const follower of [second, third]) {
      const { text } = await follower.hear('Фонари починим')
      expect(text).toContain(`Ответ на обращение № ${number}, к которому вы присоединились`)
      expect(text).toContain('— Горсвет')
      expect(text).not.toContain('Анна')
    }
  })

  it('may be a ticket of one’s own after all', async () => {
    const other = await region.newcomer(administration)
    await other.say('На улице Мира, 50 не горит фонарь у подъезда')
    await other.hear('принято')
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Мира, 50 не горит фонарь')
    await citizen.hear('Присоединиться?')

    await citizen.press('Нет, у меня другое')

    await citizen.hear(/Обращение № \d+ принято/u)
  })

  it('cannot be withdrawn by the first while others wait', async () => {
    const author = await region.newcomer(administration)
    await author.say('На улице Садовой, 90 не горит фонарь')
    const own = /№ (\d+)/u.exec((await author.hear('принято')).text)?.[1] ?? ''
    const follower = await region.newcomer(administration)
    await follower.say('На улице Садовой, 90 не горит фонарь уже неделю')
    await follower.hear('Присоединиться?')
    await follower.press('Присоединиться')
    await follower.hear('Присоединил')

    await author.press('Мои обращения')
    await author.hear(`№ ${own}`)
    await author.press(`№ ${own}`)
    await author.hear('Вы: На улице Садовой')
    await author.press('Отозвать')
    await author.hear('Отозвать обращение')
    await author.press('Да, отозвать')

    await author.hear('закрыть его нельзя')
  })

  it('written again by the same person joins the open ticket, also when several are open', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Кленовой, 112 не горит фонарь')
    const own = /№ (\d+)/u.exec((await citizen.hear('принято')).text)?.[1] ?? ''
    await citizen.say('новый вопрос')
    await citizen.hear('Напишите')
    await citizen.say('На улице Мира, 150 не горит фонарь')
    await citizen.hear('принято')

    await citizen.say('На улице Кленовой, 112 не горит фонарь!!!')

    await citizen.hear(`Добавил к обращению № ${own}`)
  })
})
