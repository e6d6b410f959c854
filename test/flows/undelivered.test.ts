import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'

const staffCommunity = 1000
const administration = 1001
const administrator = 5040
const coordinator = 5002

describe('what VK does not deliver', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  const ask = async (): Promise<{ userId: number; number: string }> => {
    const { citizen, number } = await askAboutRoad(region)
    return { userId: citizen.userId, number }
  }

  it('is told to those who answered, and does not count as answered', async () => {
    const { userId, number } = await ask()
    await region.permit({ groupId: administration, userId, allowed: false })
    const staff = region.talk(administrator, staffCommunity)
    const card = await staff.hear(`Новое обращение № ${number}`)

    await staff.say('Засыплем завтра.', { replyToCmid: card.cmid })
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Решено')

    await staff.hear(`Ответ на № ${number} до жителя не дошёл`)
    await staff.press('Подробнее')
    await staff.hear('Последнее сообщение до жителя не дошло')
    const boss = region.talk(5001, staffCommunity)
    await boss.say('/статистика')
    const { text } = await boss.hear('Комитет дорог Зарянска')
    expect(text).toMatch(/Комитет дорог Зарянска\nвсего 1, отвечено 0, ждут 1/u)
  })

  it('is told to the coordinator when a card cannot reach its reader', async () => {
    await region.permit({ groupId: staffCommunity, userId: administrator, allowed: false })

    const { number } = await ask()

    const told = await region.talk(coordinator, staffCommunity).hear(`Карточка № ${number} не дошла`)
    expect(told.text).toContain('Галина Черёмухина')
  })
})
