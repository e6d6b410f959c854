import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConsoleClient, askForCode, consoleUrl, webOf } from '../support/console.ts'
import { startTestProduct, TestClock, type TestProduct } from '../support/product.ts'

const coordinator = 5001
const roadsFirst = 5040
const citizen = 7001
const staffCommunity = 1000

describe('signing in to the console', () => {
  const clock = new TestClock()
  let region: TestProduct
  let web: Hono

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  beforeEach(() => {
    // Codes of earlier tests are out of date, and the limits of a web server are its own.
    clock.advance(700)
    web = webOf(region)
  })

  it('takes a code of the bot once, and shows who came and what they may do', async () => {
    const code = await askForCode(region, coordinator)
    const client = new ConsoleClient(web)

    const first = await client.post('/session/code', { code: code.toLowerCase() })
    const second = await new ConsoleClient(web).post('/session/code', { code })

    expect(first.status).toBe(204)
    expect(second).toMatchObject({ status: 403, body: { kind: 'codeWrong' } })
    expect((await client.get('/session')).body).toMatchObject({
      person: { name: 'Ольга Синицына' },
      roles: [{ role: 'coordinator', place: 'вся область' }],
      isCoordinator: true,
    })
  })

  it('keeps neither the code nor the secret of the cookie', async () => {
    const code = await askForCode(region, coordinator)
    const client = new ConsoleClient(web)
    await client.post('/session/code', { code })

    const { rows } = await region.pool.query(
      `select (select json_agg(s) from console_sessions s)::text || (select json_agg(c) from sign_in_codes c)::text as all`,
    )

    expect(rows[0].all).not.toContain(code.replace('-', ''))
    expect(rows[0].all).not.toContain(client.cookie?.split('=')[1])
  })

  it('refuses an outdated code, and a code after a newer one was asked for', async () => {
    const older = await askForCode(region, roadsFirst)
    const newer = await askForCode(region, roadsFirst)
    const old = await new ConsoleClient(web).post('/session/code', { code: older })

    clock.advance(601)
    const late = await new ConsoleClient(web).post('/session/code', { code: newer })

    expect([old.status, late.status]).toEqual([403, 403])
  })

  it('gives no more than five codes in ten minutes, and none to citizens', async () => {
    for (let given = 0; given < 5; given += 1) await askForCode(region, roadsFirst)
    const person = region.talk(roadsFirst, staffCommunity)
    await person.say('вход')
    await person.hear('Кодов за последние минуты было много')

    const stranger = region.talk(citizen, 1001)
    await stranger.say('вход')
    const { text } = await stranger.hear(/./u)

    expect(text).not.toContain('Код для входа')
  })

  it('lets a guesser try ten times, then nobody from there for a while', async () => {
    const client = new ConsoleClient(web)
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries += 1)
      statuses.push((await client.post('/session/code', { code: '2222-2222' })).status)

    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429])
  })

  it('needs our own page for every change: origin, and the token that only it knows', async () => {
    const client = await ConsoleClient.of(region, web, coordinator)
    const { csrfToken } = client

    const foreign = await client.send('DELETE', '/session', undefined, { origin: 'https://evil.example' })
    const none = await client.send('DELETE', '/session', undefined, { origin: '' })
    client.csrfToken = 'f'.repeat(64)
    const forged = await client.send('DELETE', '/session')
    client.csrfToken = csrfToken
    const own = await client.send('DELETE', '/session')

    expect(foreign).toMatchObject({ status: 403, body: { kind: 'otherOrigin' } })
    expect(none.status).toBe(403)
    expect(forged).toMatchObject({ status: 403, body: { kind: 'csrf' } })
    expect(own.status).toBe(204)
    expect((await client.get('/session')).status).toBe(401)
  })

  it('gives the cookie to nobody but the server', async () => {
    const client = new ConsoleClient(web)
    const code = await askForCode(region, coordinator)

    const answer = await client.raw('POST', '/session/code', { code })

    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/u)
    expect(cookie).toMatch(/SameSite=Strict/u)
    expect(cookie).toMatch(/Path=\/api/u)
    expect(consoleUrl).toMatch(/^http:/u)
    expect(cookie).not.toMatch(/Secure/u)
  })

  it('replaces the secret every quarter of an hour; the old one, used later, ends the session', async () => {
    const client = await ConsoleClient.of(region, web, coordinator)
    const old = client.cookie
    clock.advance(901)
    await client.get('/session')
    const fresh = client.cookie
    await client.get('/session')

    const thief = new ConsoleClient(web)
    thief.cookie = old
    const atOnce = await thief.get('/session')
    clock.advance(61)
    thief.cookie = old
    const later = await thief.get('/session')

    expect(fresh).not.toBe(old)
    expect(atOnce.status).toBe(200)
    expect(later.status).toBe(401)
    expect((await client.get('/session')).status).toBe(401)
  })

  it('ends the session all the same when the new secret was used within the same millisecond', async () => {
    const client = await ConsoleClient.of(region, web, coordinator)
    const thief = new ConsoleClient(web)
    thief.cookie = client.cookie
    clock.advance(901)
    const standing = vi.spyOn(clock, 'now').mockReturnValue(clock.now())
    await client.get('/session')
    await client.get('/session')
    standing.mockRestore()
    clock.advance(61)

    expect((await thief.get('/session')).status).toBe(401)
  })

  it('survives a lost answer: the old secret works until the new one was used', async () => {
    const client = await ConsoleClient.of(region, web, coordinator)
    const old = client.cookie
    clock.advance(901)
    await client.get('/session')
    clock.advance(300)

    client.cookie = old
    const again = await client.get('/session')

    expect(again.status).toBe(200)
    expect(client.cookie).not.toBe(old)
    expect((await client.get('/session')).status).toBe(200)
  })

  it('ends on every device at once, after a working day without use, and with the last role', async () => {
    const [desk, phone] = [
      await ConsoleClient.of(region, web, roadsFirst),
      await ConsoleClient.of(region, web, roadsFirst),
    ]
    expect((await desk.send('DELETE', '/sessions')).status).toBe(204)
    expect((await phone.get('/session')).status).toBe(401)

    const tired = await ConsoleClient.of(region, web, roadsFirst)
    clock.advance(12 * 3600 + 60)
    expect((await tired.get('/session')).status).toBe(401)

    const leaving = await ConsoleClient.of(region, web, roadsFirst)
    await region.pool.query(
      `with left_now as (update memberships set ended_at = now() where staff_id = (select id from staff where vk_user_id = $1))
       update settings set value = to_jsonb((value #>> '{}')::int + 1) where key = 'directoryVersion'`,
      [roadsFirst],
    )
    expect((await leaving.get('/session')).status).toBe(401)
  })
})
