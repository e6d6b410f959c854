/** A comment under a post of a community's wall: everybody reads it, and everybody reads what is answered. */
import type { GroupId, VkUserId } from './ids.ts'
import type { Attachment } from './message.ts'
import type { Instant } from './time.ts'
import type { Understanding } from './understanding.ts'

export interface Comment {
  readonly groupId: GroupId
  readonly userId: VkUserId
  readonly postId: number
  readonly commentId: number
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly vkAt: Instant
}

/** In public the bot speaks up only when it is rather sure: people also talk to each other under posts. */
const confidenceMin = 0.5

/** A question with signs of a problem that somebody has to solve. */
export const reportsProblem = ({ utterance, topics, danger }: Understanding): boolean =>
  danger !== null || (utterance === 'question' && (topics[0]?.confidence ?? 0) >= confidenceMin)

/** Where staff find it: `vk.com/wall-1001_5?reply=12`. */
export const commentLink = ({ groupId, postId, commentId }: Comment): string =>
  `vk.com/wall-${groupId}_${postId}?reply=${commentId}`
