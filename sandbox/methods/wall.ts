import { writeComment } from '../world/write-comment.ts'
import { resolveAttachments } from './attachments.ts'
import type { Call } from './call.ts'
import { integer, optionalInteger, requiredInteger, text } from './params.ts'
import { VkError } from './vk-error.ts'

/** wall.createComment in the name of the community; the same guid is the same comment. */
export function createComment(call: Call): unknown {
  const { world, community, params } = call
  const ownerId = integer(params, 'owner_id', -community.groupId)
  const postId = requiredInteger(params, 'post_id')
  if (postId <= 0) throw new VkError(100, 'post_id not positive')
  if (ownerId !== -community.groupId) throw new VkError(213)
  const guid = text(params, 'guid')
  const earlier = guid === '' ? undefined : community.commentsByGuid.get(guid)
  if (earlier !== undefined) return { comment_id: earlier.id, parents_stack: earlier.parentsStack }
  const attachments = resolveAttachments(world, text(params, 'attachments'))
  const message = text(params, 'message')
  if (message.trim() === '' && attachments.length === 0) throw new VkError(100, 'message is undefined')
  const replyToId = optionalInteger(params, 'reply_to_comment') ?? 0
  const replyTo = replyToId === 0 ? null : (community.comments.get(replyToId) ?? null)
  if (replyToId !== 0 && replyTo?.postId !== postId) throw new VkError(100, 'reply_to_comment is invalid')
  const written = { postId, fromId: -community.groupId, text: message, attachments, replyTo }
  const { comment } = writeComment(world, community, written)
  if (guid !== '') community.commentsByGuid.set(guid, comment)
  return { comment_id: comment.id, parents_stack: comment.parentsStack }
}

/** wall.openComments and wall.closeComments: accepted, nothing depends on them here. */
export function toggleComments(call: Call): unknown {
  requiredInteger(call.params, 'post_id')
  return 1
}
