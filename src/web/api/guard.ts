/** Who asks, and whether the page asks or somebody else's. */
import type { Context, MiddlewareHandler } from 'hono'
import { createHash, timingSafeEqual } from 'node:crypto'
import { continueSession } from '../../app/console/continue-session.ts'
import type { ApiEnv, ApiParts } from './context.ts'
import { readSessionCookie, writeSessionCookie } from './cookies.ts'
import { ApiProblem, signedOut } from './problems.ts'

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** A change comes from our own page: browsers name the origin of every such request and no script can forge it. */
export const requireOwnOrigin =
  ({ consoleUrl }: Pick<ApiParts, 'consoleUrl'>): MiddlewareHandler =>
  async (context, next) => {
    if (!isReading(context.req.method) && !isOwnOrigin(context, consoleUrl))
      throw new ApiProblem(
        403,
        'otherOrigin',
        'Запрос пришёл не с этой страницы. Откройте рабочее место заново.',
      )
    await next()
  }

/** Everything but signing in and the description of the API. */
export const requireSession =
  ({ console, limits, consoleUrl }: ApiParts): MiddlewareHandler<ApiEnv> =>
  async (context, next) => {
    const token = readSessionCookie(context)
    const signedIn = token === null ? null : await continueSession(console.keeping, token)
    if (signedIn === null) throw signedOut()
    const { session, newToken } = signedIn
    if (!isReading(context.req.method) && !isSame(context.req.header('x-csrf-token'), session.csrfToken))
      throw new ApiProblem(403, 'csrf', 'Страница устарела. Обновите её и попробуйте ещё раз.')
    if (!(await limits.mayAsk(session.id)))
      throw new ApiProblem(429, 'tooOften', 'Слишком много запросов. Подождите минуту.')
    context.set('signedIn', signedIn)
    if (newToken !== null) writeSessionCookie(context, newToken, { consoleUrl, channel: session.channel })
    await next()
  }

/** The configured address, or the one this request was sent to: locally the console has several names. */
function isOwnOrigin(context: Context, consoleUrl: string): boolean {
  const origin = context.req.header('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  return origin === new URL(consoleUrl).origin || new URL(origin).host === context.req.header('host')
}

/** Of equal length by hashing, so that the time of comparing tells nothing. */
function isSame(given: string | undefined, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given ?? ''), digest(expected))
}
