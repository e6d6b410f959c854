import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOpenDataStore } from '../../src/db/open-data-store.ts'
import { createOpen311 } from '../../src/web/open311/routes.ts'
import { moment } from '../support/given.ts'
import { type SimulatedDatabase, openSimulated, smallMonth } from '../statistics/simulated.ts'

describe('Open311', () => {
  let month: SimulatedDatabase
  let id = 0

  beforeAll(async () => {
    month = await openSimulated({ ...smallMonth, tickets: 60 })
    await month.pool.query(`
      update tickets set place = 'ул. Тайная, 7', summary = 'Секретные слова';
      update topics set is_sensitive = true where id = (select topic_id from tickets order by id limit 1)`)
    const { rows } = await month.pool.query<{ id: string }>(
      `select t.id from tickets t join topics p on p.id = t.topic_id
       where not p.is_sensitive and t.status = 'answered' order by t.id desc limit 1`,
    )
    id = Number(rows[0]?.id)
  })

  afterAll(() => month.close())

  const ask = async (path: string, api = newApi()) => {
    const answer = await api.request(path)
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  const newApi = () =>
    createOpen311({
      store: createOpenDataStore(month.pool),
      clock: { now: () => moment('2026-11-19 00:00') },
    })

  it('tells of tickets, and of nobody’s words, places or sensitive matters', async () => {
    const { status, text } = await ask('/requests.json')
    const requests: readonly Record<string, unknown>[] = JSON.parse(text)
    const { rows } = await month.pool.query<{ count: number }>(
      `select count(*)::int as count from tickets t join topics p on p.id = t.topic_id
       where not p.is_sensitive and t.status <> 'withdrawn'`,
    )

    expect(status).toBe(200)
    expect(requests).toHaveLength(rows[0]?.count ?? -1)
    expect(rows[0]?.count).toBeLessThan(60)
    expect(text).not.toMatch(/Тайная|Секретные|9000/u)
    expect(new Set(requests.map((one) => one['description']))).toEqual(new Set([null]))
  })

  it('gives one by its number, in JSON and XML alike', async () => {
    const json = await ask(`/requests/${id}.json`)
    const xml = await ask(`/requests/${id}.xml`)

    const [one] = JSON.parse(json.text)
    expect(one).toMatchObject({ service_request_id: String(id), status: 'closed' })
    expect(one.requested_datetime).toMatch(/^2026-1\d-\d\dT[\d:]{8}Z$/u)
    expect(xml.type).toContain('text/xml')
    expect(xml.text).toContain(
      `<service_requests><request><service_request_id>${id}</service_request_id><status>closed</status>`,
    )
    expect(xml.text).toContain(`<requested_datetime>${one.requested_datetime}</requested_datetime>`)
  })

  it('finds by state, by topic, by number and by dates', async () => {
    const [one] = JSON.parse((await ask(`/requests/${id}.json`)).text)
    const all = JSON.parse((await ask('/requests.json')).text)
    const open = JSON.parse((await ask('/requests.json?status=open')).text)
    const closed = JSON.parse((await ask('/requests.json?status=closed')).text)
    const ofTopic = JSON.parse((await ask(`/requests.json?service_code=${one.service_code}`)).text)
    const some = JSON.parse((await ask(`/requests.json?service_request_id=${id},999999`)).text)
    const before = JSON.parse((await ask('/requests.json?end_date=2026-10-01T00:00:00Z')).text)

    expect(open.length + closed.length).toBe(all.length)
    expect(open.length).toBeGreaterThan(0)
    expect(new Set(ofTopic.map((r: { service_code: string }) => r.service_code))).toEqual(
      new Set([one.service_code]),
    )
    expect(some).toEqual([one])
    expect(before).toEqual([])
  })

  it('names its services, sensitive ones left out', async () => {
    const services: readonly { service_code: string }[] = JSON.parse((await ask('/services.json')).text)
    const { rows } = await month.pool.query<{ id: string }>('select id from topics where is_sensitive')

    expect(services.length).toBeGreaterThan(3)
    expect(services.map((one) => one.service_code)).not.toContain(rows[0]?.id)
    expect((await ask('/services.xml')).text).toMatch(/^<\?xml[^>]*\?><services><service><service_code>/u)
  })

  it.each([
    ['/requests.json?status=lost', 400],
    ['/requests.json?start_date=yesterday', 400],
    ['/requests/999999.json', 404],
    ['/anything.xml', 404],
  ])('refuses %s as the standard says', async (path, code) => {
    const { status, text } = await ask(path)

    expect(status).toBe(code)
    expect(text).toContain(
      path.includes('.xml') ? `<errors><error><code>${code}</code>` : `[{"code":${code},`,
    )
  })

  it('lets nobody ask more than sixty times a minute', async () => {
    const api = newApi()
    const statuses: number[] = []
    for (let count = 0; count < 62; count += 1) statuses.push((await ask('/nothing.json', api)).status)

    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  })
})
