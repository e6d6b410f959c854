/**
 * The signature of the parameters with which VK opens a Mini App: HMAC-SHA256 over the sorted `vk_` parameters with the
 * app's protected key, base64url without padding.
 * @see https://dev.vk.com/ru/mini-apps/development/launch-params-sign (read 2026)
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LaunchRefusal, ReadLaunch } from '../app/console/ports.ts'
import { vkUserId } from '../domain/ids.ts'
import { refuse, success } from '../domain/result.ts'
import { fromEpochSeconds, secondsBetween } from '../domain/time.ts'

export interface LaunchSettings {
  readonly appId: number
  readonly secret: string
}

/** VK advises an hour; a clock of ours may be a little behind. */
const ageSecondsMax = 3_600
const futureSecondsMax = 120

export function createReadLaunch(settings: LaunchSettings | null): ReadLaunch {
  return (search, now) => {
    const refused = (kind: LaunchRefusal['kind']) => refuse({ kind })
    if (settings === null) return refused('switchedOff')
    const parameters = new URLSearchParams(search.replace(/^\?/u, ''))
    if (!isSigned(parameters, settings.secret)) return refused('forged')
    if (Number(parameters.get('vk_app_id')) !== settings.appId) return refused('otherApp')
    const age = secondsBetween(fromEpochSeconds(numberIn(parameters, 'vk_ts')), now)
    if (age > ageSecondsMax || age < -futureSecondsMax) return refused('stale')
    const user = numberIn(parameters, 'vk_user_id')
    return user > 0 ? success(vkUserId(user)) : refused('forged')
  }
}

/** A repeated key could be signed once and read another time: it is a forgery. */
function isSigned(parameters: URLSearchParams, secret: string): boolean {
  const signed = [...parameters.entries()]
    .filter(([key]) => key.startsWith('vk_'))
    .sort(([left], [right]) => (left < right ? -1 : 1))
  if (signed.length === 0 || new Set(signed.map(([key]) => key)).size !== signed.length) return false
  const text = signed.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
  const expected = createHmac('sha256', secret).update(text).digest()
  const given = Buffer.from(parameters.get('sign') ?? '', 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function numberIn(parameters: URLSearchParams, key: string): number {
  const text = parameters.get(key) ?? ''
  return /^\d{1,15}$/u.test(text) ? Number(text) : 0
}
