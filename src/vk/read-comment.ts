/** Reads a stored `wall_reply_new` into the comment that the rules know. */
import { z } from 'zod'
import type { InboxEvent } from '../app/ports.ts'
import type { Comment } from '../domain/comment.ts'
import { vkUserId } from '../domain/ids.ts'
import { readAttachment } from './read-message.ts'

const wallReply = z.looseObject({
  id: z.number().int().positive(),
  from_id: z.number().int().positive(),
  post_id: z.number().int().positive(),
  text: z.string().catch(''),
  attachments: z.array(z.record(z.string(), z.unknown())).catch([]),
})

/** Throws when it is no comment of a person under a post. */
export function readComment({ groupId, body, vkAt }: InboxEvent): Comment {
  const { id, from_id, post_id, text, attachments } = wallReply.parse(body)
  return {
    groupId,
    userId: vkUserId(from_id),
    postId: post_id,
    commentId: id,
    text,
    attachments: attachments.map(readAttachment).filter((attachment) => attachment !== null),
    vkAt,
  }
}
