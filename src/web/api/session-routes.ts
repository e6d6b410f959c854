/** Signing in and out. */
import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type OpenedSession,
  type SignInFailure,
  signInByCode,
  signInByLaunch,
} from '../../app/console/sign-in.ts'
import type { SignInChannel } from '../../app/console/ports.ts'
import type { Result } from '../../domain/result.ts'
import { clientAddress } from './client-address.ts'
import type { Api, ApiParts } from './context.ts'
import { forgetSessionCookie, writeSessionCookie } from './cookies.ts'
import { ApiProblem, signInProblem } from './problems.ts'
import { presentSession } from './present-session.ts'
import { jsonBody, jsonAnswer, problems } from './route-parts.ts'
import * as schemas from './schemas.ts'

const signInByCodeRoute = createRoute({
  method: 'post',
  path: '/session/code',
  summary: 'Sign in by the one-time code that the bot gives to staff',
  request: jsonBody(schemas.signInByCode),
  responses: { 204: { description: 'Signed in; the cookie is set' }, ...problems(400, 403, 429) },
})

const signInByVkRoute = createRoute({
  method: 'post',
  path: '/session/vk',
  summary: 'Sign in by the signed launch parameters of the VK Mini App',
  request: jsonBody(schemas.signInByVk),
  responses: { 204: { description: 'Signed in; the cookie is set' }, ...problems(400, 403, 429) },
})

const showSessionRoute = createRoute({
  method: 'get',
  path: '/session',
  summary: 'Who is signed in',
  responses: { 200: jsonAnswer(schemas.session), ...problems(401) },
})

const signOutRoute = createRoute({
  method: 'delete',
  path: '/session',
  summary: 'Sign out here',
  responses: { 204: { description: 'Signed out' }, ...problems(401, 403) },
})

const signOutEverywhereRoute = createRoute({
  method: 'delete',
  path: '/sessions',
  summary: 'Sign out on every device',
  responses: { 204: { description: 'Signed out everywhere' }, ...problems(401, 403) },
})

/** Before the guard: nobody is signed in yet. */
export function addSignInRoutes(api: Api, parts: ApiParts): void {
  const { signingIn } = parts.console
  api.openapi(signInByCodeRoute, async (context) => {
    await requireTries(parts, context)
    finish(parts, context, 'code', await signInByCode(signingIn, context.req.valid('json').code))
    return context.body(null, 204)
  })
  api.openapi(signInByVkRoute, async (context) => {
    await requireTries(parts, context)
    finish(parts, context, 'vk', await signInByLaunch(signingIn, context.req.valid('json').launchParams))
    return context.body(null, 204)
  })
}

export function addSessionRoutes(api: Api, { console, consoleUrl }: ApiParts): void {
  const { sessions, clock } = console.keeping
  api.openapi(showSessionRoute, (context) =>
    context.json(presentSession(context.get('signedIn'), console.work), 200),
  )
  api.openapi(signOutRoute, async (context) => {
    const { session } = context.get('signedIn')
    await sessions.endSession(session.id, clock.now())
    forgetSessionCookie(context, { consoleUrl, channel: session.channel })
    return context.body(null, 204)
  })
  api.openapi(signOutEverywhereRoute, async (context) => {
    const { session } = context.get('signedIn')
    await sessions.endSessions(session.staffId, clock.now())
    forgetSessionCookie(context, { consoleUrl, channel: session.channel })
    return context.body(null, 204)
  })
}

async function requireTries({ limits }: ApiParts, context: Context): Promise<void> {
  if (await limits.maySignIn(clientAddress(context))) return
  throw new ApiProblem(429, 'tooManyTries', 'Слишком много попыток. Подождите 10 минут и попробуйте снова.')
}

function finish(
  { consoleUrl }: ApiParts,
  context: Context,
  channel: SignInChannel,
  opened: Result<OpenedSession, SignInFailure>,
): void {
  if (!opened.ok) throw signInProblem(opened.refusal)
  writeSessionCookie(context, opened.value.token, { consoleUrl, channel })
}
