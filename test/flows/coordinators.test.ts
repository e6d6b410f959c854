import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Temporal } from '../../src/domain/time.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'

const staffCommunity = 1000
const roadsFirst = 5040
const lights = 5047
const coordinator = 5001

describe('coordinators in VK', () => {
  let region: TestProduct
  const clock = new TestClock()

  beforeAll(async () => {
    clock.startAt(Temporal.Instant.from('2026-11-24T10:00:00+03:00'))
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const staff = (userId: number) => region.talk(userId, staffCommunity)

  it('find by number and by words in any form; others find only their own', async () => {
    const { number } = await askAboutRoad(region)
    const boss = staff(coordinator)
    await boss.say(`№ ${number}`)
    const byNumber = await boss.hear('Нашёл:')
    await boss.say('найти огромные ямы на дорогах')

    const byWords = await boss.hear('Нашёл:')

    expect(byNumber.text).toContain(`№ ${number} · открыто · Комитет дорог Зарянска`)
    expect(byWords.text).toContain(`№ ${number}`)
    const other = staff(lights)
    await other.say(`найти ${number}`)
    await other.hear('ничего не нашёл')
  })

  it('take over what a colleague holds, and the colleague is told', async () => {
    const { number } = await askAboutRoad(region)
    const owner = staff(roadsFirst)
    await owner.hear(`Новое обращение № ${number}`)
    await owner.press('Беру')
    await owner.hear('теперь за вами')
    const boss = staff(coordinator)
    await boss.say(number)
    await boss.hear('Нашёл:')
    await boss.press(`Открыть № ${number}`)
    await boss.hear('Занимается')

    await boss.press('Забрать себе')

    await boss.hear(`№ ${number} теперь за вами`)
    await owner.hear(`Обращение № ${number} теперь ведёт`)
    await owner.say('Забрать', { payload: { c: 'takeOver', t: Number(number) } })
    await owner.hear('не у вашего учреждения')
  })

  it('re-route as often as it takes', async () => {
    const { number } = await askAboutRoad(region)
    const boss = staff(coordinator)
    for (const [title, known] of [
      ['горсвет', 'Горсвет'],
      ['комитет жкх зарянска', 'Комитет ЖКХ Зарянска'],
      ['комитет дорог зарянска', 'Комитет дорог Зарянска'],
    ] as const) {
      await boss.say('Не наш вопрос', { payload: { c: 'notOurs', t: Number(number) } })
      await boss.hear('Кому передать')
      await boss.say(title)
      await boss.hear('Почему')
      await boss.press('Не наша тема')
      await boss.hear(`№ ${number} теперь ведёт ${known}`)
    }
  })

  it('see who is silent, and today’s figures; nobody else does', async () => {
    const { number } = await askAboutRoad(region)
    await staff(roadsFirst).hear(`Новое обращение № ${number}`)
    const boss = staff(coordinator)
    await boss.say('кто молчит')
    await boss.hear('Никто не молчит')
    clock.advance(8 * 3600)

    await boss.say('Кто молчит')

    const { text } = await boss.hear('Молчат')
    expect(text).toMatch(/Комитет дорог Зарянска: просрочено \d+, всего ждут \d+\. Дольше всех № \d+ — /u)
    await boss.say('Сегодня')
    expect((await boss.hear('Обращения за сегодня')).text).toContain('Все учреждения')
    const other = staff(lights)
    await other.say('кто молчит')
    await other.hear('только координаторы')
    await other.say('сегодня')
    await other.hear('только координаторы')
  })
  it('hear in November, once, that the next year has no production calendar', async () => {
    const boss = staff(coordinator)
    await boss.skip()
    clock.advance(25 * 3600)
    await region.product.timers.drain()

    await boss.hear('Нет производственного календаря на 2027 год')

    await boss.skip()
    const heard = (await boss.dialog()).messages.length
    clock.advance(24 * 3600)
    await region.product.timers.drain()
    const later = (await boss.dialog()).messages.slice(heard)
    expect(later.filter(({ text }) => text.includes('производственного календаря'))).toEqual([])
  })
})
