import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, webOf } from '../support/console.ts'
import { moscow } from '../support/given.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'

describe('figures in the console', () => {
  let region: TestProduct
  let coordinator: ConsoleClient
  let townCoordinator: ConsoleClient
  let owner: ConsoleClient
  let other: ConsoleClient
  let ticket = { id: 0, institution: '', municipality: '', topic: '' }

  beforeAll(async () => {
    region = await startTestProduct()
    const web = webOf(region)
    coordinator = await ConsoleClient.of(region, web, 5001)
    townCoordinator = await ConsoleClient.of(region, web, 5002)
    owner = await ConsoleClient.of(region, web, 5040)
    other = await ConsoleClient.of(region, web, 5004)
    const words = 'На улице Мира, 14 огромная яма на дороге'
    const { number } = await askAboutRoad(region, { words, citizen: region.talk(7001, 1001) })
    const { rows } = await region.pool.query<{ institution: string; municipality: string; topic: string }>(
      `select institution_id::text as institution, municipality_id::text as municipality, topic_id as topic
       from tickets where id = $1`,
      [number],
    )
    ticket = { id: Number(number), ...(rows[0] ?? { institution: '', municipality: '', topic: '' }) }
    await createFigureKeeper(region.pool, moscow).catchUp()
  })

  afterAll(async () => {
    await region.stop()
  })

  it('show a coordinator the region, every value with its definition', async () => {
    const { status, body } = await coordinator.get('/statistics/summary')

    expect(status).toBe(200)
    expect(body.total).toMatchObject({ received: 1, waiting: 1, overdue: 0, median: null })
    expect(body.totalBefore).toMatchObject({ received: 0 })
    expect(body.note).toBeNull()
    expect(body.rows).toMatchObject([{ member: ticket.institution, isFew: true, values: { received: 1 } }])
    const defined = body.definitions.map(({ key }: { key: string }) => key)
    expect(defined.toSorted()).toEqual(Object.keys(body.total).toSorted())
    expect(body.definitions.filter(({ definition }: { definition: string }) => definition === '')).toEqual([])
  })

  it.each(['institution', 'kind', 'municipality', 'topic', 'community', 'administrator'])(
    'group by %s, and each row can be asked for alone',
    async (by) => {
      const { body } = await coordinator.get(`/statistics/summary?by=${by}`)
      for (const { member, values } of body.rows) {
        const alone = await coordinator.get(
          `/statistics/summary?by=${by}&member=${encodeURIComponent(member)}`,
        )
        expect(alone.body.total).toEqual(values)
      }
      expect(body.rows).toHaveLength(by === 'administrator' ? 0 : 1)
    },
  )

  it('add up over days, hours and lists of tickets', async () => {
    const query = `by=institution&member=${ticket.institution}`
    const [days, heat, waits, received, waiting, overdue] = await Promise.all([
      coordinator.get(`/statistics/series?${query}&step=week`),
      coordinator.get('/statistics/heatmap'),
      coordinator.get(`/statistics/distribution?${query}`),
      coordinator.get(`/statistics/tickets?${query}&kind=received`),
      coordinator.get(`/statistics/tickets?${query}&kind=waiting`),
      coordinator.get(`/statistics/tickets?${query}&kind=overdue`),
    ])

    expect(days.body.points).toMatchObject([{ values: { received: 1, waiting: 1 } }])
    expect(heat.body.hours.reduce((sum: number, count: number) => sum + count)).toBe(1)
    expect(waits.body.bands.every(({ count }: { count: number }) => count === 0)).toBe(true)
    expect(received.body.items).toMatchObject([{ id: ticket.id }])
    expect(waiting.body.items).toMatchObject([{ id: ticket.id }])
    expect(overdue.body).toMatchObject({ items: [], next: null })
  })

  it('rank leagues with advice, and no place on few cases', async () => {
    const { body } = await coordinator.get('/statistics/ranking')

    const places = body.leagues.flatMap((league: { places: unknown[] }) => league.places)
    expect(places).toMatchObject([
      { member: ticket.institution, place: null, advice: expect.stringMatching(/.{20}/u) },
    ])
  })

  it('show an institution its own figures and nobody else’s', async () => {
    const own = await owner.get('/statistics/summary')
    expect(own.body).toMatchObject({ total: { received: 1 }, rows: [{ member: ticket.institution }] })

    const theirs = await other.get('/statistics/summary')
    expect(theirs.body).toMatchObject({ total: { received: 0 }, rows: [] })
    const routes = ['summary', 'series', 'distribution', 'heatmap', 'tickets']
    for (const route of routes) {
      const asked = await other.get(`/statistics/${route}?by=institution&member=${ticket.institution}`)
      expect([route, asked.status, asked.body.kind]).toEqual([route, 403, 'notYours'])
      const grouped = await other.get(`/statistics/${route}?by=topic&member=${ticket.topic}`)
      expect([route, grouped.status, grouped.body.kind]).toEqual([route, 403, 'notGrouped'])
    }
    expect((await other.get('/statistics/ranking')).body.leagues).toEqual([])
  })

  it('show a coordinator of a town that town', async () => {
    const towns = await townCoordinator.get('/statistics/summary?by=municipality')
    expect(towns.body).toMatchObject({ total: { received: 1 }, rows: [{ member: ticket.municipality }] })

    expect(await townCoordinator.get('/statistics/summary?by=municipality&member=999')).toMatchObject({
      status: 403,
    })
    expect((await townCoordinator.get('/statistics/summary?by=kind')).status).toBe(200)
  })

  it('forecast the next week, and put it on duties', async () => {
    const { body } = await coordinator.get('/statistics/forecast')

    expect(body.hours).toHaveLength(168)
    expect(body.duties).toHaveLength(7)
  })

  it('show silent pages to coordinators, and to nobody who only answers', async () => {
    await region.pool.query('update communities set trouble = $1 where group_id = 1001', ['Ключ отозван.'])

    const { body } = await coordinator.get('/statistics/radar')

    expect(body.pages).toContainEqual(
      expect.objectContaining({
        groupId: 1001,
        waiting: 1,
        silences: expect.arrayContaining([{ kind: 'troubled', sentence: 'Ключ отозван.' }]),
      }),
    )
    expect(await owner.get('/statistics/radar')).toMatchObject({ status: 403 })
  })

  it.each([
    ['from=2026-11-20&to=2026-11-01', 'badPeriod'],
    ['from=2020-01-01&to=2026-11-01', 'longPeriod'],
    ['from=yesterday', 'badRequest'],
    ['by=weather', 'badRequest'],
  ])('refuse %s in a sentence', async (query, kind) => {
    const { status, body } = await coordinator.get(`/statistics/summary?${query}`)

    expect({ status, kind: body.kind }).toEqual({ status: 400, kind })
    expect(body.message).toMatch(/[а-я]/u)
  })
})
