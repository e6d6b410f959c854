import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { passOn } from '../support/pass-on.ts'
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
    await owner.say('Под этой ямой ваша труба. Её уже починили?')
    await owner.hear('его получит Комитет ЖКХ Зарянска')

    const colleague = staff(housing)
    const question = await colleague.hear(`об обращении № ${number}`)
    expect(question.text).toContain('Под этой ямой ваша труба. Её уже починили?')
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

  it('the citizen hears of what matters, in this order, and of nothing else', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const since = (await citizen.dialog()).messages.length
    const owner = staff(roadsFirst)
    const card = await owner.hear(`Новое обращение № ${number}`)
    const newOwner = staff(housing)

    await owner.press('Беру')
    await owner.hear('теперь за вами')
    await owner.say('Смотрел, это у люка', { replyToCmid: card.cmid })
    await owner.hear('увидит житель')
    await owner.press('Заметка')
    await owner.hear('сохранена')
    await owner.press('Подробнее')
    await owner.hear('Почему здесь')
    await owner.press('Почему такой срок?')
    await owner.hear(/срок/iu)
    await owner.press('Спросить коллег')
    await owner.hear('Кого спросить')
    await owner.say('комитет жкх зарянска')
    await owner.hear('Напишите вопрос')
    await owner.say('Это ваш люк?')
    await owner.hear('Вопрос отправлен')
    const question = await newOwner.hear(`об обращении № ${number}`)
    await newOwner.say('Наш', { replyToCmid: question.cmid })
    await owner.hear('Наш')
    await owner.say('Чей люк, видно на крышке?', { replyToCmid: card.cmid })
    await owner.hear('увидит житель')
    await owner.press('Отмена')
    await owner.hear('Отменено')
    await owner.say('Кнопка', { payload: { c: 'clarify', t: Number(number) } })
    await owner.hear('Что спросить')
    await owner.say('Что написано на крышке?')
    await owner.hear('увидит житель')
    await owner.press('Отправить')
    await owner.hear('ушёл жителю')
    await citizen.hear('Что написано на крышке?')
    await citizen.say('Написано ТС')
    await citizen.hear('ответ по обращению')
    await passOn(region, roadsFirst, number, 'комитет жкх зарянска')
    const theirs = await newOwner.hear(`обращение № ${number}`)
    await newOwner.say('Здравствуйте! Люк и яму закроем, ждём плиту.', { replyToCmid: theirs.cmid })
    await newOwner.hear('увидит житель')
    await newOwner.press('Отправить')
    await newOwner.hear('Что это за ответ')
    await newOwner.press('В работе до…')
    await newOwner.hear('К какому дню')
    await newOwner.say('завтра')
    await citizen.hear('ждём плиту')

    const { messages } = await citizen.dialog()
    const heard = messages.slice(since).filter(({ from }) => from === 'community')
    expect(heard.map(({ text }) => text.split('\n')[0])).toEqual([
      expect.stringMatching(`Уточняют по обращению № ${number}`),
      expect.stringMatching(`ответ по обращению № ${number}`),
      expect.stringMatching(`Обращение № ${number} передали тем, кто за это отвечает: Комитет ЖКХ Зарянска`),
      expect.stringMatching(`Ответ на обращение № ${number}`),
    ])
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
