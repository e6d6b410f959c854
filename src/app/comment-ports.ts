/** What is known of comments that became tickets. */
import type { CommentPlace } from '../domain/comment.ts'
import type { GroupId, TicketId, VkUserId } from '../domain/ids.ts'

export interface CommentQueries {
  findCommentTicket(place: CommentPlace): Promise<CommentTicket | null>
  /** The last comment of a ticket, if it came of one that is still there. */
  findComment(id: TicketId): Promise<(CommentPlace & { readonly isAnswered: boolean }) | null>
  /** The person wrote to this community and did not forbid messages since. */
  mayWriteTo(groupId: GroupId, userId: VkUserId): Promise<boolean>
}

/** What became of a comment. */
export interface CommentTicket {
  readonly ticketId: TicketId
  /** The comment was deleted. */
  readonly isGone: boolean
}

export interface CommentAbout {
  readonly isNew: boolean
  readonly danger: string | null
  readonly hasPersonalData: boolean
  /** The person may be written to. */
  readonly isInMessages: boolean
}
