import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, newKey, webOf } from '../support/console.ts'
import { type Role, accessOf, allowedRoles, bodyFor, roles } from './route-access.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'

/** Of the sample region; what it has not is made of others before the tests. */
const people: Readonly<Record<Role, number>> = {
  regionCoordinator: 5001,
  townCoordinator: 5002,
  head: 5041,
  administrator: 5040,
  observer: 5042,
  observerElsewhere: 5003,
  otherInstitution: 5004,
}

const openRoutes = Object.keys(accessOf).filter((route) => accessOf[route] === 'open')
const mayWork = (role: Role): boolean => allowedRoles.worker.includes(role)
const mayRead = (role: Role): boolean => allowedRoles.reader.includes(role)

/** What only those may read who may see the ticket. */
const secret = 'секретнаяпримета'

describe('the rights of the console', () => {
  let region: TestProduct
  let web: Hono
  let ticket = 0
  let file = ''
  const clients = new Map<Role, ConsoleClient>()
  const as = (role: Role): ConsoleClient => {
    const client = clients.get(role)
    if (client === undefined) throw new Error(role)
    return client
  }

  beforeAll(async () => {
    region = await startTestProduct()
    web = webOf(region)
    for (const role of roles) clients.set(role, await ConsoleClient.of(region, web, people[role]))
    ticket = await ask(region, `На улице Мира, 4 огромная яма на дороге, ${secret}`)
    await region.product.attachments.drain()
    await region.pool.query(
      `with roles (vk_user_id, role) as (values (${people.head}, 'head'), (${people.observer}, 'observer')),
       ended as (delete from memberships m using staff s, roles r where s.id = m.staff_id and s.vk_user_id = r.vk_user_id),
       added as (insert into memberships (staff_id, role, institution_id)
         select s.id, r.role, t.institution_id from staff s join roles r on r.vk_user_id = s.vk_user_id, tickets t where t.id = $1)
       update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion'`,
      [ticket],
    )
    const { body } = await as('administrator').get(`/tickets/${ticket}`)
    file = body.words[0].attachments[0].file.name
  })

  afterAll(async () => {
    await region.stop()
  })

  it('asks nobody in without a session, on any route', async () => {
    const stranger = new ConsoleClient(web)
    const answers = await Promise.all(
      routes(web).map(async ({ method, path }) => ({
        route: `${method} ${path}`,
        status: (await stranger.raw(method, at(path, ticket), method === 'POST' ? {} : undefined)).status,
      })),
    )

    const open = new Set(['GET /docs', 'GET /docs/openapi.json', ...openRoutes])
    const wrong = answers.filter(({ route, status }) => !open.has(route) && status !== 401)
    expect(answers.length).toBeGreaterThan(12)
    expect(wrong).toEqual([])
  })

  it.each(roles)('%s: may do on each route what the role allows, and nothing else', async (role) => {
    const before = await stateOf(region, ticket)
    const wrong: string[] = []
    for (const { method, path } of await described(web)) {
      const access = accessOf[`${method} ${path}`]
      if (access === undefined) wrong.push(`nobody said who may ${method} ${path}`)
      if (access === undefined || access === 'open' || access === 'leaving' || path === '/events') continue
      const send = (id: number) =>
        as(role).raw(method, at(path, id, file), method === 'GET' ? undefined : bodyFor(path))
      const answer = await send(path.startsWith('/incidents') ? await openIncident(region, ticket) : ticket)
      const text = await answer.text()
      const isAllowed = allowedRoles[access].includes(role)
      const isOfTicket = path.startsWith('/tickets/{id}')
      const isRefused = answer.status === 403 || (isOfTicket && answer.status === 404)
      if (answer.status >= 500 || answer.status === 400 || isAllowed === isRefused)
        wrong.push(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`)
      // Whether the number exists is nobody's business either.
      if (isOfTicket && !mayRead(role) && (await (await send(999_999)).text()) !== text)
        wrong.push(`${method} ${path}: tells that the ticket exists`)
      if (text.includes(secret) && !mayRead(role)) wrong.push(`${method} ${path}: tells the words`)
    }

    expect(wrong).toEqual([])
    // Taking it is harmless and theirs; nothing else that was sent changes anything.
    expect(mayWork(role) ? before : await stateOf(region, ticket)).toEqual(before)
  })

  it.each(roles)('%s: finds the ticket by its words only if it is theirs', async (role) => {
    const query = `?words=${encodeURIComponent(secret)}`
    const [found, queue] = await Promise.all([as(role).get(`/tickets${query}`), as(role).get('/queue')])

    const isIn = ({ items }: { items: { id: number }[] }) => items.some(({ id }) => id === ticket)
    expect([isIn(found.body), isIn(queue.body)]).toEqual([mayRead(role), mayRead(role)])
  })

  it('refuses what has another form, and 10 MB, in a sentence', async () => {
    const client = as('administrator')
    const huge = await client.post(`/tickets/${ticket}/answer`, {
      text: 'а'.repeat(5_000_000),
      key: newKey(),
      seenVersion: 1,
      result: { kind: 'explained' },
    })
    const long = await client.post(`/tickets/${ticket}/answer`, {
      text: 'а'.repeat(10_001),
      key: newKey(),
      seenVersion: 1,
      result: { kind: 'explained' },
    })
    const odd = await Promise.all(
      [
        '/tickets/abc',
        '/tickets/-1',
        '/queue?filter=all',
        '/queue?after=zzz',
        '/queue?limit=100000',
        '/tickets',
      ].map((where) => client.get(where)),
    )

    expect(huge).toMatchObject({ status: 413, body: { kind: 'tooLong' } })
    expect(long).toMatchObject({ status: 400, body: { message: expect.stringContaining('10000') } })
    expect(odd.map(({ status }) => status)).toEqual(odd.map(() => 400))
  })

  it('describes every route it has', async () => {
    const { body } = await new ConsoleClient(web).get('/docs/openapi.json')
    const page = await new ConsoleClient(web).raw('GET', '/docs')

    const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const served = routes(web).map(({ method, path }) => `${method} ${path}`)
    expect(described.toSorted()).toEqual(served.filter((route) => !route.includes('/docs')).toSorted())
    expect(body.components.schemas).toHaveProperty('Ticket')
    expect(await page.text()).toContain('POST /api/tickets/{id}/answer')
  })
})

const routes = (web: Hono): readonly { readonly method: string; readonly path: string }[] => [
  ...new Map(
    web.routes
      .filter(({ method, path }) => path.startsWith('/api/') && method !== 'ALL')
      .map(({ method, path }) => ({ method, path: path.slice(4).replace(/:(\w+)/gu, '{$1}') }))
      .map((route) => [`${route.method} ${route.path}`, route]),
  ).values(),
]

/** The routes that the description names: what is not described fails in the test of the description. */
async function described(web: Hono): Promise<readonly { readonly method: string; readonly path: string }[]> {
  const { body } = await new ConsoleClient(web).get('/docs/openapi.json')
  return Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
}

/** Coordinators may end it; whoever comes next gets another. */
async function openIncident(region: TestProduct, id: number): Promise<number> {
  await region.pool.query(
    `update incidents set status = 'dismissed', closed_at = now() where status = 'open'`,
  )
  const { rows } = await region.pool.query<{ id: number }>(
    `with told as (update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion')
     insert into incidents (topic_id, municipality_id, raised_at, people, expected)
     select topic_id, municipality_id, now(), 7, 1.2 from tickets where id = $1 returning id`,
    [id],
  )
  return rows[0]?.id ?? 0
}

const at = (path: string, id: number, file = 'photo7001_1'): string =>
  path
    .replace(/^\/tickets$/u, '/tickets?words=none')
    .replace('{id}', String(id))
    .replace('{name}', file)
    .replace('{groupId}', '1001')
    .replace('{kind}', 'templates')
    .replace('{key}', 'greeting')
    .replace('{userId}', '999999999')
    .replace('{number}', '1')

async function ask(region: TestProduct, words: string): Promise<number> {
  const citizen = region.talk(7001, 1001)
  const attachments = [await region.uploadPhoto()]
  return Number((await askAboutRoad(region, { words, citizen, attachments })).number)
}

async function stateOf(region: TestProduct, id: number): Promise<unknown> {
  const { rows } = await region.pool.query(
    `select t.version, t.status, t.institution_id, (select count(*)::int from ticket_events e where e.ticket_id = t.id) as events,
       (select count(*)::int from ticket_notes n where n.ticket_id = t.id) as notes from tickets t where t.id = $1`,
    [id],
  )
  return rows
}
