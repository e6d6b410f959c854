/** The cookie of a session: out of reach of scripts, and of other sites. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { SignInChannel } from '../../app/console/ports.ts'

const name = 'otklik_session'
/** As long as a session may live; what it is worth the server decides each time. */
const maxAgeSeconds = 30 * 24 * 3600

export const readSessionCookie = (context: Context): string | null => {
  const value = getCookie(context, name)
  return value !== undefined && /^[\da-f]{64}$/u.test(value) ? value : null
}

export function writeSessionCookie(
  context: Context,
  token: string,
  { consoleUrl, channel }: { readonly consoleUrl: string; readonly channel: SignInChannel },
): void {
  setCookie(context, name, token, { ...attributes(consoleUrl, channel), maxAge: maxAgeSeconds })
}

export function forgetSessionCookie(
  context: Context,
  { consoleUrl, channel }: { readonly consoleUrl: string; readonly channel: SignInChannel },
): void {
  deleteCookie(context, name, attributes(consoleUrl, channel))
}

/**
 * VK shows a Mini App inside its own page: there a strict cookie would never come back, so it is kept apart for VK
 * (`Partitioned`) and the checks of origin and token stand alone.
 */
function attributes(consoleUrl: string, channel: SignInChannel) {
  const secure = consoleUrl.startsWith('https:')
  const shared = { httpOnly: true, path: '/api', secure }
  return channel === 'vk' && secure
    ? ({ ...shared, sameSite: 'None', partitioned: true } as const)
    : ({ ...shared, sameSite: 'Strict' } as const)
}
