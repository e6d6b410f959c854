import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fromEpochSeconds } from '../domain/time.ts'
import { createReadLaunch } from './launch-params.ts'

const secret = 'wvl68m4dR1UpLrVRli'
const appId = 6_736_218
const at = fromEpochSeconds(1_790_000_000)
const read = createReadLaunch({ appId, secret })

describe("VK's launch parameters", () => {
  it("agree with the example of VK's documentation", () => {
    const search =
      '?vk_user_id=494075&vk_app_id=6736218&vk_is_app_user=1&vk_are_notifications_enabled=1&vk_language=ru&vk_access_token_settings=&vk_platform=android&sign=htQFduJpLxz7ribXRZpDFUH-XEUhC9rBPTJkjUFEkRA'

    // Signed, and without vk_ts: the signature is good, the age is not.
    expect(read(search, at)).toEqual({ ok: false, refusal: { kind: 'stale' } })
    expect(read(search.replace('494075', '494076'), at)).toEqual({ ok: false, refusal: { kind: 'forged' } })
  })

  it('name the person when they are fresh, whatever else is in the address', () => {
    const search = `${signed({})}&hash=abc&other=1`

    expect(read(search, at)).toEqual({ ok: true, value: 5040 })
  })

  it('may hold commas and spaces', () => {
    expect(read(signed({ vk_access_token_settings: 'friends,photos and more' }), at).ok).toBe(true)
  })

  it.each([
    ['an hour and a minute old', { vk_ts: String(1_790_000_000 - 3_660) }, 'stale'],
    ['from the future', { vk_ts: String(1_790_000_000 + 600) }, 'stale'],
    ['of another app', { vk_app_id: '1' }, 'otherApp'],
    ['of nobody', { vk_user_id: 'x' }, 'forged'],
  ] as const)('are refused when they are %s', (_what, fields, kind) => {
    expect(read(signed(fields), at)).toEqual({ ok: false, refusal: { kind } })
  })

  it('are refused without a signature, with a cut one, and with a repeated key', () => {
    const search = signed({})

    for (const wrong of ['', search.split('&sign=')[0] ?? '', search.slice(0, -4), `${search}&vk_user_id=1`])
      expect(read(wrong, at)).toEqual({ ok: false, refusal: { kind: 'forged' } })
  })

  it('are refused where the Mini App is not set up', () => {
    expect(createReadLaunch(null)(signed({}), at)).toEqual({ ok: false, refusal: { kind: 'switchedOff' } })
  })
})

/** Signed by the rule itself, written down once more. */
function signed(fields: Readonly<Record<string, string>>): string {
  const all = { vk_user_id: '5040', vk_app_id: String(appId), vk_ts: '1790000000', ...fields }
  const text = Object.entries(all)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')
  return `${text}&sign=${createHmac('sha256', secret).update(text).digest('base64url')}`
}
