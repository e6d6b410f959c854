import type { Comment } from './comment.ts'
import type { Community } from './community.ts'
import { emit } from './events.ts'
import type { Attachment } from './message.ts'
import { nowSeconds, type World } from './world.ts'

export type WrittenComment = {
  readonly postId: number
  /** A person, or minus the community. */
  readonly fromId: number
  readonly text: string
  readonly attachments?: readonly Attachment[]
  readonly replyTo: Comment | null
}

/** Adds a comment under a post and tells the community, also of its own comments. */
export function writeComment(
  world: World,
  community: Community,
  written: WrittenComment,
): { readonly comment: Comment; readonly eventId: string | null } {
  community.lastCommentId += 1
  const { replyTo } = written
  const threadRoot = replyTo === null ? [] : [replyTo.parentsStack[0] ?? replyTo.id]
  const comment: Comment = {
    id: community.lastCommentId,
    postId: written.postId,
    fromId: written.fromId,
    date: nowSeconds(world),
    text: written.text,
    attachments: written.attachments ?? [],
    replyTo,
    parentsStack: threadRoot,
  }
  community.comments.set(comment.id, comment)
  const eventId = emit(world, community, 'wall_reply_new', commentObject(community, comment))
  return { comment, eventId }
}

/** A comment as events show it (`wall_wall_comment` with the fields that only events have). */
function commentObject(community: Community, comment: Comment): Record<string, unknown> {
  return {
    id: comment.id,
    from_id: comment.fromId,
    date: comment.date,
    text: comment.text,
    post_id: comment.postId,
    owner_id: -community.groupId,
    post_owner_id: -community.groupId,
    parents_stack: comment.parentsStack,
    ...(comment.attachments.length === 0 ? {} : { attachments: comment.attachments }),
    ...(comment.replyTo === null
      ? { thread: { count: 0, items: [], can_post: true, show_reply_button: true, groups_can_post: true } }
      : { reply_to_user: comment.replyTo.fromId, reply_to_comment: comment.replyTo.id }),
  }
}
