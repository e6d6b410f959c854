import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asked, askAboutRoad } from '../support/ask-about-road.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { untilNamed } from '../support/until-named.ts'

const staffCommunity = 1000
const roadsFirst = 5040

describe('templates of answers', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  const staff = (): Talk => region.talk(roadsFirst, staffCommunity)

  const offered = async (): Promise<{
    readonly talk: Talk
    readonly text: string
    readonly asked: Asked
  }> => {
    const asked = await askAboutRoad(region)
    await untilNamed(region, asked.citizen.userId)
    const talk = staff()
    await talk.hear(`Новое обращение № ${asked.number}`)
    await talk.press('Шаблон')
    return { talk, asked, text: (await talk.hear(`Шаблоны для № ${asked.number}`)).text }
  }

  const send = async (talk: Talk, result: string): Promise<void> => {
    await talk.press('Отправить')
    await talk.hear('Что это за ответ')
    await talk.press(result)
    await talk.hear('отправлен')
  }

  it('are offered for the topic; what is not known is asked, and only then the preview can be sent', async () => {
    const { talk, text, asked } = await offered()
    expect(text).toContain('оценок пока нет')
    await talk.press(/\d\. Яма на дороге: сделали/u.exec(text)?.[0] ?? '')
    const blank = await talk.hear('Чем заполнить {дата}?')
    expect(blank.text).toContain('Здравствуйте, Зоя!')

    await talk.say('сегодня, 24 ноября')

    await talk.hear('увидит житель')
    await send(talk, 'Разъяснено')
    const answer = await asked.citizen.hear(`Ответ на обращение № ${asked.number}`)
    expect(answer.text).toContain('засыпали сегодня, 24 ноября. Спасибо')
    expect(answer.text).not.toMatch(/[{}]/u)
  })

  it('show how many they helped', async () => {
    const { talk, asked, text: before } = await offered()
    await talk.press(/\d\. Яма на дороге: сделали/u.exec(before)?.[0] ?? '')
    await talk.hear('Чем заполнить {дата}?')
    await talk.say('24 ноября')
    await talk.hear('увидит житель')
    await send(talk, 'Разъяснено')
    await region.product.timers.drain()
    await asked.citizen.hear('Помог ли ответ')
    await asked.citizen.press('Да')
    await asked.citizen.hear(/.+/u)

    const { text } = await offered()

    expect(text).toContain('Яма на дороге: сделали — помогло в 1 из 1')
  })

  it('are made of a good answer in one tap, with its date and name as blanks', async () => {
    const { citizen, number } = await askAboutRoad(region)
    await untilNamed(region, citizen.userId)
    const talk = staff()
    const card = await talk.hear(`Новое обращение № ${number}`)
    await talk.say('Здравствуйте, Зоя! Бригада приедет 26 ноября, заделает холодным асфальтом.', {
      replyToCmid: card.cmid,
    })
    await talk.hear('увидит житель')
    await send(talk, 'Разъяснено')
    await citizen.hear('холодным асфальтом')
    await talk.say(`Обращение ${number}`)
    await talk.hear(/.+/u)
    const { rows } = await region.pool.query(
      `select count(*)::int as templates from answer_templates where code = $1`,
      [`ticket-${number}`],
    )
    expect(rows).toEqual([{ templates: 0 }])

    await talk.say('Сделать шаблоном', { payload: { c: 'keepTemplate', t: Number(number) } })

    const kept = await talk.hear('Сохранил шаблон')
    expect(kept.text).toContain('Здравствуйте, {имя}! Бригада приедет {дата}, заделает')
    expect((await offered()).text).toContain('холодным асфальтом')
  })

  it('of others are not to be had by a forged button', async () => {
    const { talk, asked } = await offered()
    const { rows } = await region.pool.query(`select id from answer_templates where topic_group_id = 'SVET'`)

    await talk.say('Взять', { payload: { c: 'useTemplate', t: Number(asked.number), p: rows[0].id } })

    await talk.hear('Этого шаблона больше нет')
  })
})
