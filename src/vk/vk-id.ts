/**
 * Signing in with VK ID: OAuth 2.1 with PKCE. VK gives a code and the number of the device to the page; the server
 * exchanges them for the person's number, which is all that is wanted. The tokens that come with it are thrown away.
 *
 * @see https://id.vk.com/about/business/go/docs/ru/vkid/latest/vk-id/connection/start-integration/auth-without-sdk/auth-without-sdk-web (read 2026)
 */
import { z } from 'zod'
import type { VkIdGate } from '../app/console/ports.ts'
import { vkUserId } from '../domain/ids.ts'
import { VkUnreachable } from './errors.ts'
import type { VkHttp } from './http.ts'

export interface VkIdSettings {
  /** The number of the application in VK ID; it is another one than the Mini App's. */
  readonly appId: number
  /** `https://id.vk.ru`, without a slash at the end. */
  readonly url: string
}

const timeoutMs = 10_000

const exchanged = z.object({
  user_id: z.coerce.number().int().positive(),
  state: z.string().optional(),
})

export function createVkId({ appId, url }: VkIdSettings, http: VkHttp): VkIdGate {
  return {
    authorizeUrl({ state, challenge, redirectUri }) {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: String(appId),
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      })
      return `${url}/authorize?${query.toString()}`
    },
    async exchange({ code, deviceId, verifier, state, redirectUri }) {
      const form = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        client_id: String(appId),
        device_id: deviceId,
        redirect_uri: redirectUri,
        state,
      })
      try {
        const answer = await http.requestJson({
          what: 'VK ID',
          url: `${url}/oauth2/auth`,
          form: form.toString(),
          timeoutMs,
        })
        const read = exchanged.safeParse(answer)
        if (!read.success || (read.data.state ?? state) !== state) return null
        return vkUserId(read.data.user_id)
      } catch (error) {
        // Refused, or nobody there: either way the person signs in another way, or tries again.
        if (error instanceof VkUnreachable) return null
        throw error
      }
    },
  }
}
