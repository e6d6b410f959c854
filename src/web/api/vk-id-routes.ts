/** Signing in with VK ID: to VK and back. What has to be remembered on the way lies in a cookie of ten minutes. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { beginVkId, signInByVkId } from '../../app/console/sign-in.ts'
import { clientAddress } from './client-address.ts'
import type { Api, ApiParts } from './context.ts'
import { writeSessionCookie } from './cookies.ts'
import { ApiProblem } from './problems.ts'
import { jsonAnswer, problems } from './route-parts.ts'

const waysRoute = createRoute({
  method: 'get',
  path: '/session/ways',
  summary: 'How one can sign in here besides the code of the bot',
  responses: { 200: jsonAnswer(z.object({ vkId: z.boolean() }).meta({ id: 'SignInWays' })) },
})
const beginRoute = createRoute({
  method: 'get',
  path: '/session/vk-id',
  summary: 'Sends the browser to VK ID',
  responses: { 302: { description: 'To VK ID' }, ...problems(404, 429) },
})
const backRoute = createRoute({
  method: 'get',
  path: '/session/vk-id/back',
  summary: 'VK ID sends the browser back here; signed in, or told why not',
  request: {
    query: z.object({
      code: z.string().max(2_000).optional(),
      state: z.string().max(200).optional(),
      device_id: z.string().max(500).optional(),
    }),
  },
  responses: { 302: { description: 'To the console' }, ...problems(400, 404, 429) },
})

const cookieName = 'otklik_vk_id'
const cookieSeconds = 600

export function addVkIdRoutes(api: Api, parts: ApiParts): void {
  const { signingIn } = parts.console
  const redirectUri = `${parts.consoleUrl}/api/session/vk-id/back`
  const cookie = {
    path: '/api/session/vk-id',
    httpOnly: true,
    secure: parts.consoleUrl.startsWith('https:'),
    // VK leads back from its own page: a strict cookie would not come along.
    sameSite: 'Lax',
  } as const
  api.openapi(waysRoute, (context) => context.json({ vkId: signingIn.vkId !== null }, 200))
  api.openapi(beginRoute, async (context) => {
    const begun = beginVkId(signingIn, redirectUri)
    if (begun === null) throw switchedOff()
    await requireTries(parts, context)
    setCookie(context, cookieName, `${begun.state}.${begun.verifier}`, { ...cookie, maxAge: cookieSeconds })
    return context.redirect(begun.url, 302)
  })
  api.openapi(backRoute, async (context) => {
    if (signingIn.vkId === null) throw switchedOff()
    await requireTries(parts, context)
    const { code = '', state = '', device_id: deviceId = '' } = context.req.valid('query')
    const [keptState = '', verifier = ''] = (getCookie(context, cookieName) ?? '').split('.')
    deleteCookie(context, cookieName, cookie)
    const given = { code, deviceId, state, keptState, verifier, redirectUri }
    const opened = await signInByVkId(signingIn, given)
    if (!opened.ok) return context.redirect(`/console/#refused=${opened.refusal.kind}`, 302)
    writeSessionCookie(context, opened.value.token, { consoleUrl: parts.consoleUrl, channel: 'vkId' })
    return context.redirect('/console/', 302)
  })
}

const switchedOff = (): ApiProblem =>
  new ApiProblem(404, 'switchedOff', 'Вход через VK ID здесь не включён. Войдите по коду от бота.')

async function requireTries({ limits }: ApiParts, context: Context): Promise<void> {
  if (await limits.maySignIn(clientAddress(context))) return
  throw new ApiProblem(429, 'tooManyTries', 'Слишком много попыток. Подождите 10 минут и попробуйте снова.')
}
