import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'

const staffCommunity = 1000
const head = 5039
const first = 5040
const second = 5041
const coordinator = 5002
/** Answers alone for «Горсвет». */
const lights = 5047
/** Of another institution. */
const deputy = 5038
const hourSeconds = 3600

describe('who is there to answer', () => {
  const clock = new TestClock()
  /** A Tuesday evening. */
  clock.startAt(moment('2026-11-24 19:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const talks = new Map<number, Talk>()
  /** The same for each person: what was heard once is not heard again. */
  const staff = (userId: number): Talk => {
    const talk = talks.get(userId) ?? region.talk(userId, staffCommunity)
    talks.set(userId, talk)
    return talk
  }

  const later = async (seconds: number): Promise<void> => {
    clock.advance(seconds)
    await region.product.timers.drain()
  }

  /** What the community has said to this person about a ticket, or with these words. */
  const told = async (userId: number, words: string): Promise<readonly string[]> =>
    (await staff(userId).dialog()).messages
      .filter(({ from, text }) => from === 'community' && text.includes(words))
      .map(({ text }) => text)

  it('hold back what is not urgent, and tell all of it in one message when they end', async () => {
    await staff(first).say('Тихие часы')
    await staff(first).hear('Когда вас не беспокоить?')
    await staff(first).press('С 20 до 8')
    await staff(first).hear('Тихие часы — каждый день с 20:00 до 8:00')
    await later(2 * hourSeconds)

    const kept = await askAboutRoad(region)
    const answered = await askAboutRoad(region)
    await kept.citizen.say(`К № ${kept.number}: и фонарь рядом не горит`)
    await kept.citizen.hear('Добавил')
    await staff(second).hear(`Новое обращение № ${kept.number}`)
    const card = await staff(second).hear(`Новое обращение № ${answered.number}`)
    await staff(second).say('Здравствуйте! Яму засыпали сегодня.', { replyToCmid: card.cmid })
    await staff(second).hear('увидит житель')
    await staff(second).press('Отправить')
    await staff(second).hear('Что это за ответ')
    await staff(second).press('Решено')
    await answered.citizen.hear('Ответ на обращение')

    expect(await told(first, `№ ${kept.number}`)).toEqual([])
    await later(10.5 * hourSeconds)
    await later(hourSeconds)

    const { text } = await staff(first).hear('Тихие часы кончились')
    expect(text).toContain('накопилось обращений: 1')
    expect(text).not.toContain(`№ ${answered.number}`)
    expect(await told(first, `№ ${kept.number}`)).toHaveLength(1)
    await staff(first).press(`Открыть № ${kept.number}`)
    await staff(first).hear('и фонарь рядом')
    const { rows } = await region.pool.query('select count(*)::int as held from held_notices')
    expect(rows).toEqual([{ held: 0 }])
  })

  it('let through what is urgent, and can be changed by plain words', async () => {
    await staff(first).say('Не беспокоить с 7 до 20')
    await staff(first).hear('с 7:00 до 20:00')
    const citizen = await region.newcomer(1001)
    await citizen.say('На улице Мира, 900 не работает светофор')
    const { text } = await citizen.hear('принято')
    const number = /№ (\d+)/u.exec(text)?.[1] ?? ''
    const { rows } = await region.pool.query('select priority from tickets where id = $1', [number])
    expect(rows).toEqual([{ priority: 'urgent' }])

    await staff(first).hear(`Новое обращение № ${number}`)
    const { number: waiting } = await askAboutRoad(region)
    await staff(second).hear(`Новое обращение № ${waiting}`)
    expect(await told(first, `№ ${waiting}`)).toEqual([])
    await staff(first).say('Тихие часы с 9 до 9')
    await staff(first).hear('до 16 подряд')
    await staff(first).say('Без тихих часов')
    await staff(first).hear('Тихих часов больше нет')
    await region.product.timers.drain()
    await staff(first).hear(`Новое обращение № ${waiting}, Комитет дорог Зарянска`)
  })

  it('send new cards to whoever is on duty; the others see the queue and hear when time runs out', async () => {
    await staff(head).say('Дежурство')
    await staff(head).hear('Кто будет дежурить?')
    await staff(head).press('Сергей Калинкин')
    await staff(head).hear('на какие дни?')
    await staff(head).press('Неделю')
    await staff(head).hear('дежурит Сергей Калинкин')
    await staff(second).hear('Вы дежурите: «Комитет дорог Зарянска»')

    const { number } = await askAboutRoad(region)
    await staff(second).hear(`Новое обращение № ${number}`)
    expect(await told(first, `№ ${number}`)).toEqual([])
    await staff(first).say('Кто дежурит')
    await staff(first).hear('дежурит Сергей Калинкин')
    await staff(first).say('Очередь')
    await staff(first).hear(`№ ${number}`)

    await staff(first).skip()
    await later(3 * hourSeconds)
    await later(1)
    await later(2 * hourSeconds)
    await staff(first).hear(new RegExp(`(?:Срок почти вышел|Срок вышел).*№ ${number}`, 'u'))
  })

  it('send cards to everybody again when a coordinator ends the duty', async () => {
    await staff(coordinator).say('Дежурство')
    await staff(coordinator).hear('В каком учреждении')
    await staff(coordinator).say('комитет дорог зарянска')
    await staff(coordinator).hear('дежурит Сергей Калинкин')
    await staff(coordinator).press('Без дежурного')
    await staff(coordinator).hear('больше никто не дежурит')

    const { number } = await askAboutRoad(region)

    await staff(first).hear(`Новое обращение № ${number}`)
    await staff(second).hear(`Новое обращение № ${number}`)
  })

  /** Somebody asks about street lights, which one person answers for. */
  const askAboutLights = async (
    street: string,
  ): Promise<{ citizen: Talk; number: string; receipt: string }> => {
    const citizen = await region.newcomer(1001)
    await citizen.say(`На улице ${street}, 12 третий день не горит ни один фонарь, темно`)
    const { text: receipt } = await citizen.hear('принято')
    return { citizen, receipt, number: /№ (\d+)/u.exec(receipt)?.[1] ?? '' }
  }

  it('the only administrator goes on leave: the coordinator hears the same day and gets the cards', async () => {
    await staff(lights).say('Я в отпуске до 31 декабря')
    await staff(lights).hear('карточки получит координатор')
    await staff(coordinator).hear('«Горсвет»: отвечать некому, до 31 декабря включительно')

    const { number } = await askAboutLights('Кленовой')
    const card = await staff(coordinator).hear(`Новое обращение № ${number}`)
    expect(card.text).toContain('Отвечает: Горсвет')
    expect(await told(lights, `№ ${number}`)).toEqual([])
  })

  it('a deputy hears of it, sees what already waits, and answers with the signature of that institution', async () => {
    await staff(lights).say('Я в отпуске до 31 декабря, замещает Елена Осинина')
    await staff(lights).hear('Вместо вас — Елена Осинина')
    await staff(deputy).hear('Вы замещаете: Надежда Камышина, «Горсвет», до 31 декабря включительно')
    await staff(deputy).press('Очередь')
    await staff(deputy).hear('Кленовой')

    const { citizen, number } = await askAboutLights('Полевой')
    const card = await staff(deputy).hear(`Новое обращение № ${number}`)
    await staff(deputy).say('Здравствуйте! Фонари починили сегодня.', { replyToCmid: card.cmid })
    expect((await staff(deputy).hear('увидит житель')).text).toContain('Горсвет')
    await staff(deputy).press('Отправить')
    await staff(deputy).hear('Что это за ответ')
    await staff(deputy).press('Решено')
    expect((await citizen.hear('Фонари починили')).text).toContain('— Горсвет')
    await staff(lights).say('Я вернулась')
    await staff(lights).hear('С возвращением')
  })

  it('one person serves several institutions: card, queue and signature say for which', async () => {
    await staff(coordinator).say('Код для сотрудника')
    await staff(coordinator).hear('Для какого учреждения')
    await staff(coordinator).say('горсвет')
    const { text } = await staff(coordinator).hear('ОТК-')
    await staff(first).say(/ОТК-\S+/u.exec(text)?.[0] ?? '')
    await staff(first).hear('Горсвет')

    const light = await askAboutLights('Зелёной')
    const road = await askAboutRoad(region)
    const lightCard = await staff(first).hear(`Новое обращение № ${light.number}`)
    const roadCard = await staff(first).hear(`Новое обращение № ${road.number}`)
    await staff(first).say('Очередь')
    const queue = await staff(first).hear('Ждут ответа')

    expect(lightCard.text).toContain('Отвечает: Горсвет')
    expect(roadCard.text).toContain('Отвечает: Комитет дорог Зарянска')
    expect(queue.text).toContain('· Горсвет')
    expect(queue.text).toContain('· Комитет дорог Зарянска')
    await staff(lights).hear(`Новое обращение № ${light.number}`)
  })

  it('an institution that is closed for days promises nothing for them', async () => {
    await region.pool.query(
      `with version as (update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion')
       insert into calendar_days (date, kind, hours, title, institution_id)
       select day, 'off', '', 'Закрыто на ремонт', i.id
       from institutions i, generate_series('2026-11-25'::date, '2026-12-06'::date, '1 day') day where i.code = 'zar-light'`,
    )

    const { receipt } = await askAboutLights('Речной')

    expect(receipt).toMatch(/7 декабря|8 декабря/u)
  })
})
