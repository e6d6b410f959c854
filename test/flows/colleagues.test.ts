import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'

const staffCommunity = 1000
const roadsFirst = 5040
const roadsSecond = 5041
const housing = 5038

describe('staff among themselves', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  const staff = (userId: number) => region.talk(userId, staffCommunity)

  it('keep a draft as a note: colleagues read it, the citizen does not', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const first = staff(roadsFirst)
    const card = await first.hear(`Новое обращение № ${number}`)
    const heard = (await citizen.dialog()).messages.length
    await first.say('Подрядчик обещал быть в среду', { replyToCmid: card.cmid })
    await first.hear('увидит житель')

    await first.press('Заметка')

    await first.hear(`Заметка к № ${number} сохранена`)
    await staff(roadsSecond).hear('Подрядчик обещал быть в среду')
    await first.press('Подробнее')
    await first.hear('Заметки:')
    expect((await citizen.dialog()).messages).toHaveLength(heard)
  })

  it('ask another institution inside; one answer goes out, from the owner', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const owner = staff(roadsFirst)
    await owner.hear(`Новое обращение № ${number}`)
    await owner.press('Подробнее')
    await owner.hear('Почему здесь')
    await owner.press('Спросить коллег')
    await owner.hear('Кого спросить')
    await owner.say('комитет жкх зарянска')
    await owner.hear('Напишите вопрос')
    await owner.say('Трубу там уже закопали?')
    await owner.hear('Спросил: Комитет ЖКХ Зарянска')

    const colleague = staff(housing)
    const question = await colleague.hear(`об обращении № ${number}`)
    expect(question.text).toContain('Трубу там уже закопали?')
    expect(question.text).toContain('яма на дороге')
    await colleague.say('Да, в понедельник', { replyToCmid: question.cmid })
    await colleague.hear('Передал коллегам')
    await owner.hear('Да, в понедельник')
    await colleague.press('Ответить коллегам')
    await colleague.hear('Напишите ответ коллегам')
    await colleague.say('Ещё раз: да')
    await colleague.hear('уже ответил ваш коллега')

    const { rows } = await region.pool.query(
      `select (select array_agg(type order by id) from ticket_events where ticket_id = $1 and type like 'colleagues%') as log,
         (select institution_id from tickets where id = $1) = (select id from institutions where short_title = 'Комитет дорог Зарянска') as stays`,
      [number],
    )
    expect(rows).toEqual([{ log: ['colleaguesAsked', 'colleaguesAnswered'], stays: true }])
    expect(JSON.stringify(await citizen.dialog())).not.toContain('понедельник')
  })

  it('of a third institution cannot answer a question that was not put to them', async () => {
    const { number } = await askAboutRoad(region)
    const owner = staff(roadsFirst)
    await owner.hear(`Новое обращение № ${number}`)
    const { rows } = await region.pool.query(
      'select coalesce(max(id), 0)::int as id from colleague_questions',
    )
    const stranger = staff(5047)

    await stranger.say('Ответить коллегам', { payload: { c: 'answerColleagues', p: rows[0].id } })
    await stranger.hear('Напишите ответ коллегам')
    await stranger.say('Мы тут ни при чём')

    await stranger.hear('не у вашего учреждения')
  })
})
