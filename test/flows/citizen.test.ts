import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestProduct, startTestProduct } from '../support/product.ts'
import type { SeenMessage, Talk } from '../support/talk.ts'

const administration = 1001
const school = 1004
const staffCommunity = 1000
const coordinatorOfZaryansk = 5002
const horsvet = 5047
const cleanHills = 5020
const labels = (message: SeenMessage): readonly string[] =>
  message.keyboard?.buttons.flat().map((button) => button.action.label ?? button.action.type) ?? []

describe('a citizen', () => {
  let region: TestProduct
  /** Each test has a person of its own, so that nobody's tickets get in the way. */
  const newcomer = (groupId = administration): Promise<Talk> => region.newcomer(groupId)

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  it('is greeted at «Начать» by a bot that says it is one, and by no menu gate', async () => {
    const citizen = await newcomer()

    await citizen.say('Начать', { payload: '{"command":"start"}' })

    expect((await citizen.hear('Здравствуйте')).text).toContain('Я бот')
  })

  it('gets a receipt with number, owner, deadline and the legal line after a clear first message', async () => {
    const citizen = await newcomer()

    await citizen.say('На улице Кленовой, 12 третий день не горит ни один фонарь, темно')

    const { text } = await citizen.hear('принято')
    expect(text).toMatch(/^Обращение № \d+ принято\./u)
    expect(text).toContain('Ответит: Горсвет')
    expect(text).toMatch(/Первый ответ — .+ до \d+:\d\d/u)
    expect(text).toContain('59-ФЗ')
  })

  it('with two questions in one message gets two tickets, and an answer from each of those they are about', async () => {
    const citizen = await newcomer()
    const words =
      'На улице Кленовой, 912 третий день не горит ни один фонарь, темно. И ещё: не вывозят мусор, баки у дома переполнены вторую неделю'

    const cmid = await citizen.say(words)
    const offer = await citizen.hear('разные люди')
    expect(offer.text).toMatch(/• «На улице .+, темно» — Горсвет\n• «И ещё: не вывозят .+» — Чистые горы/u)
    expect(labels(offer)).toEqual(['Два обращения', 'Это одно обращение', 'Отмена'])
    await citizen.press('Два обращения')
    const receipt = await citizen.hear('приняты')
    const numbers = [...receipt.text.matchAll(/^№ (\d+): «/gmu)].map((match) => match[1] ?? '')
    expect(numbers).toHaveLength(2)

    const desks = [
      { staffId: horsvet, own: 'На улице', answer: 'Фонари починим завтра.' },
      { staffId: cleanHills, own: 'И ещё: не вывозят', answer: 'Мусор вывезем сегодня.' },
    ]
    for (const [index, { staffId, own, answer }] of desks.entries()) {
      const staff = region.talk(staffId, staffCommunity)
      const card = await staff.hear(`Новое обращение № ${numbers[index] ?? ''}`)
      expect(card.text).toContain(`Ваш: «${own}`)
      expect(card.text).toContain(words)
      await staff.say(answer, { replyToCmid: card.cmid })
      await staff.hear('увидит житель')
      await staff.press('Отправить')
      await staff.hear('Что это за ответ')
      await citizen.skip()
      await staff.press('Решено')
      expect((await citizen.hear(answer)).text).toContain(`№ ${numbers[index] ?? ''}`)
    }
    const { rows } = await region.pool.query(
      `select t.id::text, t.summary, m.cmid, m.text from tickets t join messages m on m.ticket_id = t.id
       where t.citizen_id = $1 and m.author = 'citizen' order by t.id`,
      [citizen.userId],
    )
    expect(rows).toMatchObject(
      desks.map(({ own }, index) => ({
        id: numbers[index],
        summary: expect.stringContaining(own),
        cmid,
        text: words,
      })),
    )
  })

  it('gets both tickets of a message or none: they are written in one transaction', async () => {
    const citizen = await newcomer()
    await citizen.say(
      'На улице Кленовой, 952 третий день не горит ни один фонарь, темно\nВторой вопрос: не вывозят мусор, баки переполнены',
    )
    await citizen.hear('разные люди')

    await citizen.press('Два обращения')

    await citizen.hear('приняты')
    const { rows } = await region.pool.query(
      `select count(*)::int as opened, count(distinct e.xmin::text)::int as transactions
       from ticket_events e join tickets t on t.id = e.ticket_id
       where t.citizen_id = $1 and e.type = 'ticketOpened'`,
      [citizen.userId],
    )
    expect(rows).toEqual([{ opened: 2, transactions: 1 }])
  })

  it('is asked for the topic by buttons when the guess is unsure, and registered after the choice', async () => {
    const citizen = await newcomer()

    await citizen.say('У нас во дворе на дороге огромная яма, ул. Садовая, 5')
    const question = await citizen.hear('о чём вопрос')
    expect(labels(question)).toContain('Другое')
    await citizen.press('Ямы и разбитый асфальт во дворе')

    expect((await citizen.hear('принято')).text).toContain('Ответит: Комитет ЖКХ Зарянска')
  })

  it('is asked where when the topic needs a place and none was named, and may skip', async () => {
    const citizen = await newcomer()

    await citizen.say('Во дворе сломаны качели на детской площадке')
    const first = await citizen.hear(/Где это\?|о чём вопрос/u)
    if (first.text.includes('о чём')) {
      await citizen.press(labels(first)[0] ?? '')
      await citizen.hear('Где это?')
    }
    await citizen.press('Пропустить')

    await citizen.hear('принято')
  })

  it('is answered by safety first and registered at once when there is danger', async () => {
    const citizen = await newcomer()

    await citizen.say('Пахнет газом в подъезде! Мой телефон 8 910 123-45-67')

    const advice = await citizen.hear('104')
    const receipt = await citizen.hear('принято')
    expect(advice.cmid).toBeLessThan(receipt.cmid)
    const number = /№ (\d+)/u.exec(receipt.text)?.[1] ?? ''
    const told = await region.talk(coordinatorOfZaryansk, staffCommunity).hear(`обращение № ${number}`)
    expect(told.text).toContain('Похоже на опасность')
    expect(told.text).toContain('Пахнет газом в подъезде')
    expect(told.text).not.toContain('910')
  })

  it('reaches a person by «человек», also without a question yet', async () => {
    const citizen = await newcomer(school)

    await citizen.say('человек')
    await citizen.hear('в чём вопрос')
    await citizen.say('Хочу поговорить о моём ребёнке')

    expect((await citizen.hear('принято')).text).toContain('позвал человека')
  })

  it('is asked when words clearly belong to somebody else, and need not write them twice', async () => {
    const citizen = await newcomer()
    await citizen.say('На улице Кленовой, 32 не горит фонарь')
    await citizen.hear('принято')

    await citizen.say('И ещё мусор не вывозят с улицы Садовой, 7, баки переполнены')
    await citizen.hear('или новый вопрос')
    await citizen.press('Это новый вопрос')

    const next = await citizen.hear(/принято|о чём вопрос/u)
    if (next.text.includes('о чём')) {
      await citizen.press(labels(next)[0] ?? '')
      await citizen.hear('принято')
    }
    await citizen.press('Мои обращения')
    const list = labels(await citizen.hear('Ваши обращения'))
    expect(list.filter((label) => label.startsWith('№'))).toHaveLength(2)
  })

  it('adds words to the open ticket they belong to', async () => {
    const citizen = await newcomer()
    await citizen.say('На улице Кленовой, 52 не горит фонарь')
    const number = /№ (\d+)/u.exec((await citizen.hear('принято')).text)?.[1] ?? ''

    await citizen.say('Сегодня снова не включился')

    await citizen.hear(`Добавил к обращению № ${number}`)
  })

  it('gets advice and a ticket of its own for danger, whatever else is open', async () => {
    const citizen = await newcomer()
    await citizen.say('На улице Кленовой, 72 не горит фонарь')
    await citizen.hear('принято')

    await citizen.say('Теперь ещё и газом пахнет в подъезде!')

    await citizen.hear('104')
    expect((await citizen.hear('принято')).text).toContain('Ответит: Горгаз')
  })

  it('is asked which ticket is meant when two are open', async () => {
    const citizen = await newcomer()
    await citizen.say('На улице Кленовой, 92 не горит фонарь')
    await citizen.hear('принято')
    await citizen.say('новый вопрос')
    await citizen.hear('Напишите')
    await citizen.say('На улице Садовой, 3 не горит фонарь')
    await citizen.hear('принято')

    await citizen.say('Там ещё и провод торчит из опоры без крышки')
    const which = await citizen.hear('К какому')
    expect(labels(which)).toEqual([
      expect.stringMatching(/^К № \d+$/u),
      expect.stringMatching(/^К № \d+$/u),
      'Это новый вопрос',
    ])
    await citizen.press(labels(which)[0] ?? '')

    await citizen.hear('Добавил к обращению')
  })

  it('sees a list and a ticket, and may withdraw it after one question', async () => {
    const citizen = await newcomer()
    await citizen.say('На улице Кленовой, 112 не горит фонарь')
    const number = /№ (\d+)/u.exec((await citizen.hear('принято')).text)?.[1] ?? ''

    await citizen.say('мои обращения')
    await citizen.hear(`№ ${number}`)
    await citizen.press(`№ ${number}`)
    await citizen.hear('Вы: На улице Кленовой')
    await citizen.press('Дописать')
    await citizen.hear(`Что добавить к № ${number}`)
    await citizen.say('Спасибо, ещё мигает лампа у подъезда')
    await citizen.hear(`Добавил к обращению № ${number}`)
    await citizen.press('Мои обращения')
    await citizen.hear(`№ ${number}`)
    await citizen.press(`№ ${number}`)
    await citizen.hear('мигает лампа')
    await citizen.press('Отозвать')
    await citizen.hear('Отозвать обращение')
    await citizen.press('Да, отозвать')

    await citizen.hear('отозвано')
  })

  it('may cancel in the middle, and is told when there is nothing to cancel', async () => {
    const citizen = await newcomer()

    await citizen.say('У нас во дворе на дороге огромная яма')
    await citizen.hear('о чём вопрос')
    await citizen.say('Отмена')
    await citizen.hear('не отправляю')
    await citizen.say('отмена')

    await citizen.hear('отменять нечего')
  })
})
