import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, newKey, webOf } from '../support/console.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'

const people = {
  owner: 5040,
  regionCoordinator: 5001,
  townCoordinator: 5002,
  observerElsewhere: 5003,
  otherInstitution: 5004,
} as const
type Role = keyof typeof people
const roles = [
  'owner',
  'regionCoordinator',
  'townCoordinator',
  'observerElsewhere',
  'otherInstitution',
] as const

const mayWork: Readonly<Record<Role, boolean>> = {
  owner: true,
  regionCoordinator: true,
  townCoordinator: true,
  observerElsewhere: false,
  otherInstitution: false,
}

/** What only those may read who may see the ticket. */
const secret = 'секретнаяпримета'

describe('the rights of the console', () => {
  let region: TestProduct
  let web: Hono
  let ticket = 0
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

    const open = new Set(['GET /docs', 'GET /docs/openapi.json', 'POST /session/code', 'POST /session/vk'])
    const wrong = answers.filter(({ route, status }) => !open.has(route) && status !== 401)
    expect(answers.length).toBeGreaterThan(12)
    expect(wrong).toEqual([])
  })

  it.each(roles)('%s: sees on no route more than theirs', async (role) => {
    const client = as(role)
    const seen = await Promise.all(
      routes(web)
        .filter(({ method, path }) => method === 'GET' && path !== '/events' && !path.startsWith('/docs'))
        .map(async ({ path }) => {
          const query = path === '/tickets' ? `?words=${encodeURIComponent(secret)}` : '?filter=open'
          const answer = await client.raw('GET', `${at(path, ticket)}${query}`)
          return { path, status: answer.status, holdsSecret: (await answer.text()).includes(secret) }
        }),
    )
    const holding = seen.filter(({ holdsSecret }) => holdsSecret).map(({ path }) => path)

    expect(seen.length).toBeGreaterThanOrEqual(6)
    expect(holding).toEqual(mayWork[role] ? ['/queue', '/tickets', '/tickets/{id}'] : [])
    const own = seen.find(({ path }) => path === '/tickets/{id}')
    expect(own?.status).toBe(mayWork[role] ? 200 : 404)
  })

  it.each(['observerElsewhere', 'otherInstitution'] as const)(
    '%s: changes nothing of others, and does not learn whether the number exists',
    async (role) => {
      const before = await stateOf(region, ticket)
      for (const { method, path } of routes(web).filter(({ path }) => path.startsWith('/tickets/{id}/'))) {
        const [theirs, nobodys] = [ticket, 999_999].map((id) =>
          as(role).send(method, at(path, id), method === 'POST' ? bodyOf(path) : undefined),
        )
        expect(await theirs).toEqual(await nobodys)
        expect((await theirs)?.status).toBe(404)
      }
      expect(await stateOf(region, ticket)).toEqual(before)
    },
  )

  it('lets an observer of the owner read and not work', async () => {
    await region.pool.query(
      `with added as (insert into memberships (staff_id, role, institution_id)
         select s.id, 'observer', t.institution_id from staff s, tickets t where s.vk_user_id = $1 and t.id = $2)
       update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion'`,
      [people.observerElsewhere, ticket],
    )
    const observer = as('observerElsewhere')

    expect(await observer.get(`/tickets/${ticket}`)).toMatchObject({ status: 200, body: { mayWork: false } })
    for (const path of ['take', 'answer', 'check', 'forward', 'notes'])
      expect(await observer.post(`/tickets/${ticket}/${path}`, bodyOf(path))).toMatchObject({
        status: 403,
        body: { kind: 'readOnly' },
      })
  })

  it('refuses what has another form, and 10 MB, in a sentence', async () => {
    const client = as('owner')
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

const at = (path: string, id: number): string =>
  path.replace('{id}', String(id)).replace('{name}', 'photo7001_1').replace('{groupId}', '1001')

const bodyOf = (path: string): object => ({
  text: 'Засыплем завтра',
  reason: 'Это не к нам',
  to: null,
  seenVersion: 1,
  result: { kind: 'explained' },
  isWriting: false,
  key: newKey(),
  ...(path.endsWith('take') ? { text: undefined } : {}),
})

async function ask(region: TestProduct, words: string): Promise<number> {
  const citizen = region.talk(7001, 1001)
  return Number((await askAboutRoad(region, { words, citizen })).number)
}

async function stateOf(region: TestProduct, id: number): Promise<unknown> {
  const { rows } = await region.pool.query(
    `select t.version, t.status, t.institution_id, (select count(*)::int from ticket_events e where e.ticket_id = t.id) as events,
       (select count(*)::int from ticket_notes n where n.ticket_id = t.id) as notes from tickets t where t.id = $1`,
    [id],
  )
  return rows
}
