import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createFigureReader } from '../../src/db/figure-reader.ts'
import { moment } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'

const school = 1004
const kindergarten = 1006

describe('a ready answer', () => {
  const clock = new TestClock()
  clock.startAt(moment('2026-11-10 10:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const events = async (groupId: number): Promise<readonly string[]> => {
    const { rows } = await region.pool.query<{ said: string }>(
      `select type || coalesce(' ' || (facts ->> 'faq'), ' ' || (facts ->> 'step')) as said from ticket_events
       where ticket_id is null and group_id = $1 order by id`,
      [groupId],
    )
    return rows.map(({ said }) => said)
  }
  const ticketsOf = async ({ userId }: Talk): Promise<number> => {
    const { rows } = await region.pool.query<{ count: number }>(
      'select count(*)::int as count from tickets where citizen_id = $1',
      [userId],
    )
    return rows[0]?.count ?? 0
  }

  it('comes at once to a question asked in other words and with a slip, and «Помогло» leaves no ticket', async () => {
    const parent = await region.newcomer(school)

    await parent.say('Здравствуйте! Подскажите, как запсать ребёнка в первый класс?')
    const { text } = await parent.hear('с 1 апреля')
    expect(text).toContain('прислал бот')
    await parent.press('Помогло')
    await parent.hear('Рад, что помогло')

    expect(await ticketsOf(parent)).toBe(0)
    expect(await events(school)).toEqual(['faqShown school7-first', 'faqHelped school7-first'])
  })

  it('is tried once: «Передать сотруднику» makes a ticket of the question as it was asked', async () => {
    const parent = await region.newcomer(school)
    await parent.say('Как оформить бесплатное питание?')
    await parent.hear('горячий обед')

    await parent.press('Передать сотруднику')

    expect((await parent.hear('принято')).text).toContain('Школа № 7')
    const { rows } = await region.pool.query('select summary from tickets where citizen_id = $1', [
      parent.userId,
    ])
    expect(rows).toEqual([{ summary: 'Как оформить бесплатное питание?' }])
  })

  it('is not given twice: whoever tells on instead of pressing is passed to a person', async () => {
    const parent = await region.newcomer(school)
    await parent.say('Когда начинаются каникулы?')
    await parent.hear('Каникулы в этом учебном году')

    await parent.say('Это я видела. А когда каникулы у первых классов, у них дополнительная неделя?')

    const { text } = await parent.hear(/./u)
    expect(text).not.toContain('готовый ответ')
    expect(text).toMatch(/принято|о чём вопрос|Где это/u)
  })

  it('is never given in danger, nor on the page of another institution', async () => {
    const [frightened, stranger] = [await region.newcomer(school), await region.newcomer(kindergarten)]

    await frightened.say('Когда запись в первый класс? В коридоре пахнет газом')
    await frightened.hear('104')
    await stranger.say('Когда запись в первый класс?')

    expect((await stranger.hear(/./u)).text).not.toContain('готовый ответ')
    const { messages } = await frightened.dialog()
    expect(messages.some(({ text }) => text.includes('готовый ответ'))).toBe(false)
  })

  it('is not registered when nothing more is said: no ticket after a day, and no words', async () => {
    const parent = await region.newcomer(school)
    await parent.say('Когда зимние каникулы?')
    await parent.hear('Каникулы в этом учебном году')
    const before = (await parent.dialog()).messages.length

    clock.advance(25 * 3600)
    await region.product.timers.drain()
    await region.product.outbox.drain()

    expect(await ticketsOf(parent)).toBe(0)
    expect((await parent.dialog()).messages).toHaveLength(before)
  })

  it('and questions that were given up are counted, each at its step', async () => {
    const shy = await region.newcomer(kindergarten)
    await shy.say('', {
      attachments: [
        { type: 'sticker', sticker: { inner_type: 'base_sticker_new', sticker_id: 1, product_id: 1 } },
      ],
    })
    await shy.hear(/./u)
    await shy.press('Отмена').catch(() => shy.say('отмена'))
    await shy.hear(/./u)
    const undecided = await region.newcomer(1001)
    await undecided.say('Во дворе сломаны качели на детской площадке')
    const asked = await undecided.hear(/Где это\?|о чём вопрос/u)
    await undecided.say('отмена')
    await undecided.hear('не отправляю')

    expect(await events(kindergarten)).toContain('questionDropped text')
    const step = asked.text.includes('Где') ? 'place' : 'topic'
    expect(await events(1001)).toContain(`questionDropped ${step}`)
    await createFigureKeeper(region.pool, 'Europe/Moscow').catchUp()
    const { total } = await createFigureReader(region.pool).read({
      by: 'community',
      from: '2026-11-01',
      to: '2026-11-30',
      now: clock.now(),
      municipalityIds: null,
    })
    expect(total.faq).toMatchObject({ shown: 4, helped: 1 })
    expect(total.drops.text + total.drops.topic + total.drops.place).toBe(2)
  })
})
