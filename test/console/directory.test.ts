/** The directory on the screen: for coordinators, and for nobody else. */
import type { Hono } from 'hono'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { writeWorkbook } from '../../src/cli/commands/workbook-file.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, webOf } from '../support/console.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'

const regionCoordinator = 5001
const townCoordinator = 5002
const others = { owner: 5040, observer: 5003, otherInstitution: 5004 } as const

describe('the directory on the screen', () => {
  let region: TestProduct
  let web: Hono
  let coordinator: ConsoleClient

  beforeAll(async () => {
    region = await startTestProduct()
    web = webOf(region)
    coordinator = await ConsoleClient.of(region, web, regionCoordinator)
  })

  afterAll(async () => {
    await region.stop()
  })

  it.each(Object.entries(others))('shows and changes nothing for %s', async (_role, person) => {
    const client = await ConsoleClient.of(region, web, person)
    const answers = await Promise.all([
      ...['institutions', 'people', 'topics', 'routing', 'communities', 'calendar', 'texts'].map((page) =>
        client.get(`/directory/${page}`),
      ),
      client.get('/communities/1001/heard'),
      client.post('/directory/invites', { institutionId: 1 }),
      client.post('/directory/imports', { kind: 'rules', text: 'number\n', isDryRun: true }),
      client.get('/map'),
      client.post('/communities/examine', { token: 'a'.repeat(20) }),
      client.post('/communities/connect', {
        token: 'a'.repeat(20),
        purpose: 'public',
        institution: null,
        municipality: null,
      }),
    ])

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
  })

  it('lets the coordinator of a town look, and leaves changes to the region', async () => {
    const client = await ConsoleClient.of(region, web, townCoordinator)

    expect((await client.get('/directory/institutions')).status).toBe(200)
    expect((await client.get('/directory/texts')).body.mayChange).toBe(false)
    const changes = await Promise.all([
      client.post('/directory/texts/greeting', { text: null, seen: null, isDryRun: true }),
      client.post('/directory/imports', { kind: 'rules', text: 'number\n', isDryRun: false }),
      client.post('/communities/examine', { token: 'a'.repeat(20) }),
    ])
    expect(changes.map(({ status }) => status)).toEqual([403, 403, 403])
  })

  it('tells who answers what where, and never a token', async () => {
    const { body: routing } = await coordinator.get('/directory/routing')
    const town = routing.municipalities.findIndex(({ title }: { title: string }) => title.includes('Зарянск'))
    const roads = routing.rows.find(({ topic }: { topic: string }) => topic === 'Ямы и выбоины на дороге')
    const { rows } = await region.pool.query<{ token: string }>('select token from communities')
    const communities = await coordinator.raw('GET', '/directory/communities')
    const said = await communities.text()

    expect(roads.cells[town]).toMatchObject({ owner: 'Комитет дорог Зарянска', isGap: false })
    const gaps = routing.rows.flatMap(({ cells }: { cells: { isGap: boolean; owner: string | null }[] }) =>
      cells.filter(({ isGap }) => isGap),
    )
    expect(gaps.length).toBe(routing.gaps)
    expect(gaps.every(({ owner }: { owner: string | null }) => owner === null)).toBe(true)
    expect(JSON.parse(said).communities.length).toBe(rows.length)
    expect(rows.filter(({ token }) => said.includes(token))).toEqual([])
  })

  it('shows weekends closed and the days of an institution', async () => {
    const { body } = await coordinator.get('/directory/calendar')
    const sunday = body.days.find(
      ({ date }: { date: string }) => new Date(`${date}T12:00Z`).getUTCDay() === 0,
    )

    expect(body.days).toHaveLength(42)
    expect(sunday.hours).toBe('')
    expect((await coordinator.get('/directory/calendar?institution=999999')).status).toBe(404)
  })

  it('makes a code with which somebody new joins', async () => {
    const { body: all } = await coordinator.get('/directory/institutions')
    const roads = all.institutions.find(
      ({ shortTitle }: { shortTitle: string }) => shortTitle === 'Комитет дорог Зарянска',
    )
    const { body: made } = await coordinator.post('/directory/invites', { institutionId: roads.id })
    const person = await region.newcomer(made.writeTo)
    await person.say(made.code)

    expect((await person.hear('Комитет дорог Зарянска')).text).toContain('Комитет дорог Зарянска')
    const { body: after } = await coordinator.get('/directory/institutions')
    expect(after.institutions.find(({ id }: { id: number }) => id === roads.id).people).toBe(roads.people + 1)
  })

  it('looks a file through before it is applied, and names the line that is wrong', async () => {
    const text = 'code,title,kind,aliases\nnovoe,Новый район,район,\n'
    const send = (file: string, isDryRun: boolean) =>
      coordinator.post('/directory/imports', { kind: 'municipalities', text: file, isDryRun })
    const titles = async (): Promise<string> =>
      JSON.stringify((await coordinator.get('/directory/institutions')).body.municipalities)

    const dry = await send(text, true)
    expect(dry.body).toMatchObject({ isGood: true, isApplied: false, added: 1, whatIf: { ownerChanged: 0 } })
    expect(await titles()).not.toContain('Новый район')
    expect((await send('code,title,kind,aliases\n,Без кода,район,\n', false)).body).toMatchObject({
      isGood: false,
      problems: [expect.stringContaining('2')],
    })
    expect((await send(text, false)).body).toMatchObject({ isApplied: true, added: 1 })
    expect(await titles()).toContain('Новый район')
  })

  it('takes a spreadsheet like a file, says cell by cell what changes, and gives the table back without keys', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'otklik-tables-'))
    const book = path.join(folder, 'templates.xlsx')
    await writeWorkbook(
      book,
      new Map([
        [
          'templates',
          [
            ['code', 'title', 'text', 'topic', 'topic_group', 'institution'],
            ['yama', 'Яма', 'Засыплем {дата}.', '', '', ''],
          ],
        ],
      ]),
    )
    const file = (await readFile(book)).toString('base64')
    await rm(folder, { recursive: true })
    const send = (isDryRun: boolean) =>
      coordinator.post('/directory/imports', { kind: 'templates', file, isDryRun })
    const table = async () => (await coordinator.get('/directory/tables/templates')).body

    const dry = await send(true)
    expect(dry.body.differences).toMatchObject([
      {
        key: 'yama',
        isNew: true,
        cells: [{ column: 'code' }, { column: 'title' }, { before: '', after: 'Засыплем {дата}.' }],
      },
    ])
    expect((await table()).rows.map(({ code }: { code: string }) => code)).not.toContain('yama')
    expect((await send(false)).body).toMatchObject({ isApplied: true, added: 1 })
    const { rows, csv, columns } = await table()
    expect(rows).toContainEqual(expect.objectContaining({ code: 'yama', text: 'Засыплем {дата}.' }))
    expect([csv.split('\n')[0], csv.includes('yama;Яма')]).toEqual([columns.join(';'), true])
    const broken = await coordinator.post('/directory/imports', {
      kind: 'templates',
      file: Buffer.from('PK\u0003\u0004').toString('base64'),
      isDryRun: true,
    })
    expect(broken.body).toMatchObject({ isGood: false, problems: [expect.stringContaining('XLSX')] })
    const communities = await coordinator.get('/directory/tables/communities')
    expect(communities.body.rows.every(({ token }: { token: string }) => token === '')).toBe(true)
    const owner = await ConsoleClient.of(region, web, others.owner)
    for (const path of ['tables/templates', 'settings'])
      expect((await owner.get(`/directory/${path}`)).status).toBe(403)
  })

  it('shows when answers would be due to a question of any moment, and the words that settings give', async () => {
    // A Friday evening: the clock goes on when the office opens on Monday.
    const { body } = await coordinator.get('/directory/calendar?asked=2026-11-20T17:00:00Z')
    const { body: texts } = await coordinator.get('/directory/settings')

    expect(body.example.askedAt).toBe('2026-11-20T17:00:00Z')
    expect(body.example.due[0].at.slice(0, 10)).toBe('2026-11-23')
    expect(body.example.due.length).toBeGreaterThan(2)
    expect(texts.settings).toContainEqual(
      expect.objectContaining({ variable: 'OFFICIAL_WAYS', value: expect.stringContaining('Госуслуги') }),
    )
  })

  it('lets the region put the bot’s texts in its own words, one editor at a time, and brings the usual ones back', async () => {
    const own = 'Вы ещё ни о чём не спрашивали. Напишите, что случилось.'
    const change = (given: object) =>
      coordinator.post('/directory/texts/no-tickets', { seen: null, isDryRun: false, ...given })
    const shown = async () =>
      (await coordinator.get('/directory/texts')).body.groups
        .flatMap(({ texts }: { texts: object[] }) => texts)
        .find(({ key }: { key: string }) => key === 'no-tickets')
    const before = await shown()

    const dry = await change({ text: 'В настоящее время обращений у вас нет.', isDryRun: true })
    const bad = await change({ text: 'Обращений нет, {имя}' })
    expect(dry.body).toMatchObject({ isSaved: false, problems: [] })
    expect(dry.body.advice).toContainEqual(expect.stringMatching(/в настоящее время/iu))
    expect(bad.body).toMatchObject({ isSaved: false, problems: [expect.stringContaining('{имя}')] })
    expect(await shown()).toEqual({ ...before, own: null, changedBy: null, changedAt: null })
    expect((await change({ text: 'а'.repeat(5000) })).body.message).toContain('ВКонтакте не примет')

    expect((await change({ text: `${own}\r\n` })).body.isSaved).toBe(true)
    expect(await change({ text: 'Я писал это с утра.' })).toMatchObject({
      status: 409,
      body: { kind: 'changed' },
    })
    expect(await shown()).toMatchObject({ own, changedBy: 'Ольга Синицына' })
    const { entries } = (await coordinator.get('/journal?kind=botTextChanged')).body
    expect(entries).toMatchObject([
      { text: expect.stringContaining('изменил(а) текст бота «Обращений нет»') },
    ])

    const { csv } = (await coordinator.get('/directory/tables/texts')).body
    const bringBack = { kind: 'texts', text: 'code;text\nno-tickets;\n', isDryRun: false }
    const back = await coordinator.post('/directory/imports', bringBack)
    const again = await coordinator.post('/directory/imports', bringBack)
    expect(csv).toBe(`code;text\nno-tickets;${own}\n`)
    expect([back.body, again.body]).toMatchObject([
      { added: 0, changed: 1 },
      { added: 0, changed: 0, unchanged: 1 },
    ])
    expect(await shown()).toEqual(before)
  })

  it('maps topics to places, and one answer of a coordinator reaches everybody in a common trouble', async () => {
    const { citizen, number } = await askAboutRoad(region)
    const { rows } = await region.pool.query<{ id: number; municipality_id: number }>(
      `with made as (insert into incidents (topic_id, municipality_id, raised_at, people, expected)
         select topic_id, municipality_id, now(), 7, 1.2 from tickets where id = $1 returning id, municipality_id),
       tied as (insert into incident_tickets (incident_id, ticket_id) select id, $1 from made),
       told as (update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion')
       select * from made`,
      [number],
    )
    const incident = rows[0]?.id ?? 0
    const owner = await ConsoleClient.of(region, web, others.owner)
    const { body: map } = await coordinator.get('/map')

    expect(map.cells).toContainEqual(
      expect.objectContaining({ tickets: 1, isSpike: false, municipalityId: rows[0]?.municipality_id }),
    )
    expect(map.incidents).toMatchObject([{ id: incident, people: 7, openTickets: 1 }])
    const words = { text: 'Авария на сети, починим к 18:00.', closes: false }
    expect((await owner.post(`/incidents/${incident}/answer`, words)).status).toBe(403)
    expect((await owner.post(`/incidents/${incident}/dismiss`, {})).status).toBe(403)
    expect((await coordinator.post(`/incidents/${incident}/answer`, words)).body).toEqual({
      tickets: 1,
      closed: false,
    })
    await citizen.hear('починим к 18:00')
    expect((await coordinator.post(`/incidents/${incident}/dismiss`, {})).status).toBe(200)
    expect((await coordinator.get('/map')).body.incidents).toEqual([])
    expect((await coordinator.post(`/incidents/${incident}/answer`, words)).status).toBe(404)
  })

  it('joins a community: names what is missing, switches it on, and hears a test message', async () => {
    const answer = await fetch(`${region.sandbox.url}/sandbox/communities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Новая школа' }),
    })
    const { groupId, token } = z.object({ groupId: z.number(), token: z.string() }).parse(await answer.json())
    const wrong = await coordinator.post('/communities/examine', { token: 'vk1.a.nobodys-token' })
    const { body: before } = await coordinator.post('/communities/examine', { token })
    const { body: after } = await coordinator.post('/communities/connect', {
      token,
      purpose: 'public',
      institution: null,
      municipality: null,
    })
    const stateOf = ({ steps }: { steps: { key: string; state: string }[] }) =>
      Object.fromEntries(steps.map(({ key, state }) => [key, state]))

    expect(wrong.body).toMatchObject({ community: null, steps: [{ key: 'key', state: 'bad' }] })
    expect(stateOf(before)).toMatchObject({
      key: 'good',
      rights: 'good',
      messages: 'good',
      longPoll: 'fixable',
    })
    expect(stateOf(after)).toMatchObject({ longPoll: 'good' })
    expect((await coordinator.get(`/communities/${groupId}/heard`)).body).toEqual({ heardAt: null })
    const citizen = await region.newcomer(groupId)
    await citizen.say('Проверка')
    await waitFor(async () => (await coordinator.get(`/communities/${groupId}/heard`)).body.heardAt !== null)
  })
})
