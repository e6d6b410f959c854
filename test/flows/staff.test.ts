import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDecisionStore } from '../../src/db/decision-store.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { passOn } from '../support/pass-on.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'

const staffCommunity = 1000
const roadsFirst = 5040
const roadsSecond = 5041
const coordinator = 5001
const newColleague = 7008

describe('staff', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  const ask = () => askAboutRoad(region)

  it('answers by replying to the card: preview, correction, then the citizen, signed', async () => {
    const { citizen, number } = await ask()
    const administrator = region.talk(roadsFirst, staffCommunity)
    const card = await administrator.hear(`Новое обращение № ${number}`)
    expect(card.text).toContain('Тема: Ямы и выбоины на дороге')
    expect(card.text).toContain('яма на дороге')

    await administrator.say('Засыплем завтра.', { replyToCmid: card.cmid })
    await administrator.hear('увидит житель')
    await administrator.press('Исправить')
    await administrator.hear('Напишите ответ')
    await administrator.say('Здравствуйте! Яму на Мира, 4 засыплем 27 ноября.')
    await administrator.hear('засыплем 27 ноября')
    await administrator.press('Отправить')
    await administrator.hear('Что это за ответ')
    await administrator.press('Решено')
    await administrator.hear('отправлен')

    const answer = await citizen.hear(`Ответ на обращение № ${number}`)
    expect(answer.text).toContain('Яму на Мира, 4 засыплем 27 ноября.')
    expect(answer.text).toContain('— Комитет дорог Зарянска')
    const dialog = await citizen.dialog()
    expect(dialog.messages.filter((message) => message.text.includes('Засыплем завтра'))).toEqual([])
  })

  it('takes a ticket once between colleagues, also at the same moment', async () => {
    const { number } = await ask()
    const [first, second] = [
      region.talk(roadsFirst, staffCommunity),
      region.talk(roadsSecond, staffCommunity),
    ]
    await Promise.all([first.hear(`№ ${number}`), second.hear(`№ ${number}`)])

    await Promise.all([first.press('Беру'), second.press('Беру')])

    const answers = await Promise.all([first.hear(`№ ${number}`), second.hear(`№ ${number}`)])
    const texts = answers.map((answer) => answer.text)
    expect(texts.filter((text) => text.includes('теперь за вами'))).toHaveLength(1)
    expect(texts.filter((text) => text.includes('уже занимается'))).toHaveLength(1)
    const { rows } = await region.pool.query(
      `select count(*)::int as takes from ticket_events where ticket_id = $1 and type = 'ticketTaken'`,
      [number],
    )
    expect(rows).toEqual([{ takes: 1 }])
  })

  it('sends a question that is not theirs on, with a reason and the history, and the citizen is told', async () => {
    const { citizen, number } = await ask()
    const administrator = region.talk(roadsFirst, staffCommunity)
    const own = await administrator.hear(`Новое обращение № ${number}`)

    await administrator.press('Не наш вопрос')
    await administrator.hear('Кому передать')
    await administrator.say('жкх зарянск')
    await administrator.hear('Почему')
    await administrator.press('Другая территория')
    await administrator.hear('Передал')

    const next = region.talk(5038, staffCommunity)
    const card = await next.hear(`передали обращение № ${number}`)
    expect(card.text).toContain('Другая территория')
    expect(card.text).toContain('яма на дороге')
    expect((await citizen.hear('Повторять вопрос не нужно')).text).toContain('Комитет ЖКХ Зарянска')
    await administrator.say('Ответ не от тех', { replyToCmid: own.cmid })
    await administrator.hear('не у вашего учреждения')
  })

  it('teaches by what was chosen, sent on and answered', async () => {
    const { number, words } = await ask()
    await passOn(region, roadsFirst, number, 'комитет жкх')

    const decisions = await createDecisionStore(region.pool).read(100)

    const own = decisions.find(({ ticketId }) => ticketId === number)
    const { rows } = await region.pool.query(
      'select i.code from tickets t join institutions i on i.id = t.institution_id where t.id = $1',
      [number],
    )
    expect(own?.text).toBe(words)
    expect(own?.labels[1]).toBe(rows[0].code)
    expect(await createDecisionStore(region.pool).count()).toBeGreaterThanOrEqual(decisions.length)
  })

  it('cannot pass a question round for ever: after two forwards a coordinator decides', async () => {
    const { number } = await ask()
    await passOn(region, roadsFirst, number, 'комитет жкх')
    await passOn(region, 5038, number, 'горсвет')
    await passOn(region, 5047, number, 'минстрой')

    const deciding = region.talk(5002, staffCommunity)
    await deciding.hear(`обращение № ${number}`)
  })

  it('cannot send a question back to who had it: a coordinator decides', async () => {
    const { number } = await ask()
    await passOn(region, roadsFirst, number, 'комитет жкх')

    const second = await passOn(region, 5038, number, 'комитет дорог зарянск')

    await second.hear('уже было и не подошло')
    await region.talk(5002, staffCommunity).hear(`обращение № ${number}`)
  })

  it('reads under «Подробнее» why the question came here', async () => {
    const { number } = await ask()
    const administrator = region.talk(roadsFirst, staffCommunity)
    await administrator.hear(`Новое обращение № ${number}`)

    await administrator.press('Подробнее')

    const { text } = await administrator.hear('Почему здесь')
    expect(text).toMatch(
      /тема: Ямы и выбоины на дороге \(уверенность \d+ %\); место: Город Зарянск; .+ Комитет дорог Зарянска/u,
    )
  })

  it('never sends words without a card to a citizen', async () => {
    const { citizen } = await ask()
    const administrator = region.talk(roadsFirst, staffCommunity)
    const before = (await citizen.dialog()).messages.length

    await administrator.say('Какая-то мысль вслух')

    await administrator.hear('никуда не ушло')
    expect((await citizen.dialog()).messages).toHaveLength(before)
  })

  it('shows the citizen’s photo on the card', async () => {
    const photo = await region.uploadPhoto()
    const { number } = await askAboutRoad(region, { attachments: [photo] })

    const administrator = region.talk(roadsFirst, staffCommunity)
    const card = await administrator.hear(`Новое обращение № ${number}`)

    expect(card.attachments).toHaveLength(1)
  })

  it('joins by a one-time code that works once, and gets cards from then on', async () => {
    const boss = region.talk(coordinator, staffCommunity)
    await boss.say('/код')
    await boss.hear('Для какого учреждения')
    await boss.say('комитет дорог зарянск')
    const code = /ОТК-\w{4}-\w{4}/u.exec((await boss.hear('ОТК-')).text)?.[0] ?? ''

    const colleague = region.talk(newColleague, staffCommunity)
    await colleague.say('Здравствуйте')
    await colleague.hear('Если вам дали код')
    await colleague.say(code)
    await colleague.hear('вы в команде')
    const stranger = region.talk(7007, staffCommunity)
    await stranger.say(code)
    await stranger.hear('уже использован')

    const { number } = await ask()
    await region.talk(newColleague, staffCommunity).hear(`Новое обращение № ${number}`)
  })

  it('shows the coordinator figures of the event log, and nobody else', async () => {
    const boss = region.talk(coordinator, staffCommunity)
    await boss.say('/статистика')

    const { text } = await boss.hear('Все учреждения')
    expect(text).toContain('Комитет дорог Зарянска')
    expect(text).toContain('медиана')
    const administrator = region.talk(roadsSecond, staffCommunity)
    await administrator.say('/статистика')
    await administrator.hear('только координаторы')
  })
})
