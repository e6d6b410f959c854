/** Signing in with VK ID, against a small VK ID of our own that checks what the real one checks. */
import { createHash } from 'node:crypto'
import { type Server, createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callLimits, createVkHttp } from '../../src/vk/http.ts'
import { createVkId } from '../../src/vk/vk-id.ts'
import { consoleUrl, webOf } from '../support/console.ts'
import { type TestProduct, startTestProduct } from '../support/product.ts'

const coordinator = 5001
const citizen = 7001
const appId = 54_000_001

/** Codes it gave out: for whom, and what their exchange must prove. */
const codes = new Map<string, { readonly userId: number; readonly challenge: string }>()

const vkId: Server = createServer((request, response) => {
  void text(request).then((body) => {
    const form = new URLSearchParams(body)
    const known = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isGood =
      request.url === '/oauth2/auth' &&
      known?.challenge === challenge &&
      form.get('grant_type') === 'authorization_code' &&
      form.get('device_id') === 'device-1' &&
      form.get('client_id') === String(appId) &&
      form.get('redirect_uri') === `${consoleUrl}/api/session/vk-id/back`
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(
        isGood
          ? { access_token: 'secret', user_id: String(known.userId), state: form.get('state') }
          : { error: 'invalid_grant', error_description: 'code is invalid' },
      ),
    )
  })
})

describe('signing in with VK ID', () => {
  const http = createVkHttp(callLimits)
  let region: TestProduct
  let url = ''

  beforeAll(async () => {
    // Nobody writes here: there is no event to judge.
    region = await startTestProduct({ isJudged: false })
    await new Promise<void>((resolve) => void vkId.listen(0, '127.0.0.1', resolve))
    const address = vkId.address()
    url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  })

  afterAll(async () => {
    http.close()
    vkId.close()
    await region.stop()
  })

  const webWith = (gate: ReturnType<typeof createVkId> | null) => {
    const { console } = region.product
    const signingIn = { ...console.signingIn, vkId: gate }
    return webOf({ ...region, product: { ...region.product, console: { ...console, signingIn } } })
  }
  const begin = async (web: ReturnType<typeof webOf>) => {
    const answer = await web.request('/api/session/vk-id')
    const there = new URL(answer.headers.get('location') ?? '')
    const cookie = answer.headers.get('set-cookie') ?? ''
    return { there, cookie, kept: cookie.split(';')[0] ?? '' }
  }
  const comeBack = (web: ReturnType<typeof webOf>, query: Readonly<Record<string, string>>, cookie: string) =>
    web.request(`/api/session/vk-id/back?${new URLSearchParams(query).toString()}`, { headers: { cookie } })

  it('leads to VK ID and back into the console, once for each code', async () => {
    const web = webWith(createVkId({ appId, url }, http))
    const { there, cookie, kept } = await begin(web)
    const [state, challenge] = [
      there.searchParams.get('state') ?? '',
      there.searchParams.get('code_challenge') ?? '',
    ]
    expect(there.origin).toBe(url)
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: String(appId),
      code_challenge_method: 'S256',
    })
    expect(state.length).toBeGreaterThanOrEqual(32)
    expect(cookie).toMatch(/HttpOnly/u)
    expect(there.href).not.toContain(kept.split('.')[1])
    codes.set('good', { userId: coordinator, challenge })

    const query = { code: 'good', state, device_id: 'device-1' }
    const back = await comeBack(web, query, kept)
    const session = (
      back.headers.getSetCookie().find((one) => one.startsWith('otklik_session=')) ?? ''
    ).split(';')[0]
    const who = await web.request('/api/session', { headers: { cookie: session ?? '' } })
    const again = await comeBack(web, query, kept)

    expect([back.status, back.headers.get('location')]).toEqual([302, '/console/'])
    expect(await who.json()).toMatchObject({ isCoordinator: true })
    expect(again.headers.get('location')).toBe('/console/#refused=vkIdFailed')
  })

  it('signs nobody in by a link that another browser began, by a forged code, or who does not work here', async () => {
    const web = webWith(createVkId({ appId, url }, http))
    const [mine, theirs] = [await begin(web), await begin(web)]
    const stateOf = ({ there }: typeof mine): string => there.searchParams.get('state') ?? ''
    const challenge = mine.there.searchParams.get('code_challenge') ?? ''
    codes.set('citizen', { userId: citizen, challenge })
    codes.set('stolen', { userId: coordinator, challenge })

    const answers = [
      await comeBack(web, { code: 'stolen', state: stateOf(theirs), device_id: 'device-1' }, mine.kept),
      await comeBack(web, { code: 'stolen', state: stateOf(mine), device_id: 'device-1' }, ''),
      await comeBack(web, { code: 'forged', state: stateOf(mine), device_id: 'device-1' }, mine.kept),
      await comeBack(web, { code: 'citizen', state: stateOf(mine), device_id: 'device-1' }, mine.kept),
    ]
    // The verifier of another browser proves nothing about this code.
    const swapped = await comeBack(
      web,
      { code: 'stolen', state: stateOf(theirs), device_id: 'device-1' },
      theirs.kept,
    )

    expect([...answers, swapped].map(({ headers }) => headers.get('location'))).toEqual([
      '/console/#refused=vkIdFailed',
      '/console/#refused=vkIdFailed',
      '/console/#refused=vkIdFailed',
      '/console/#refused=notStaff',
      '/console/#refused=vkIdFailed',
    ])
    expect([...answers, swapped].flatMap(({ headers }) => headers.getSetCookie()).join()).not.toContain(
      'otklik_session=',
    )
  })

  it('is off unless settings say otherwise, says so when VK ID is away, and lets nobody try for ever', async () => {
    const off = webWith(null)
    const away = webWith(createVkId({ appId, url: 'http://127.0.0.1:1' }, http))

    expect(await (await off.request('/api/session/ways')).json()).toEqual({ vkId: false })
    expect((await off.request('/api/session/vk-id')).status).toBe(404)
    expect((await off.request('/api/session/vk-id/back?code=a&state=b')).status).toBe(404)
    const { there, kept } = await begin(away)
    const query = { code: 'any', state: there.searchParams.get('state') ?? '', device_id: 'device-1' }
    expect((await comeBack(away, query, kept)).headers.get('location')).toBe('/console/#refused=vkIdFailed')
    for (let tries = 0; tries < 10; tries += 1) await comeBack(away, query, kept)
    expect((await comeBack(away, query, kept)).status).toBe(429)
  })
})
