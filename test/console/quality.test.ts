/** The journal of actions, and personal data asked for on paper: for coordinators, and for nobody else. */
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectCommunity } from '../../src/app/console/connect-community.ts'
import { importAtConsole } from '../../src/app/console/import-at-console.ts'
import { inviteAtConsole } from '../../src/app/console/invite-at-console.ts'
import { erasePersonAtConsole } from '../../src/app/console/personal-requests.ts'
import { noModels, useModel } from '../../src/app/console/text-models.ts'
import { groupId, institutionId, vkUserId } from '../../src/domain/ids.ts'
import { createPersonStore } from '../../src/db/person-queries.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, newKey, webOf } from '../support/console.ts'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'
import { waitFor } from '../support/wait-for.ts'

describe('quality at the console', () => {
  const clock = new TestClock()
  let region: TestProduct
  let web: Hono
  let coordinator: ConsoleClient
  let town: ConsoleClient
  let owner: ConsoleClient

  beforeAll(async () => {
    region = await startTestProduct({ clock })
    web = webOf(region)
    coordinator = await ConsoleClient.of(region, web, 5001)
    town = await ConsoleClient.of(region, web, 5002)
    owner = await ConsoleClient.of(region, web, 5040)
  })

  afterAll(async () => {
    await region.stop()
  })

  const journal = async (query = ''): Promise<{ text: string; kind: string; ticketId: number | null }[]> =>
    (await coordinator.get(`/journal${query}`)).body.entries

  it('journals what staff did to tickets and to the directory, by person, kind and day, page by page', async () => {
    const { number } = await askAboutRoad(region)
    await owner.post(`/tickets/${number}/take`, { key: newKey() })
    await coordinator.post('/directory/invites', { institutionId: 1 })
    const {
      body: { people, kinds },
    } = await coordinator.get('/journal')

    const all = await journal()
    expect(all.slice(0, 2)).toMatchObject([
      { kind: 'staffInvited', ticketId: null },
      { kind: 'ticketTaken', ticketId: Number(number) },
    ])
    expect(kinds.map(({ kind }: { kind: string }) => kind)).toContain('ticketTaken')
    expect(await journal('?kind=ticketTaken')).toMatchObject([{ ticketId: Number(number) }])
    const taken = all.find(({ kind }) => kind === 'ticketTaken')
    const byTaker = await Promise.all(
      people.map(({ id }: { id: number }) => journal(`?person=${id}&kind=ticketTaken`)),
    )
    expect(byTaker.flat()).toEqual([taken])
    expect(await journal('?to=2020-01-01')).toEqual([])

    await region.pool.query(
      `insert into staff_acts (staff_id, kind, at, facts) select 1, 'modelUsed', now() - n * interval '1 minute', '{}' from generate_series(1, 60) n`,
    )
    const { body: first } = await coordinator.get('/journal')
    const { body: second } = await coordinator.get(`/journal?after=${first.next}`)
    const keys = [...first.entries, ...second.entries].map(({ key }: { key: string }) => key)
    expect(first.entries).toHaveLength(50)
    expect([new Set(keys).size, second.next]).toEqual([keys.length, null])
    expect((await coordinator.get('/journal?after=nonsense')).status).toBe(400)
  })

  it('does nothing that cannot be journalled, and journals nothing that was not done', async () => {
    const { citizen } = await askAboutRoad(region)
    const { console, regions } = region.product
    const loaded = await regions.current(0)
    const member = loaded.roster.find((person) => Number(person.vkUserId) === 5001)
    if (member === undefined) throw new Error('the sample region has a coordinator')
    const worker = { member, region: loaded }
    let isUsed = false
    const use = (): Promise<boolean> => {
      isUsed = true
      return Promise.resolve(false)
    }
    const choosing = { models: { ...noModels, use }, journal: console.journal }
    const gate = {
      examine: () => Promise.resolve({ community: { groupId: groupId(4711), title: 'Школа' }, steps: [] }),
      switchOn: () => Promise.resolve(null),
    }
    const connecting = { ...console.directory.connecting, gate }
    const school = { token: 'a', purpose: 'public', institution: null, municipality: null } as const
    const town = 'code,title,kind,aliases\nnigde,Нигде,район,\n'
    const file = { kind: 'municipalities', text: town, bytes: null, isDryRun: false } as const
    const deeds = [
      () => inviteAtConsole(console.work, worker, institutionId(1)),
      () => importAtConsole(console.directory.importing, worker, file),
      () => connectCommunity(connecting, worker, school),
      () => erasePersonAtConsole(console.personal, worker, vkUserId(citizen.userId)),
      () => useModel(choosing, member, 'any'),
    ]
    const counts = async (): Promise<unknown> =>
      (
        await region.pool.query(
          `select (select count(*) from invites) as invites, (select count(*) from municipalities) as municipalities,
             (select count(*) from communities) as communities, (select count(*) from erasures) as erasures,
             (select count(*) from tickets where status = 'withdrawn') as withdrawn, (select count(*) from staff_acts) as acts`,
        )
      ).rows[0]
    const before = await counts()

    await region.pool.query(`create function refuse_act() returns trigger language plpgsql as
      $$ begin raise exception 'no journal'; end $$;
      create trigger refuse_act before insert on staff_acts for each row execute function refuse_act()`)
    for (const deed of deeds) await expect(deed()).rejects.toThrow('no journal')
    await region.pool.query('drop function refuse_act cascade')

    expect([isUsed, await counts()]).toEqual([false, before])
    expect(await useModel(choosing, member, 'any')).toMatchObject({ ok: false })
    expect([isUsed, await counts()]).toEqual([true, before])
  })

  it('shows rules that forwards suggest to the coordinators of the place, who take or leave each once', async () => {
    await region.pool.query(
      `insert into routing_proposals (topic_id, municipality_id, from_id, to_id, moved, total, created_at)
       select topic, m.id, (select id from institutions where code = 'zar-roads'),
         (select id from institutions where code = 'zar-gkh'), 6, 7, now()
       from municipalities m join (values ('DVOR-01', 'zaryansk'), ('DVOR-03', 'zaryansk'), ('DVOR-01', 'kamneborsk'))
         suggested (topic, code) on suggested.code = m.code order by suggested.topic, m.code desc`,
    )
    const { body } = await town.get('/directory/corrections')
    const [taken, left] = body.corrections

    expect(body.corrections).toMatchObject([
      {
        municipality: 'Город Зарянск',
        from: 'Комитет дорог Зарянска',
        to: 'Комитет ЖКХ Зарянска',
        moved: 6,
        total: 7,
      },
      { to: 'Комитет ЖКХ Зарянска' },
    ])
    const all = (await coordinator.get('/directory/corrections')).body.corrections
    const elsewhere = all.find(
      ({ municipality }: { municipality: string }) => municipality !== 'Город Зарянск',
    )
    const accept = { isAccepted: true }
    expect([all.length, (await town.post(`/directory/corrections/${elsewhere.id}`, accept)).status]).toEqual([
      3, 403,
    ])
    expect((await owner.get('/directory/corrections')).status).toBe(403)

    const after = await town.post(`/directory/corrections/${taken.id}`, accept)
    await coordinator.post(`/directory/corrections/${left.id}`, { isAccepted: false })

    expect(after.body.corrections).toMatchObject([{ id: left.id }])
    expect((await town.get('/directory/corrections')).body.corrections).toEqual([])
    expect(await town.post(`/directory/corrections/${taken.id}`, accept)).toMatchObject({
      status: 409,
      body: { kind: 'alreadyDecided' },
    })
    const { rows } = await region.pool.query(
      `select r.topic_id, i.code from routing_rules r join institutions i on i.id = r.institution_id
       where r.topic_id in ('DVOR-01', 'DVOR-03')`,
    )
    expect(rows).toEqual([{ topic_id: 'DVOR-01', code: 'zar-gkh' }])
    expect((await journal('?kind=correctionDecided')).map(({ text }) => text)).toEqual([
      expect.stringMatching(/оставил\(а\) как есть, кто отвечает на «.+»: предлагали Комитет ЖКХ Зарянска/u),
      expect.stringMatching(/добавил\(а\) правило: на «.+» отвечает Комитет ЖКХ Зарянска/u),
    ])
  })

  it('shows coordinators of a town the deeds on its tickets only, and others nothing', async () => {
    const { body } = await town.get('/journal')

    expect(body.entries.filter(({ ticketId }: { ticketId: number | null }) => ticketId === null)).toEqual([])
    expect((await owner.get('/journal')).status).toBe(403)
    for (const client of [town, owner])
      expect([
        (await client.get('/personal-requests')).status,
        (await client.get('/personal-requests/people/7001')).status,
        (await client.post('/personal-requests', { userId: 7001, repeatedUserId: 7001 })).status,
      ]).toEqual([403, 403, 403])
  })

  it('shows what is known of who asks on paper, and destroys it after the number is repeated, with an act', async () => {
    const { citizen, number, words } = await askAboutRoad(region)
    const id = citizen.userId
    const { body: known } = await coordinator.get(`/personal-requests/people/${id}`)
    expect(known).toMatchObject({ tickets: 1, open: 1, words: [{ ticketId: Number(number), text: words }] })

    const wrong = await coordinator.post('/personal-requests', { userId: id, repeatedUserId: id + 1 })
    expect(wrong).toMatchObject({ status: 400, body: { kind: 'notRepeated' } })
    const { body: asked } = await coordinator.post('/personal-requests', { userId: id, repeatedUserId: id })
    const waiting = (await coordinator.get('/personal-requests')).body.requests[0]
    await region.product.outbox.drain()
    clock.advance(10)
    await region.product.timers.drain()
    await waitFor(async () => (await createPersonStore(region.pool).findPerson(vkUserId(id))) === null)

    expect(waiting).toMatchObject({ id: asked.actId, reason: 'operator', isLate: false, doneAt: null })
    const workingDays = (Date.parse(waiting.lastDay) - Date.parse(waiting.requestedAt)) / 86_400_000
    expect(workingDays).toBeGreaterThan(11)
    expect(workingDays).toBeLessThan(25)
    const done = (await coordinator.get('/personal-requests')).body.requests[0]
    expect(done.askedBy).not.toBeNull()
    expect(done.act).toMatch(/Уничтожено безвозвратно: слова и имя в обращениях — 1, сообщений — 1/u)
    expect((await coordinator.get(`/personal-requests/people/${id}`)).status).toBe(404)
    const [noted] = await journal('?kind=erasureAsked')
    expect(noted?.text).toContain(`акт № ${asked.actId}`)
    expect(JSON.stringify(await journal())).not.toContain(String(id))
  })
})
