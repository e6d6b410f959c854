import { z } from 'zod'
import type { InboxDraft, Log } from '../app/transport-ports.ts'
import type { VkApi } from './api.ts'
import { VkApiError, VkUnreachable } from './errors.ts'

const pressSchema = z.object({ event_id: z.string(), user_id: z.number(), peer_id: z.number() })
/** Answered already, or the minute is over: VK redelivers events. */
const pressUnknown = 100

/**
 * Ends the spinning of a callback button. VK waits a minute, and handling may be slow; what the press leads to comes
 * as an ordinary message. Called once the event is stored; a lost answer is not repeated, the button spins to the end.
 */
export async function acknowledgePress(
  { api, log }: { readonly api: VkApi; readonly log: Log },
  token: string,
  { body }: InboxDraft,
): Promise<void> {
  const press = pressSchema.safeParse(body)
  if (!press.success) return
  try {
    await api.call(token, 'messages.sendMessageEventAnswer', press.data)
  } catch (error) {
    if (!(error instanceof VkApiError || error instanceof VkUnreachable)) throw error
    const isLate = error instanceof VkApiError && error.code === pressUnknown
    if (!isLate) log.warn({ error: error.message }, 'a press could not be acknowledged')
  }
}
