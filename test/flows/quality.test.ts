import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { drawSample } from '../../src/domain/answer-sample.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, newKey, webOf } from '../support/console.ts'
import { moment, moscow } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'

const staffCommunity = 1000
const regionCoordinator = 5001
const townCoordinator = 5002
const week = '2026-11-16'
const good = { answers: 'yes', clear: 'partly', concrete: 'no' } as const

/** One story: answers of a week, drawn on Monday, judged in VK and on the screen. */
describe('five answers a week, chosen by chance', () => {
  const clock = new TestClock()
  /** A Thursday morning. */
  clock.startAt(moment('2026-11-19 10:00'))
  let region: TestProduct
  let owner: ConsoleClient
  let coordinator: ConsoleClient
  let town: ConsoleClient
  let report = ''

  beforeAll(async () => {
    region = await startTestProduct({ clock })
    const web = webOf(region)
    owner = await ConsoleClient.of(region, web, 5040)
    for (let count = 1; count <= 6; count += 1) {
      const { number } = await askAboutRoad(region)
      const { body: seen } = await owner.get(`/tickets/${number}`)
      const text = `Иван, яму № ${count} засыплем 27 ноября, звоните 8 913 123-45-67.`
      const answer = { text, result: { kind: 'explained' }, key: newKey(), seenVersion: seen.version }
      await owner.post(`/tickets/${number}/answer`, answer)
    }
    await region.pool.query(`update citizens set first_name = 'Иван', last_name = 'Петров'`)
    clock.startAt(moment('2026-11-23 08:59'))
    coordinator = await ConsoleClient.of(region, web, regionCoordinator)
    town = await ConsoleClient.of(region, web, townCoordinator)
    owner = await ConsoleClient.of(region, web, 5040)
    const told = region.talk(regionCoordinator, staffCommunity)
    await told.skip()
    clock.startAt(moment('2026-11-23 09:00'))
    await region.product.timers.drain()
    report = (await told.hear('вся область')).text
  })

  afterAll(async () => {
    await region.stop()
  })

  const drawnFor = async (userId: number) => {
    const { rows } = await region.pool.query<{ seed: number; candidates: number; ids: number[] }>(
      `select (e.facts ->> 'seed')::int as seed, (e.facts ->> 'candidates')::int as candidates,
         array_agg((e.facts ->> 'answerEventId')::int order by e.id) as ids
       from ticket_events e join staff s on s.id = (e.facts ->> 'coordinatorId')::int
       where e.type = 'answerSampled' and s.vk_user_id = $1 and e.facts ->> 'week' = $2 group by 1, 2`,
      [userId, week],
    )
    return rows
  }

  it('are drawn by themselves, and anybody can draw them again from the log', async () => {
    const { rows: given } = await region.pool.query<{ id: number }>(
      `select id::int from ticket_events where type = 'ticketAnswered' order by id`,
    )

    const drawn = await drawnFor(regionCoordinator)

    expect(drawn).toEqual([{ seed: expect.any(Number), candidates: 6, ids: expect.any(Array) }])
    const ids = given.map(({ id }) => id)
    expect(drawSample(ids, drawn[0]?.seed ?? 0)).toEqual(drawn[0]?.ids)
  })

  it('are judged in VK with three taps each, without names of citizens', async () => {
    const talk = region.talk(regionCoordinator, staffCommunity)
    expect(report).toContain('Оцените 5 ответов прошлой недели')

    await talk.press('Оценить ответы')
    const shown = await talk.hear('Ответ 1 из 5 за 16–22 ноября')
    expect(shown.text).toMatch(/выбрал случай из 6[\s\S]*яма на дороге[\s\S]*засыплем 27 ноября/u)
    expect(shown.text).not.toMatch(/Иван|Петров|913/u)
    await talk.press('Да')
    await talk.hear('2 из 3. Написано понятно')
    await talk.press('Частично')
    await talk.hear('3 из 3. Сказано конкретно')
    await talk.press('Нет')
    await talk.hear('Ответ 2 из 5')

    const { body } = await coordinator.get('/quality/sample')
    expect(body).toMatchObject({ week: { from: week, to: '2026-11-22' }, candidates: 6, judged: 1 })
    expect(body.answers[0]).toMatchObject({ number: 1, judgement: good })
  })

  it('are judged on the screen, and the last word counts', async () => {
    const bad = { answers: 'no', clear: 'no', concrete: 'no' }
    for (const judgement of [bad, good, good])
      expect(await coordinator.post('/quality/sample/2', { week, ...judgement })).toMatchObject({
        status: 200,
        body: { judged: 2 },
      })

    const { rows } = await region.pool.query(
      `select count(*)::int as words from ticket_events where type = 'answerJudged'`,
    )
    // One in VK; here two: the repeated one is none.
    expect(rows).toEqual([{ words: 3 }])
    await createFigureKeeper(region.pool, moscow).catchUp()
    const { body } = await coordinator.get('/statistics/summary?from=2026-11-16&to=2026-11-22')
    expect(body.total).toMatchObject({
      qualityAnswers: 1,
      qualityClear: 0,
      qualityConcrete: 0,
      qualityJudged: 2,
    })
    expect(body.total.qualityJudgedShare).toBeCloseTo(0.2)
  })

  it('are another coordinator’s own five, however often and at once they are asked for', async () => {
    const shown = await Promise.all([1, 2, 3].map(() => town.get('/quality/sample')))

    const tickets = shown.map(({ body }) => body.answers.map((one: { ticketId: number }) => one.ticketId))
    expect(tickets[0]).toHaveLength(5)
    expect(tickets).toEqual([tickets[0], tickets[0], tickets[0]])
    expect(shown[0]?.body).toMatchObject({ judged: 0 })
    expect(await drawnFor(townCoordinator)).toHaveLength(1)
  })

  it.each([
    ['another week', '/quality/sample/1', { week: '2026-11-09', ...good }, 404, 'notSampled'],
    ['a number that was not drawn', '/quality/sample/6', { week, ...good }, 404, 'notSampled'],
    ['a grade that there is not', '/quality/sample/1', { week, ...good, clear: 'so-so' }, 400, 'badRequest'],
    ['two criteria', '/quality/sample/1', { week, answers: 'yes', clear: 'yes' }, 400, 'badRequest'],
  ])('refuse %s in a sentence', async (_name, path, body, status, kind) => {
    expect(await coordinator.post(path, body)).toMatchObject({
      status,
      body: { kind, message: expect.stringMatching(/[а-я]/u) },
    })
  })

  it('are for coordinators only', async () => {
    expect(await owner.get('/quality/sample')).toMatchObject({
      status: 403,
      body: { kind: 'notCoordinator' },
    })
    expect((await owner.post('/quality/sample/1', { week, ...good })).status).toBe(403)
    const talk = region.talk(5040, staffCommunity)
    await talk.say('оценить ответы')
    await talk.hear('могут координаторы')
  })

  it('cannot be judged when the citizen had the words deleted', async () => {
    const { body } = await coordinator.get('/quality/sample')
    const { number, ticketId } = body.answers[4]
    await region.pool.query('delete from messages where ticket_id = $1', [ticketId])

    const refused = await coordinator.post(`/quality/sample/${number}`, { week, ...good })

    expect(refused).toMatchObject({ status: 409, body: { kind: 'wordsDeleted' } })
    expect((await coordinator.get('/quality/sample')).body.answers[4]).toMatchObject({ answer: null })
  })
})
