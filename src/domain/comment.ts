/** A comment on a community's page: everybody reads it, and everybody reads what is answered. */
import type { GroupId, VkUserId } from './ids.ts'
import type { Attachment } from './message.ts'
import type { Instant } from './time.ts'
import type { Understanding } from './understanding.ts'

/** What was commented on: a post of the wall, a photo, a video, goods, a discussion. */
export const commentKinds = ['wall', 'photo', 'video', 'market', 'board'] as const
export type CommentKind = (typeof commentKinds)[number]

/** Where a comment stands. VK numbers comments of each kind by themselves. */
export interface CommentPlace {
  readonly groupId: GroupId
  readonly kind: CommentKind
  /** The post, the photo … */
  readonly objectId: number
  readonly commentId: number
}

export interface Comment extends CommentPlace {
  readonly userId: VkUserId
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly vkAt: Instant
}

/** VK says who deleted a comment, and not whose it was. */
export type CommentEvent =
  | { readonly change: 'new' | 'edit' | 'restore'; readonly comment: Comment }
  | { readonly change: 'delete'; readonly place: CommentPlace }

/** In public the bot speaks up only when it is rather sure: people also talk to each other under posts. */
const confidenceMin = 0.5

/** A question with signs of a problem that somebody has to solve. */
export const reportsProblem = ({ utterance, topics, danger }: Understanding): boolean =>
  danger !== null || (utterance === 'question' && (topics[0]?.confidence ?? 0) >= confidenceMin)

/**
 * VK lets a community's token answer under posts only: `wall.createComment` is open to communities, `photos.`, `video.`,
 * `market.` and `board.createComment` to people alone, others get error 27.
 * @see https://github.com/VKCOM/vk-api-schema (`access_token_type`, API 5.199)
 */
export const isAnswerable = ({ kind }: Pick<CommentPlace, 'kind'>): boolean => kind === 'wall'

const addressOf: Readonly<Record<CommentKind, (place: CommentPlace) => string>> = {
  wall: ({ groupId, objectId, commentId }) => `wall-${groupId}_${objectId}?reply=${commentId}`,
  photo: ({ groupId, objectId }) => `photo-${groupId}_${objectId}`,
  video: ({ groupId, objectId }) => `video-${groupId}_${objectId}`,
  market: ({ groupId, objectId }) => `market-${groupId}?w=product-${groupId}_${objectId}`,
  board: ({ groupId, objectId, commentId }) => `topic-${groupId}_${objectId}?post=${commentId}`,
}

/** Where staff find it: `vk.com/wall-1001_5?reply=12`. */
export const commentLink = (place: CommentPlace): string => `vk.com/${addressOf[place.kind](place)}`
