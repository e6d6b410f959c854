import { z } from 'zod'
import type { Comment } from '../world/comment.ts'
import { writeComment } from '../world/write-comment.ts'
import type { World } from '../world/world.ts'
import { findCommunity, findPerson, groupId, pairShape } from './find.ts'
import { ControlRefusal, parseInput } from './refusal.ts'

const postId = z.coerce.number().int().positive()
const newComment = z.object({
  ...pairShape,
  postId,
  text: z.string().trim().min(1),
  replyTo: z.int().positive().optional(),
})

/** A person comments on a post; posts are not kept, any number is a post. */
export function writePersonComment(world: World, body: unknown): unknown {
  const asked = parseInput(newComment, body)
  const community = findCommunity(world, asked.groupId)
  findPerson(world, asked.userId)
  const replyTo = asked.replyTo === undefined ? null : community.comments.get(asked.replyTo)
  if (replyTo === undefined || (replyTo !== null && replyTo.postId !== asked.postId)) {
    throw new ControlRefusal(`Поле replyTo: под записью ${asked.postId} нет комментария ${asked.replyTo}.`)
  }
  const written = { postId: asked.postId, fromId: asked.userId, text: asked.text, replyTo }
  const { comment, eventId } = writeComment(world, community, written)
  return { commentId: comment.id, eventId }
}

const commentsQuery = z.object({ groupId, postId })

export function showComments(world: World, query: unknown): unknown {
  const asked = parseInput(commentsQuery, query)
  const community = findCommunity(world, asked.groupId)
  const comments = [...community.comments.values()].filter((comment) => comment.postId === asked.postId)
  return { comments: comments.map(commentView) }
}

function commentView(comment: Comment): Record<string, unknown> {
  return {
    commentId: comment.id,
    from: comment.fromId > 0 ? 'user' : 'community',
    ...(comment.fromId > 0 ? { userId: comment.fromId } : {}),
    text: comment.text,
    attachments: comment.attachments,
    date: comment.date,
    ...(comment.replyTo === null ? {} : { replyTo: comment.replyTo.id }),
  }
}
