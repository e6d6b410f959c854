import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'

const staffCommunity = 1000
const administration = 1001
const coordinator = 5002

describe('a mass incident', () => {
  let region: TestProduct
  const citizens: Talk[] = []
  const numbers: string[] = []

  const ask = async (house: number): Promise<{ readonly citizen: Talk; readonly receipt: string }> => {
    const citizen = await region.newcomer(administration)
    await citizen.say(`На улице Мира, ${house} нет горячей воды`)
    const { text } = await citizen.hear('принято')
    return { citizen, receipt: text }
  }

  beforeAll(async () => {
    region = await startTestProduct()
    for (let index = 0; index < 9; index += 1) {
      const { citizen, receipt } = await ask(20 + index * 20)
      citizens.push(citizen)
      numbers.push(/№ (\d+)/u.exec(receipt)?.[1] ?? '')
    }
  })

  afterAll(async () => {
    await region.stop()
  })

  it('is told to the coordinator once, news go to all, newcomers read them, and one answer closes all', async () => {
    const boss = region.talk(coordinator, staffCommunity)

    await region.product.incidents.drain()
    await region.product.incidents.drain()

    const card = await boss.hear('Похоже на общую проблему')
    expect(card.text).toContain('9 человек')
    expect(card.text).toContain('Зарянск')
    expect((await boss.dialog()).messages.filter(({ text }) => text.includes('общую проблему'))).toHaveLength(
      1,
    )

    await boss.press('Сообщить всем новости')
    await boss.hear('что происходит и когда')
    await boss.say('Авария на теплотрассе, воду дадут к 18:00.')
    await boss.hear('прочитает каждый')
    await boss.press('Отправить всем')
    await boss.hear('Отправлено: 9 обращений')
    for (const [index, citizen] of citizens.entries())
      expect((await citizen.hear('к 18:00')).text).toContain(`Новости по обращению № ${numbers[index] ?? ''}`)

    const late = await ask(400)
    expect(late.receipt).toContain('воду дадут к 18:00')

    await boss.press('Ответить всем и закрыть')
    await boss.hear('общий ответ')
    await boss.say('Воду дали, причина устранена.')
    await boss.hear('прочитает каждый')
    await boss.press('Отправить всем')
    await boss.hear('Отправлено: 10 обращений')
    for (const [index, citizen] of citizens.entries()) {
      const { text } = await citizen.hear('Воду дали')
      expect(text).toContain(`Ответ на обращение № ${numbers[index] ?? ''}`)
      expect(text).toMatch(/— \S/u)
    }
    await late.citizen.hear('Воду дали')
    const { rows } = await region.pool.query(
      `select count(*)::int as open from tickets where status <> 'answered'`,
    )
    expect(rows).toEqual([{ open: 0 }])
  })

  it('that was closed is not raised again the same day, and nobody answers it twice', async () => {
    const boss = region.talk(coordinator, staffCommunity)

    await region.product.incidents.drain()
    await boss.press('Это не общая проблема')

    await boss.hear('уже закрыта')
    expect((await boss.dialog()).messages.filter(({ text }) => text.includes('общую проблему'))).toHaveLength(
      1,
    )
  })
})
