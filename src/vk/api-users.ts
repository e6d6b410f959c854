import { z } from 'zod'
import type { FetchNames } from '../app/transport-ports.ts'
import { vkUserId } from '../domain/ids.ts'
import type { VkApi } from './api.ts'

const usersSchema = z.array(
  z.object({ id: z.number().int().positive(), first_name: z.string(), last_name: z.string().default('') }),
)

/** Names by users.get; people VK does not know are missing from the answer. At most 100 at a time. */
export function createFetchNames(api: VkApi): FetchNames {
  return async (token, userIds) => {
    const answer = await api.call(token, 'users.get', { user_ids: userIds.join(',') })
    return usersSchema.parse(answer).map(({ id, first_name, last_name }) => ({
      userId: vkUserId(id),
      firstName: first_name.replaceAll('\0', ''),
      lastName: last_name.replaceAll('\0', ''),
    }))
  }
}
