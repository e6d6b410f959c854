import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Temporal } from '../../src/domain/time.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const staffCommunity = 1000
const roadsFirst = 5040

describe('«Уточнить»', () => {
  let region: TestProduct
  const clock = new TestClock()

  beforeAll(async () => {
    clock.startAt(Temporal.Instant.from('2026-11-24T10:00:00+03:00'))
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  const administrator = (): Talk => region.talk(roadsFirst, staffCommunity)

  const clarify = async (number: string, words: string): Promise<void> => {
    await administrator().hear(`Новое обращение № ${number}`)
    const talk = administrator()
    await talk.press('Уточнить')
    await talk.hear('Что спросить')
    await talk.say(words)
    await talk.hear('увидит житель')
    await talk.press('Отправить')
    await talk.hear('ушёл жителю. Срок решения не идёт, пока он не ответит')
  }

  const stateOf = async (number: string) => {
    const { rows } = await region.pool.query(
      `select paused_at, paused_until, final_answer_due_at as due, first_response_at as responded,
         (select json_agg(e.type order by e.id) from ticket_events e where e.ticket_id = t.id) as log
       from tickets t where id = $1`,
      [number],
    )
    return rows[0]
  }

  it('stops the owner’s clock, visibly; the citizen’s next words go there and the clock goes on', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const before = await stateOf(number)
    await clarify(number, 'Напротив какого подъезда яма?')
    const question = await citizen.hear(`Уточняют по обращению № ${number}`)
    const paused = await stateOf(number)
    await waitFor(async () =>
      (await administrator().dialog()).messages.some(({ text }) =>
        text.startsWith(`Обращение № ${number}: ждём ответа жителя`),
      ),
    )
    await citizen.say('Новый вопрос')
    await citizen.hear('что случилось и где')
    const other = await askAboutRoad(region, { citizen })
    clock.advance(2 * 3600)
    await citizen.say('Напротив второго')

    await citizen.hear(`ответ по обращению № ${number}`)

    expect(question.text).toContain('Напротив какого подъезда яма?')
    expect(question.text).toContain('— Комитет дорог Зарянска')
    expect(paused.paused_at).not.toBeNull()
    expect(paused.responded).not.toBeNull()
    await administrator().hear(`Житель дописал к № ${number}`)
    const after = await stateOf(number)
    expect(after.paused_at).toBeNull()
    // Two working hours of a Tuesday: so much later is the answer due.
    expect(after.due.getTime() - before.due.getTime()).toBeGreaterThanOrEqual(2 * 3_600_000)
    expect(after.log.slice(-3)).toEqual(['clarificationAsked', 'messageAdded', 'clockResumed'])
    expect((await stateOf(other.number)).log).not.toContain('messageAdded')
  })

  it('goes on by itself at the cap, and the owner hears of it', async () => {
    const { citizen, number } = await askAboutRoad(region)
    await clarify(number, 'Пришлите, пожалуйста, фото.')
    await citizen.hear(`Уточняют по обращению № ${number}`)
    const before = (await citizen.dialog()).messages.length
    await administrator().skip()
    clock.advance(3 * 24 * 3600 + 60)
    await region.product.timers.drain()

    const { text } = await administrator().hear(`Житель не ответил на ваш вопрос по № ${number}`)

    expect(text).toContain('Срок снова идёт')
    expect((await stateOf(number)).log.at(-1)).toBe('clockResumed')
    expect((await citizen.dialog()).messages).toHaveLength(before)
  })
})
