import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'

const staffCommunity = 1000
const administration = 1001
const roadsHead = 5039
const roadsFirst = 5040
const roadsSecond = 5041
const townCoordinator = 5002
const hourSeconds = 3600

describe('by the clock', () => {
  const clock = new TestClock()
  /** A Tuesday morning. */
  clock.startAt(moment('2026-11-10 09:30'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const until = async (civil: string): Promise<void> => {
    clock.startAt(moment(civil))
    await region.product.timers.drain()
  }

  const ask = (words: string) => askAboutRoad(region, { words })
  const people = (): readonly Talk[] =>
    [roadsFirst, roadsSecond, roadsHead, townCoordinator].map((id) => region.talk(id, staffCommunity))

  it('half of the time, 80 % and all of it are told to more people each time, and a morning digest sums up', async () => {
    const [first, second, head, coordinator] = people()
    const { number } = await ask('На улице Мира, 4 огромная яма на дороге')
    await first?.hear(`Новое обращение № ${number}`)
    await first?.press('Беру')
    await first?.hear('теперь за вами')
    for (const talk of people()) await talk.skip()

    // Four working hours from 9:30 over lunch end at 14:30.
    await until('2026-11-10 11:31')
    await first?.hear(`Половина срока прошла: № ${number}`)
    const quiet = await second?.dialog()
    expect(quiet?.messages.some(({ text }) => text.includes('Половина срока'))).toBe(false)

    await until('2026-11-10 13:50')
    await second?.hear(`Срок почти вышел: № ${number}`)

    await until('2026-11-10 14:31')
    const overdue = `Срок вышел, жителю ещё не ответили: № ${number}`
    await head?.hear(overdue)
    await coordinator?.hear(overdue)

    await until('2026-11-11 09:01')
    expect((await first?.hear('Доброе утро!'))?.text).toMatch(
      /просрочено 1, ответить сегодня 0, новых 0[\s\S]*яма на дороге/u,
    )
  })

  it('after the machine was away only the last of several reminders is told', async () => {
    const { number } = await ask('На улице Мира, 304 огромная яма на дороге')
    const first = region.talk(roadsFirst, staffCommunity)
    await first.hear(`Новое обращение № ${number}`)
    // A timer that sets the next one, long due: each pass takes one rung.
    for (const second of ['00', '01', '02']) await until(`2026-11-12 10:00:${second}`)
    await first.hear(`Срок вышел, жителю ещё не ответили: № ${number}`)
    const told = (await first.dialog()).messages.filter(({ text }) => text.includes(`: № ${number},`))
    expect(told).toHaveLength(1)
  })

  it('nobody is reminded of what was answered', async () => {
    const { number } = await ask('На улице Мира, 14 огромная яма на дороге')
    const second = region.talk(roadsSecond, staffCommunity)
    const card = await second.hear(`Новое обращение № ${number}`)
    await second.say('Здравствуйте! Яму на Мира, 14 засыпали утром.', { replyToCmid: card.cmid })
    await second.hear('увидит житель')
    await second.press('Отправить')
    await second.hear('Что это за ответ')
    await second.press('Решено')
    await second.hear('отправлен')

    await until('2026-11-12 17:59')

    const { messages } = await second.dialog()
    expect(messages.filter(({ text }) => text.includes(`прошла: № ${number}`))).toEqual([])
  })

  it('off-hours are told in the receipt with the exact hour of return', async () => {
    clock.startAt(moment('2026-11-13 21:15'))

    const { receipt } = await ask('На улице Мира, 24 огромная яма на дороге')

    expect(receipt).toContain(
      'Сейчас там нерабочее время. Снова на месте — в понедельник, 16 ноября, в 9:00.',
    )
    expect(receipt).toContain('Первый ответ — в понедельник, 16 ноября, до 13:00.')
  })

  it('a question left unfinished is registered a day later as it is, and nobody is nagged before', async () => {
    const citizen = await region.newcomer(administration)
    await citizen.say('У нас во дворе на дороге огромная яма')
    await citizen.hear('о чём вопрос')
    await citizen.skip()

    clock.advance(23 * hourSeconds)
    await region.product.timers.drain()
    expect((await citizen.dialog()).messages.at(-1)?.text).toContain('о чём вопрос')
    clock.advance(2 * hourSeconds)
    await region.product.timers.drain()

    expect((await citizen.hear('недосказанным')).text).toContain('принято')
    const { rows } = await region.pool.query(`select kind from timers where kind = 'draft'`)
    expect(rows).toEqual([])
  })

  it('nobody is reminded who was dismissed by a command meanwhile', async () => {
    clock.startAt(moment('2026-11-17 09:30'))
    const { number } = await ask('На улице Мира, 504 огромная яма на дороге')
    const [first, second] = people()
    await first?.hear(`Новое обращение № ${number}`)
    await first?.skip()
    await region.pool.query(
      `with ended as (update memberships set ended_at = now()
         where staff_id = (select id from staff where vk_user_id = $1))
       update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion'`,
      [roadsFirst],
    )
    await until('2026-11-17 13:50')
    await second?.hear(new RegExp(`№ ${number}, Комитет`, 'u'))
    const told = (await first?.dialog())?.messages.filter(({ text }) => text.includes(`: № ${number},`))
    expect(told).toEqual([])
  })
})
