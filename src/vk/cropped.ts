/** Events too large for a long poll come cut to one attachment, with `is_cropped`. @see dev.vk.com, version 5.102 */
import { z } from 'zod'
import type { InboxDraft } from '../app/transport-ports.ts'
import type { VkApi } from './api.ts'
import { backoffMs, pause, type Backoff } from './http-backoff.ts'
import { VkApiError, VkUnreachable } from './errors.ts'
import { storableObject } from './update-json.ts'

/** The poll waits meanwhile: a part of the message is better than holding up the whole community. */
const attemptsMax = 3

const cropped = z.looseObject({ is_cropped: z.literal(true) })
const answerSchema = z.object({ items: z.array(z.looseObject({ conversation_message_id: z.number() })) })

export const isCropped = ({ body, cmid }: InboxDraft): boolean =>
  cmid !== null && cropped.safeParse(body['message'] ?? body).success

/** Null when VK does not give the message. */
export type LoadWhole = (draft: InboxDraft, signal: AbortSignal) => Promise<InboxDraft | null>

export interface LoadWholeOptions {
  readonly api: VkApi
  readonly token: string
  readonly network: Backoff
  readonly random: () => number
}

export function createLoadWhole({ api, token, network, random }: LoadWholeOptions): LoadWhole {
  return async (draft, signal) => {
    for (let attempt = 1; attempt <= attemptsMax && !signal.aborted; attempt += 1) {
      try {
        const answer = await api.call(token, 'messages.getByConversationMessageId', {
          peer_id: draft.peerId,
          conversation_message_ids: draft.cmid ?? 0,
        })
        const message = answerSchema
          .parse(answer)
          .items.find(({ conversation_message_id: number }) => number === draft.cmid)
        return message === undefined ? null : withMessage(draft, message)
      } catch (error) {
        if (error instanceof z.ZodError) return null
        if (!(error instanceof VkApiError || error instanceof VkUnreachable)) throw error
        await pause(backoffMs(network, attempt, random), signal)
      }
    }
    return null
  }
}

function withMessage(draft: InboxDraft, message: Readonly<Record<string, unknown>>): InboxDraft {
  const whole = storableObject(message)
  return { ...draft, body: 'message' in draft.body ? { ...draft.body, message: whole } : whole }
}
