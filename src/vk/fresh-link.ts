import { z } from 'zod'
import type { FindFreshLink } from '../app/file-ports.ts'
import { attachmentFile } from '../domain/attachment-file.ts'
import type { VkApi } from './api.ts'
import { VkApiError, VkUnreachable } from './errors.ts'

const record = z.record(z.string(), z.unknown()).catch({})
const answerSchema = z.object({
  items: z.array(
    z.looseObject({
      attachments: z.array(z.looseObject({ type: z.string() })).catch([]),
    }),
  ),
})

/** VK's links to files expire; asked for the message again, it gives new ones. */
export function createFindFreshLink(api: VkApi): FindFreshLink {
  return async ({ token, peerId, cmid, name }) => {
    if (cmid === null) return null
    try {
      const answer = await api.call(token, 'messages.getByConversationMessageId', {
        peer_id: peerId,
        conversation_message_ids: cmid,
      })
      const attachments = answerSchema.parse(answer).items.flatMap((item) => item.attachments)
      const files = attachments.map(({ type, ...rest }) => attachmentFile(type, record.parse(rest[type])))
      return files.find((file) => file?.name === name)?.url ?? null
    } catch (error) {
      // No fresh link now; the copy is tried again later.
      if (error instanceof VkApiError || error instanceof VkUnreachable || error instanceof z.ZodError)
        return null
      throw error
    }
  }
}
