/** Who answers: explained to staff, learnt from forwards, kept going while people are on leave. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad, nextRoadQuestion } from '../support/ask-about-road.ts'
import { passOn } from '../support/pass-on.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'

const staffCommunity = 1000
const administration = 1001
const roadsFirst = 5040

describe('routing', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  it('goes to the deputy of somebody on leave, with the rights to answer', async () => {
    const away = region.talk(5047, staffCommunity)
    await away.say('Я в отпуске до 31 декабря, замещает Елена Осинина')
    await away.hear('Вместо вас — Елена Осинина')
    const citizen = await region.newcomer(administration)
    await citizen.say('На улице Кленовой, 12 третий день не горит ни один фонарь, темно')
    const number = /№ (\d+)/u.exec((await citizen.hear('принято')).text)?.[1] ?? ''

    const deputy = region.talk(5038, staffCommunity)
    const card = await deputy.hear(`Новое обращение № ${number}`)
    await deputy.say('Фонари починим 27 ноября.', { replyToCmid: card.cmid })
    await deputy.hear('увидит житель')
    await deputy.press('Отправить')
    await deputy.hear('Что это за ответ')
    await deputy.press('Решено')

    expect((await citizen.hear('Фонари починим')).text).toContain('— Горсвет')
    const seen = await away.dialog()
    expect(seen.messages.filter(({ text }) => text.includes(`№ ${number}`))).toEqual([])
    await away.say('Я вернулся')
    await away.hear('С возвращением')
  })

  it('learns from forwards: the coordinator is asked once for a rule, and decides', async () => {
    for (let asked = 0; asked < 5; asked += 1) {
      const { citizen, number } = await askAboutRoad(region, {
        words: `${nextRoadQuestion()}, тонет машина`,
      })
      await passOn(region, roadsFirst, number, 'комитет жкх')
      await region.pool.query(
        `update tickets set status = 'answered', answered_at = now() where id = $1 or topic_id = 'DOROGI-01' and institution_id is null`,
        [number],
      )
      await citizen.skip()
    }
    const boss = region.talk(5002, staffCommunity)

    await region.product.corrections.drain()
    await region.product.corrections.drain()

    const offer = await boss.hear('справочник не успевает')
    expect(offer.text).toContain('«Комитет дорог Зарянска» в «Комитет ЖКХ Зарянска»')
    await boss.press('Да, добавить правило')
    await boss.hear('Правило добавлено')
    const { messages } = await boss.dialog()
    expect(messages.filter(({ text }) => text.includes('справочник не успевает'))).toHaveLength(1)
    const { receipt } = await askAboutRoad(region)
    expect(receipt).toContain('Ответит: Комитет ЖКХ Зарянска')
  })
})
